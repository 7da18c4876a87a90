"""
A register of a hundred thousand assets is lost, and put back from its backup.

Goals: equal by hash of every table, in under 60 s. On SQLite; on PostgreSQL too where
``ASSET_MAP_TEST_POSTGRESQL`` names a server. Run it with ``python -m benchmarks.restore_drill``.
"""

import os
import random
import re
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from asset_map.model.role import Actor, Role
from asset_map.register.backups import content_of_register
from asset_map.register.engine import open_register
from asset_map.settings import Settings
from asset_map.usecases.backup import back_up
from asset_map.usecases.restore import restore
from benchmarks.invented_register import fill, invented

ASSETS = int(os.environ.get("ASSET_MAP_DRILL_ASSETS", "100000"))
ADMIN = Actor(name="Ada", role=Role.ADMIN)


def drill(name: str, folder: Path, database_url: str) -> None:
    """Fill a register, back it up, empty it, put it back, compare, and say how long it took."""
    settings = Settings(
        database_url=database_url, backup_dir=f"{folder}/backups", cache_dir=f"{folder}/cache"
    )
    with open_register(database_url) as register:
        fill(register, list(invented(ASSETS, random.Random(2026))))
    began = time.perf_counter()
    made = back_up(settings, actor=ADMIN, now=datetime.now(UTC))
    backed_up = time.perf_counter() - began
    with open_register(database_url) as register:
        # The backup sealed the history first: this is what it holds.
        before = content_of_register(register)
    lose(folder, database_url)
    began = time.perf_counter()
    restore(settings, made.file, actor=ADMIN, now=datetime.now(UTC))
    restored = time.perf_counter() - began
    with open_register(database_url) as register:
        after = content_of_register(register)
    differing = [table for table in before if after.get(table) != before[table]]
    print(
        f"{name}: {ASSETS:,} assets, {made.row_count:,} rows, "
        f"{made.file.stat().st_size / 1e6:.0f} MB: backed up and checked in {backed_up:.1f} s, "
        f"restored in {restored:.1f} s; {len(before)} tables, differing: {differing or 'none'}; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def lose(folder: Path, database_url: str) -> None:
    """Lose the whole register."""
    if database_url.startswith("sqlite"):
        for file in folder.glob("register.sqlite*"):
            file.unlink()
        return
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()


def main() -> None:
    """Drill on each database that there is."""
    with tempfile.TemporaryDirectory() as made:
        drill("SQLite", Path(made), f"sqlite:///{made}/register.sqlite")
    if server := os.environ.get("ASSET_MAP_TEST_POSTGRESQL"):
        name = f"drill_{uuid.uuid4().hex}"
        admin = sa.create_engine(
            server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        with tempfile.TemporaryDirectory() as made, admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
            try:
                drill("PostgreSQL", Path(made), re.sub(r"/[^/]*$", f"/{name}", server))
            finally:
                connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


if __name__ == "__main__":
    main()
