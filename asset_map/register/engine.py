"""
Opening the register: one schema on SQLite and on PostgreSQL.

On both, one writer works at a time and holds its turn from the first statement
(BEGIN IMMEDIATE; an advisory lock), so that "read, then write" never meets a
change in between; readers see one state from beginning to end and wait for nobody.
What ``writing`` has left is on the disk.
"""

import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Final, Self

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from asset_map.model.errors import RegisterAwayError, SettingsError
from asset_map.register.away import cannot_open, told_when_away
from asset_map.register.migrations import migrate, newest_revision, revision_of
from asset_map.register.schema import changes
from asset_map.register.sqlite_engine import sqlite_engine

__all__ = [
    "Connection",
    "Register",
    "cannot_open",
    "go_beyond",
    "open_as_it_is",
    "open_register",
    "touch",
]

# So long a writer waits for its turn before it gives up.
PATIENCE_S: Final = 30
_KNOCK_S: Final = 5
# Any constant does, so long as nothing else in the database uses it.
_WRITERS_TURN: Final = 4_207_849_484

_SQLITE_READING = ("PRAGMA query_only = ON", "BEGIN")
_SQLITE_WRITING = ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE")
_POSTGRESQL = {"postgresql", "postgres"}


class Register:
    """An open register; one for each process, used by all of its threads."""

    def __init__(self, url: URL, *, throw_away: Path | None = None) -> None:
        self.url: Final = url
        self.dialect: Final = url.get_backend_name()
        if self.dialect == "sqlite":
            self._engine = sqlite_engine(url, patience_s=PATIENCE_S, is_lasting=throw_away is None)
            self._reading = self._engine.execution_options(begin=_SQLITE_READING)
            self._writing: sa.Engine = self._engine.execution_options(begin=_SQLITE_WRITING)
        else:
            self._engine = _postgresql_engine(url)
            self._reading = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._writing = self._engine
        self._clean_up = (
            weakref.finalize(self, rmtree, throw_away, ignore_errors=True) if throw_away else None
        )

    @property
    def database_url(self) -> str:
        """The address, its password masked."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        Give a connection that sees one state of the register and cannot change it.

        Raises
        ------
        RegisterAwayError
            When the database does not answer.
        """
        with told_when_away(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        Give a connection that writes alone; all of it is kept, or after an error none.

        Raises
        ------
        RegisterAwayError
            When the database does not answer, or has no room.
        """
        with told_when_away(), self._writing.begin() as connection:
            if self.dialect == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_TURN)))
            yield connection

    def change_count(self, connection: Connection) -> int:
        """Return a number that every kept change of assets or areas moves; for caches."""
        return connection.scalar(sa.select(changes.c.count)) or 0

    def close(self) -> None:
        """Close every connection; a throw-away register is gone."""
        self._engine.dispose()
        if self._clean_up:
            self._clean_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


BeforeUpgrade = Callable[[Register], object]


def open_register(database_url: str, *, before_upgrade: BeforeUpgrade | None = None) -> Register:
    """
    Open a register, making it or bringing its tables up to date first.

    ``sqlite://`` alone is a throw-away register that lives until it is closed.
    ``before_upgrade`` is called with a register that holds something and is to be brought
    up to date, while nobody else can write to it.

    Raises
    ------
    SettingsError
        When the address is none, names another kind of database or one that cannot
        be opened, or the register was made by a newer version of this program.
    """
    register = open_as_it_is(database_url)
    try:
        with register.writing() as connection:
            if before_upgrade and revision_of(connection) not in {None, newest_revision()}:
                before_upgrade(register)
            migrate(connection)
    except (DatabaseError, RegisterAwayError) as error:
        register.close()
        raise cannot_open(register.database_url, error) from error
    except BaseException:
        register.close()
        raise
    return register


def open_as_it_is(database_url: str) -> Register:
    """
    Open a register and leave its tables as they are: to look at them, or to put a backup back.

    Raises
    ------
    SettingsError
        When the address is none, or names another kind of database.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        message = f"ASSET_MAP_DATABASE_URL is no database address; {_EXAMPLES}"
        raise SettingsError(message) from error
    throw_away = None
    if url.get_backend_name() in _POSTGRESQL:
        url = url.set(drivername="postgresql+psycopg")
    elif url.get_backend_name() != "sqlite":
        message = f"There is no register on '{url.get_backend_name()}'; {_EXAMPLES}"
        raise SettingsError(message)
    elif not url.database or url.database == ":memory:":
        throw_away = Path(tempfile.mkdtemp(prefix="asset-map-"))
        url = url.set(database=str(throw_away / "register.sqlite"))
    return Register(url, throw_away=throw_away)


_EXAMPLES = "write 'sqlite:///path/register.sqlite' or 'postgresql://user@host/database'."


def touch(connection: Connection) -> None:
    """Move the number that says whether anything changed."""
    connection.execute(changes.update().values(count=changes.c.count + 1))


def go_beyond(connection: Connection, number: int) -> None:
    """Set the number that says whether anything changed to one that it never had before."""
    beyond = sa.case((changes.c.count > number, changes.c.count), else_=number) + 1
    connection.execute(changes.update().values(count=beyond))


def _postgresql_engine(url: URL) -> sa.Engine:
    options = f"-c lock_timeout={PATIENCE_S}s -c timezone=UTC"
    # A connection that broke while it lay idle is replaced before anybody meets it.
    engine = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        # A server that does not even refuse is given up before whoever waits gives up, also
        # where its machine went away while a connection to it stood.
        connect_args={
            "options": options,
            "connect_timeout": _KNOCK_S,
            "tcp_user_timeout": _KNOCK_S * 1_000,
            "keepalives_idle": _KNOCK_S,
            "keepalives_interval": 1,
            "keepalives_count": _KNOCK_S,
        },
        # What was to be kept is in no error text.
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "handle_error")
    def _say_no_values(context: sa.ExceptionContext) -> None:
        told = context.sqlalchemy_exception
        if told is not None and told.args:
            # The lines after the first quote the row that was refused.
            told.args = (str(told.args[0]).partition("\n")[0], *told.args[1:])

    return engine
