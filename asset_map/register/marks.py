"""Small facts about the register itself, each under a key of its own."""

from datetime import datetime

import sqlalchemy as sa

from asset_map.register.schema import idempotency, marks

__all__ = ["acknowledge", "acknowledged", "get", "put", "remove"]


def get(connection: sa.Connection, key: str) -> str | None:
    """Return what is marked under a key; None where nothing is."""
    return connection.scalar(sa.select(marks.c.value).where(marks.c.key == key))


def put(connection: sa.Connection, key: str, value: str) -> None:
    """Mark something under a key, in the place of what was there."""
    remove(connection, key)
    connection.execute(marks.insert(), {"key": key, "value": value})


def remove(connection: sa.Connection, key: str) -> None:
    """Take the mark under a key away; there may be none."""
    connection.execute(marks.delete().where(marks.c.key == key))


def acknowledge(connection: sa.Connection, key: str, result: str, *, at: datetime) -> None:
    """Keep what the request of this key was answered, so that sending it again does nothing."""
    connection.execute(idempotency.insert(), {"key": key, "result": result, "at": at})


def acknowledged(connection: sa.Connection, key: str) -> str | None:
    """Return what a request of this key was answered; None where it is the first."""
    return connection.scalar(sa.select(idempotency.c.result).where(idempotency.c.key == key))
