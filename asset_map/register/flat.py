"""Records that are kept as a row each: written, written anew, read."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from asset_map.model.errors import NotFoundError
from asset_map.register.rows import record_from, row_of

__all__ = ["add", "add_new", "get", "put", "select"]

T = TypeVar("T")


def add(connection: sa.Connection, table: sa.Table, records: Sequence[object]) -> None:
    """Keep new records."""
    if records:
        connection.execute(table.insert(), [row_of(record) for record in records])


def add_new(connection: sa.Connection, table: sa.Table, records: Sequence[T]) -> list[T]:
    """Keep those records whose id is not known yet; return them."""
    ids = [row_of(record)["id"] for record in records]
    known = set(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(ids))))
    new: dict[str, T] = {}
    for id_, record in zip(ids, records, strict=True):
        if id_ not in known:
            new.setdefault(id_, record)
    add(connection, table, list(new.values()))
    return list(new.values())


def put(connection: sa.Connection, table: sa.Table, record: T) -> T:
    """Keep a record in the place of what its id was before."""
    row = row_of(record)
    changed = connection.execute(table.update().where(table.c.id == row["id"]).values(row))
    if not changed.rowcount:
        connection.execute(table.insert(), row)
    return record


def get(connection: sa.Connection, table: sa.Table, of: type[T], record_id: str) -> T:
    """
    Return the record of an id.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    found = select(connection, table, of, table.c.id == record_id)
    if not found:
        message = f"There is no {of.__name__.lower()} '{record_id}'; it may have been taken away."
        raise NotFoundError(message)
    return found[0]


def select(
    connection: sa.Connection,
    table: sa.Table,
    of: type[T],
    *conditions: sa.ColumnElement[bool],
    order: Iterable[sa.ColumnElement[object]] = (),
) -> list[T]:
    """Return the records that meet every condition, in an order that their ids settle."""
    rows = connection.execute(
        sa.select(table).where(*conditions).order_by(*order, table.c.id)
    ).mappings()
    return [record_from(of, row) for row in rows]
