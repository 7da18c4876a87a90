"""Names that nobody can read back tomorrow, and tickets that say when a page was opened."""

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tickets import read_ticket, signed_ticket
from asset_map.register import marks
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import signing_key

__all__ = ["WITHIN", "daily_names", "opened_at", "opening_ticket"]

# So far back is counted.
WITHIN = timedelta(hours=1)
# A page may lie open for weeks before somebody sends it.
_TICKET_LASTS = timedelta(days=30)
_TICKET = "page opened"


def daily_names(connection: Connection, salt_mark: str, now: datetime) -> Callable[[str], str]:
    """
    Return what turns a text into its name of today.

    The salt lies in the register, so that every process counts alike, and a new one takes its
    place each day: then nobody can work out any more whom a name meant.
    """
    today = f"{now:%Y-%m-%d}"
    day, _, salt = (marks.get(connection, salt_mark) or "").partition(" ")
    if day != today:
        salt = os.urandom(16).hex()
        marks.put(connection, salt_mark, f"{today} {salt}")
    key = bytes.fromhex(salt)
    return lambda text: hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def opening_ticket(house: House, *, now: datetime) -> str:
    """Return what a page gives along, signed: when it was opened, and nothing of by whom."""
    says = {"page": os.urandom(9).hex(), "at": now.isoformat()}
    key = signing_key(Path(house.settings.cache_dir))
    return signed_ticket(_TICKET, says, until=now + _TICKET_LASTS, key=key)


def opened_at(house: House, ticket: str, *, now: datetime) -> datetime | None:
    """Return when a page was opened; None where no page of ours gave the ticket."""
    key = signing_key(Path(house.settings.cache_dir))
    says = read_ticket(_TICKET, ticket, key=key, now=now)
    return datetime.fromisoformat(says["at"]) if says else None
