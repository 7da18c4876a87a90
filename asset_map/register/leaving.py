"""All that a register holds, table by table, and taking the whole of it away."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from asset_map.register.engine import Register
from asset_map.register.schema import account_secrets, metadata

__all__ = ["TABLES", "count_of", "rows_of", "take_away"]

# What somebody signs in with opens doors, and tells nothing that could be of use elsewhere.
_SIGNS_IN: Final = "_hash"
TABLES: Final = tuple(
    table.name for table in metadata.sorted_tables if table.name != account_secrets.name
)
_AT_ONCE: Final = 10_000
_OF_SQLITE: Final = ("", "-wal", "-shm")


def rows_of(connection: sa.Connection, name: str) -> Iterator[Mapping[str, Any]]:
    """Return the rows of a table, without what somebody signs in with."""
    table = metadata.tables[name]
    told = [column for column in table.c if not column.name.endswith(_SIGNS_IN)]
    chosen = sa.select(*told).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=_AT_ONCE).execute(chosen) as rows:
        for row in rows.mappings():
            yield dict(row)


def count_of(connection: sa.Connection, name: str) -> int:
    """Return how many rows a table has."""
    counted = sa.select(sa.func.count()).select_from(metadata.tables[name])
    return connection.scalar(counted) or 0


def take_away(register: Register) -> None:
    """Take the whole register away: its file on SQLite, every table of it on PostgreSQL."""
    if register.dialect == "sqlite":
        register.close()
        file = Path(register.url.database or "")
        for ending in _OF_SQLITE:
            file.with_name(file.name + ending).unlink(missing_ok=True)
        return
    with register.writing() as connection:
        there = sa.MetaData()
        there.reflect(connection)
        there.drop_all(connection)
    register.close()
