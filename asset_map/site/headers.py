"""
What a browser is told to refuse: one policy for plain pages, a wider one for the workroom.

Plain pages run this server's own scripts only; the form has two. The workroom is
Streamlit's: its component modules arrive as blobs and its styles are written into
the page, so those are allowed there and nowhere else. No policy allows ``eval`` or another
host, but for the pictures of a tile server that a council named.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "SecurityHeaders",
    "inline_script_hashes",
    "origin_of",
    "plain_policy",
    "workroom_policy",
]

# A year; other names of the council's may still do without, so they are not spoken for.
_ONLY_TLS = "max-age=31536000"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_script_hashes(html: str) -> tuple[str, ...]:
    """Return the policy's name for each script that is written into a page."""
    return tuple(
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in _INLINE_SCRIPT.findall(html)
    )


def origin_of(url: str) -> str:
    """Return scheme and host of an address, a tile server's ``{s}`` as a wildcard; "" for none."""
    parts = urlsplit(url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _policy(rules: dict[str, Sequence[str]]) -> str:
    return "; ".join(" ".join([name, *filter(None, sources)]) for name, sources in rules.items())


def plain_policy(*, frame_ancestors: str, tiles: str) -> str:
    """Return the policy of plain pages: scripts are files of this server; ``tiles`` as below."""
    return _policy(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:", tiles],
            "connect-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": [frame_ancestors],
        }
    )


def workroom_policy(*, frame_ancestors: str, inline_scripts: Sequence[str], tiles: str) -> str:
    """Return the policy that Streamlit runs under; ``tiles`` is an origin or ""."""
    return _policy(
        {
            "default-src": ["'self'"],
            "script-src": ["'self'", "blob:", *inline_scripts],
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:", "blob:", tiles],
            "font-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'", "blob:"],
            "object-src": ["'none'"],
            "form-action": ["'self'"],
            "base-uri": ["'self'"],
            "frame-ancestors": [frame_ancestors],
        }
    )


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Set the headers on every answer, the workroom's policy under its path."""

    app: ASGIApp
    plain: str
    workroom: str
    workroom_path: str
    is_behind_tls: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write the headers when the answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        is_workroom = path == self.workroom_path or path.startswith(f"{self.workroom_path}/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # A page that carries its own style brings a policy of its own, a stricter one.
                policy = self.workroom if is_workroom else self.plain
                headers.setdefault("Content-Security-Policy", policy)
                headers["X-Content-Type-Options"] = "nosniff"
                # A page behind a private link tells nobody its address, and says so itself.
                headers.setdefault("Referrer-Policy", "same-origin")
                if self.is_behind_tls or scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = _ONLY_TLS
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), payment=(), usb=()"
            await send(message)

        await self.app(scope, receive, send_with_headers)
