"""Imports: which file came in, and which row of which source became what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from asset_map.model.errors import NotFoundError
from asset_map.model.submission import ImportBatch
from asset_map.register.chunks import chunks
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import import_batches, source_rows

__all__ = ["KnownRow", "SourceRow", "add", "every", "get", "known_rows", "remember_rows", "update"]


class KnownRow(NamedTuple):
    """What a row of a source became when it came in last."""

    asset_id: str | None
    submission_id: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One row of a source; ``fingerprint`` changes with its content."""

    source: str
    row_key: str
    fingerprint: str
    asset_id: str | None = None
    submission_id: str | None = None
    batch_id: str | None = None


def add(connection: sa.Connection, batch: ImportBatch) -> ImportBatch:
    """Keep that a file came in."""
    connection.execute(import_batches.insert(), row_of(batch))
    return batch


def update(connection: sa.Connection, batch: ImportBatch) -> ImportBatch:
    """
    Keep what became of a file's rows.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    changed = connection.execute(
        import_batches.update().where(import_batches.c.id == batch.id).values(row_of(batch))
    )
    if not changed.rowcount:
        raise _not_found(batch.id)
    return batch


def get(connection: sa.Connection, batch_id: str) -> ImportBatch:
    """
    Return an import.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    row = (
        connection.execute(sa.select(import_batches).where(import_batches.c.id == batch_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise _not_found(batch_id)
    return record_from(ImportBatch, row)


def every(connection: sa.Connection) -> list[ImportBatch]:
    """Return every import, the newest first."""
    order = import_batches.c.made_at.desc(), import_batches.c.id
    rows = connection.execute(sa.select(import_batches).order_by(*order)).mappings()
    return [record_from(ImportBatch, row) for row in rows]


def known_rows(connection: sa.Connection, source: str) -> dict[str, KnownRow]:
    """Return the rows of a source that came in before, by their key."""
    column = source_rows.c
    rows = connection.execute(
        sa.select(column.row_key, column.asset_id, column.submission_id, column.fingerprint).where(
            column.source == source
        )
    )
    return {key: KnownRow(*known) for key, *known in rows}


def remember_rows(connection: sa.Connection, rows: Sequence[SourceRow]) -> None:
    """Keep what each row became, in the place of what its key was known as before."""
    keys: Mapping[str, list[str]] = {row.source: [] for row in rows}
    for row in rows:
        keys[row.source].append(row.row_key)
    for source, row_keys in keys.items():
        for part in chunks(row_keys):
            connection.execute(
                source_rows.delete().where(
                    source_rows.c.source == source, source_rows.c.row_key.in_(part)
                )
            )
    if rows:
        connection.execute(source_rows.insert(), [row_of(row) for row in rows])


def _not_found(batch_id: str) -> NotFoundError:
    return NotFoundError(f"There is no import '{batch_id}'; the page of imports lists them.")
