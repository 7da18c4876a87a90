"""Erasing: the door into the history, and the list of who was erased."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from asset_map.register import seals
from asset_map.register.personal_columns import HISTORY
from asset_map.register.schema import erased_rows, erased_steps, erased_subjects, metadata

__all__ = [
    "ErasedList",
    "ErasedRow",
    "ErasedSubject",
    "erase_in_history",
    "erased_list",
    "remember",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedSubject:
    """What somebody was known by, hashed with a salt; ``words`` is of how many a name was."""

    kind: str
    hash: str
    salt: str
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


def erase_in_history(
    connection: sa.Connection,
    table_name: str,
    steps: Mapping[int, Mapping[str, str]],
    *,
    at: datetime,
    new_salt: Callable[[], str],
) -> None:
    """
    Put other words in the place of what some steps of the history said, by number and column.

    Their seal holds: it keeps a hash of what stood there.
    """
    assert table_name in HISTORY  # noqa: S101 - no other table has this door
    table = metadata.tables[table_name]
    last = connection.scalar(sa.select(sa.func.max(erased_steps.c.number))) or 0
    door = [
        {"number": number, "table_name": table_name, "seq": seq, "at": at, "is_open": True}
        for number, seq in enumerate(steps, start=last + 1)
    ]
    if not door:
        return
    connection.execute(erased_steps.insert(), door)
    for seq, words in steps.items():
        connection.execute(table.update().where(table.c.seq == seq).values(dict(words)))
    seals.erased(connection, table, list(steps), at=at, new_salt=new_salt)
    shut = erased_steps.update().where(erased_steps.c.is_open).values(is_open=False)
    connection.execute(shut)


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
