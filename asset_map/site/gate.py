"""What comes in at the plain pages: never more than a form holds, nor a NUL in an address."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts

__all__ = ["Gate"]

_MOST_BYTES = 100_000
_TOO_LARGE = 413


@dataclass(frozen=True, slots=True)
class Gate:
    """Refuse large bodies before they are read, and those that do not say how large they are."""

    app: ASGIApp
    parts: SiteParts
    workroom_path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its address without what no database can look up."""
        if scope["type"] == "http" and not scope["path"].startswith(self.workroom_path):
            scope = {**scope, "path": scope["path"].replace("\0", "")}
            if _length(scope) > _MOST_BYTES:
                page = draw("error.html", self.parts, status=_TOO_LARGE, code=413, message="")
                await page(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _length(scope: Scope) -> int:
    headers = Headers(scope=scope)
    said = headers.get("content-length", "")
    if "transfer-encoding" in headers or not said.isdecimal():
        return _MOST_BYTES + 1 if scope["method"] == "POST" else 0
    return int(said)
