"""A register in one file of SQLite, and in no other than the one that was opened."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from asset_map.model.errors import RegisterAwayError
from asset_map.register.away import cannot_open

__all__ = ["sqlite_engine"]


def sqlite_engine(url: URL, *, patience_s: int, is_lasting: bool) -> sa.Engine:
    """
    Return the engine of a register's file, which is made where there is none yet.

    Raises
    ------
    SettingsError
        When the file is not there and cannot be made.
    """
    file = _OneFile(Path(url.database or "").absolute())
    file.make()
    engine = sa.create_engine(
        url,
        creator=lambda: file.connect(timeout_s=patience_s),
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        file.know()
        # The driver's own transactions begin late, which loses "read, then write" races.
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = FULL" if is_lasting else "PRAGMA synchronous = OFF")

    @sa.event.listens_for(engine, "checkout")
    def _look(*_: sqlite3.Connection | ConnectionPoolEntry | PoolProxiedConnection) -> None:
        file.look()

    @sa.event.listens_for(engine, "engine_disposed")
    def _forget(_: sa.Engine) -> None:
        file.forget()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        for statement in connection.get_execution_options()["begin"]:
            connection.exec_driver_sql(statement)

    return engine


class _OneFile:
    """
    The file that is open.

    What is written to one that was moved away or replaced, nobody finds again; and two
    registers that share the files beside them spoil each other.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: int | None = None

    def make(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # Contacts are in it: nobody but its owner reads it, nor the files SQLite puts beside.
            self._file.touch(mode=0o600)
        except OSError as error:
            raise cannot_open(str(self._file), error) from error

    def connect(self, *, timeout_s: int) -> sqlite3.Connection:
        self.look()
        # A file that was moved away is not made anew, empty, by whoever asks next.
        there = f"{self._file.as_uri()}?mode=rw"
        return sqlite3.connect(there, uri=True, timeout=timeout_s, check_same_thread=False)

    def know(self) -> None:
        self._known = self._known or self._lies_there()

    def forget(self) -> None:
        self._known = None

    def look(self) -> None:
        """
        See whether the file is still the one that was opened.

        Raises
        ------
        RegisterAwayError
            When it was moved away, or another lies in its place.
        """
        if self._known and self._lies_there() != self._known:
            message = (
                f"The register's file '{self._file.name}' was moved away or replaced; nothing was "
                "kept. Put it back, or stop 'asset-map serve' and start it again."
            )
            raise RegisterAwayError(message)

    def _lies_there(self) -> int | None:
        try:
            return self._file.stat().st_ino
        except OSError:
            return None
