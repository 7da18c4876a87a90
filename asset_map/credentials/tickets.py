"""Tickets: what a form carries from one screen of signing in to the next, signed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

__all__ = ["read_ticket", "signed_ticket"]


def _serializer(key: bytes, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        key, salt=f"asset-map ticket {purpose}", signer_kwargs={"digest_method": hashlib.sha256}
    )


def signed_ticket(purpose: str, says: Mapping[str, str], *, until: datetime, key: bytes) -> str:
    """Return a ticket that says this until a moment, for one purpose."""
    return str(_serializer(key, purpose).dumps({**says, "until": int(until.timestamp())}))


def read_ticket(purpose: str, ticket: str, *, key: bytes, now: datetime) -> dict[str, str] | None:
    """Return what a ticket says; None where it was not signed here for this, or has run out."""
    try:
        says = _serializer(key, purpose).loads(ticket)
        until = int(says.pop("until"))
    except (BadData, KeyError, TypeError, ValueError, AttributeError):
        return None
    return says if now.timestamp() < until else None
