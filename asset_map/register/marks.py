"""Small facts about the register itself, each under a key of its own."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from asset_map.register.schema import idempotency, marks

__all__ = [
    "acknowledge",
    "acknowledge_many",
    "acknowledged",
    "acknowledged_many",
    "get",
    "put",
    "remove",
]


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
    acknowledge_many(connection, {key: result}, at=at)


def acknowledge_many(
    connection: sa.Connection, results: Mapping[str, str], *, at: datetime
) -> None:
    """Keep what the requests of some keys were answered."""
    if results:
        rows = [{"key": key, "result": result, "at": at} for key, result in results.items()]
        connection.execute(idempotency.insert(), rows)


def acknowledged(connection: sa.Connection, key: str) -> str | None:
    """Return what a request of this key was answered; None where it is the first."""
    return connection.scalar(sa.select(idempotency.c.result).where(idempotency.c.key == key))


def acknowledged_many(connection: sa.Connection, keys: Collection[str]) -> dict[str, str]:
    """Return what those requests were answered whose keys are known."""
    known = sa.select(idempotency.c.key, idempotency.c.result)
    rows = connection.execute(known.where(idempotency.c.key.in_(keys)))
    return {row.key: row.result for row in rows}
