"""
Coming in as an officer before accounts exist: a link that works once, on this machine.

``asset-map serve`` prints the link. Its hash lies in the cache folder until it is
used or runs out; using it earns a signed cookie. The signing key lies beside it,
readable by its owner alone.
"""

import json
import os
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from tempfile import mkstemp

from asset_map.credentials.cookies import ROLE_COOKIE, role_from, signed_role
from asset_map.credentials.tokens import TOKEN_BYTES, is_token, token_from, token_hash
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Role

__all__ = [
    "LINK_LASTS",
    "OFFICER_COOKIE",
    "OFFICER_LASTS",
    "RoleCookie",
    "is_loopback",
    "is_this_machine",
    "issue_officer_link",
    "redeem_officer_link",
    "role_of",
]

LINK_LASTS = timedelta(minutes=30)
OFFICER_LASTS = timedelta(hours=12)
OFFICER_COOKIE = ROLE_COOKIE

# Any of them says that the request came from elsewhere, through a proxy.
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
_LINK_FILE = "officer-link.json"
_KEY_FILE = "signing.key"
_REFUSED = (
    "This officer link has been used, has run out, or was mistyped. "
    "Start the server again with 'asset-map serve' and use the new link that it prints."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCookie:
    """What a browser is given to keep."""

    value: str
    lasts: timedelta
    name: str = ROLE_COOKIE


def is_this_machine(*, client: str, host: str, headers: Container[str]) -> bool:
    """
    Whether somebody asks on this very machine, and not through a proxy on it.

    ``host`` is what the browser calls the server: a page of another site that had its name
    point here still says that name.
    """
    is_forwarded = any(name in headers for name in _FORWARDED)
    return is_loopback(client) and is_loopback(host) and not is_forwarded


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    if address == "localhost":
        return True
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback


def issue_officer_link(cache_dir: Path, *, now: datetime, randomness: bytes | None = None) -> str:
    """Return a new one-time token; any that was issued before it no longer works."""
    token = token_from(randomness or os.urandom(TOKEN_BYTES))
    kept = {"sha256": token_hash(token), "until": (now + LINK_LASTS).timestamp()}
    _private_file(cache_dir, json.dumps(kept).encode()).replace(cache_dir / _LINK_FILE)
    return token


def redeem_officer_link(cache_dir: Path, token: str, *, now: datetime) -> RoleCookie:
    """
    Use the link up and return the officer's cookie.

    Raises
    ------
    NotAllowedError
        When there is no such link any more.
    """
    path = cache_dir / _LINK_FILE
    try:
        kept = json.loads(path.read_bytes())
        until = datetime.fromtimestamp(kept["until"], tz=UTC)
        if not is_token(token, kept["sha256"]) or now >= until:
            raise NotAllowedError(_REFUSED)
        path.unlink()  # of two that come at once, one finds it gone
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise NotAllowedError(_REFUSED) from error
    key = signing_key(cache_dir)
    value = signed_role(Role.OFFICER, until=now + OFFICER_LASTS, key=key)
    return RoleCookie(value=value, lasts=OFFICER_LASTS)


def role_of(cookies: Mapping[str, str], *, cache_dir: Path, now: datetime) -> Role:
    """Return the role that a browser's cookies prove on this server."""
    if ROLE_COOKIE not in cookies:
        return Role.PUBLIC
    return role_from(cookies, key=signing_key(cache_dir), now=now)


@lru_cache(maxsize=4)
def signing_key(cache_dir: Path) -> bytes:
    """Return the key that signs cookies, made at the first call and read once."""
    path = cache_dir / _KEY_FILE
    if not path.exists():
        # Of two processes that start at once, the first one's key counts, whole.
        draft = _private_file(cache_dir, os.urandom(TOKEN_BYTES))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()


def _private_file(folder: Path, content: bytes) -> Path:
    """Write a new file that its owner alone may read."""
    folder.mkdir(parents=True, exist_ok=True)
    opened, name = mkstemp(dir=folder)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
    return Path(name)
