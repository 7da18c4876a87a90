"""What every object of the format has in common: its id, and no member without a value."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

__all__ = ["Json", "identified", "mail_address", "shaped", "web_address"]

Json = dict[str, Any]

# Ours alone, so that the same record has the same id in every feed and on every day.
_NAMESPACE = uuid5(NAMESPACE_URL, "asset-map:open-referral")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_WEB = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+")


def identified(sort: str, *parts: str) -> str:
    """Return the UUID of a thing: the same words have the same one for ever."""
    return str(uuid5(_NAMESPACE, "\x1f".join((sort, *parts))))


def shaped(**members: object) -> Json:
    """Return the object; the format has no null, so what nobody said is left out."""
    return {name: value for name, value in members.items() if value not in (None, "", [])}


def mail_address(text: str) -> str:
    """Return the address; "" where it is none that a program could write to."""
    return text if _MAIL.fullmatch(text) else ""


def web_address(text: str) -> str:
    """Return the address; "" where it is none that a browser could open."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return text if is_web and _WEB.fullmatch(text) else ""
