"""Erasing: the door into the history, and the list of who was erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from asset_map.register.personal_columns import HISTORY
from asset_map.register.schema import erased_rows, erased_subjects, erased_values, metadata

__all__ = [
    "ErasedList",
    "ErasedRow",
    "ErasedSubject",
    "ErasedValue",
    "erase_in_history",
    "erased_list",
    "erased_values_of",
    "remember",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedSubject:
    """What somebody was known by, as a salted hash; ``words`` is of how many words a name was."""

    kind: str
    hash: str
    words: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRow:
    """A row that was about somebody who was erased."""

    table_name: str
    row_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedList:
    """Everybody who was erased, without saying who."""

    subjects: tuple[ErasedSubject, ...] = ()
    rows: tuple[ErasedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedValue:
    """That words of the history were erased: the hashes of what stood there, and stands now."""

    table_name: str
    seq: int
    column_name: str
    before_sha256: str
    after_sha256: str
    at: datetime


def erase_in_history(
    connection: sa.Connection,
    table_name: str,
    seq: int,
    words: Mapping[str, tuple[str | None, str | None]],
    *,
    at: datetime,
) -> None:
    """
    Put other words in the place of what a step of the history said; its hash stays.

    ``words`` are by column: what stands there, and what is to stand there. A missing text
    hashes as an empty one.
    """
    assert table_name in HISTORY  # noqa: S101 - no other table has this door
    number = connection.scalar(sa.select(sa.func.max(erased_values.c.number))) or 0
    rows = [
        {
            "number": number + n,
            "table_name": table_name,
            "seq": seq,
            "column_name": column,
            "before_sha256": _hash(before),
            "after_sha256": _hash(after),
            "at": at,
            "is_open": True,
        }
        for n, (column, (before, after)) in enumerate(words.items(), start=1)
    ]
    connection.execute(erased_values.insert(), rows)
    table = metadata.tables[table_name]
    said = {column: after for column, (_, after) in words.items()}
    connection.execute(table.update().where(table.c.seq == seq).values(said))
    shut = erased_values.update().where(erased_values.c.is_open).values(is_open=False)
    connection.execute(shut)


def erased_values_of(connection: sa.Connection, table_name: str) -> list[ErasedValue]:
    """Return what was erased of a table of the history, in the order in which it was."""
    columns = [one for one in erased_values.c if one.name not in {"number", "is_open"}]
    chosen = sa.select(*columns).where(erased_values.c.table_name == table_name)
    rows = connection.execute(chosen.order_by(erased_values.c.number)).mappings()
    return [ErasedValue(**row) for row in rows]


def remember(
    connection: sa.Connection, subjects: Sequence[ErasedSubject], rows: Sequence[ErasedRow]
) -> None:
    """Keep that these were erased; who is known already stays as they are."""
    known = erased_list(connection)
    hashes = {(one.kind, one.hash) for one in known.subjects}
    ids = {(one.table_name, one.row_id) for one in known.rows}
    new = {(one.kind, one.hash): one for one in subjects if (one.kind, one.hash) not in hashes}
    gone = {
        (one.table_name, one.row_id): one for one in rows if (one.table_name, one.row_id) not in ids
    }
    for table, some in ((erased_subjects, new.values()), (erased_rows, gone.values())):
        if some:
            names = [column.name for column in table.c]
            connection.execute(
                table.insert(), [{name: getattr(one, name) for name in names} for one in some]
            )


def erased_list(connection: sa.Connection) -> ErasedList:
    """Return everybody who was erased, in an order that their hashes settle."""
    subjects = sa.select(erased_subjects).order_by(erased_subjects.c.kind, erased_subjects.c.hash)
    rows = sa.select(erased_rows).order_by(erased_rows.c.table_name, erased_rows.c.row_id)
    return ErasedList(
        subjects=tuple(ErasedSubject(**one) for one in connection.execute(subjects).mappings()),
        rows=tuple(ErasedRow(**one) for one in connection.execute(rows).mappings()),
    )


def _hash(text: str | None) -> str:
    return sha256((text or "").encode()).hexdigest()
