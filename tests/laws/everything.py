"""All that a register keeps, to say that nothing of it changed, or that something is not in it."""

from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from asset_map.register.schema import metadata
from asset_map.usecases.house import House

__all__ = ["everything", "kept_bytes"]


def everything(house: House) -> Counter[tuple[str, str]]:
    """Return every row of every table, as text."""
    with house.register.reading() as connection:
        return Counter(
            (table.name, str(tuple(row)))
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        )


def kept_bytes(house: House) -> bytes:
    """Return what lies on the disk: the database's files, and for PostgreSQL every row."""
    rows = "\n".join(text for _, text in everything(house)).encode()
    with house.register.reading() as connection:
        if connection.dialect.name != "sqlite":
            return rows
        _, _, file = connection.exec_driver_sql("PRAGMA database_list").one()
    folder, name = Path(file).parent, Path(file).name
    return rows + b"".join(one.read_bytes() for one in sorted(folder.glob(f"{name}*")))
