"""
Copies of a whole register: made of one state, put beside it to be looked at, put back.

SQLite copies its pages by its own interface; PostgreSQL's programs ``pg_dump`` and ``psql``
do it there. Whatever is put back is put back in one transaction: whole, or not at all.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import sqlalchemy as sa

from asset_map.model.errors import BackupError, RegisterAwayError
from asset_map.register import assets, marks, postgresql_dump
from asset_map.register.engine import Register, cannot_open
from asset_map.register.migrations import revision_of

__all__ = [
    "REGISTER_MARK",
    "Content",
    "Copied",
    "Standing",
    "content_of",
    "content_of_register",
    "copy",
    "put_back",
    "scratch",
    "set_damaged_aside",
    "standing",
    "try_writing",
    "whole_standing",
]

_TRIED: Final = "tried"
# Under this key stands the name that a register was given when it was made.
REGISTER_MARK: Final = "register"

# Of each table: how many rows, and one number for all of them in whatever order.
Content = Mapping[str, tuple[int, str]]
# What SQLite keeps of a search index beside the words that are its truth.
_INDEX: Final = ("_index", "_index_config", "_index_data", "_index_docsize", "_index_idx")
_AT_ONCE: Final = 10_000
# Fewer than the emptiest register has.
_FEW_PAGES: Final = 32

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Of which tables a copy is, and what is in it."""

    revision: str
    content: Content

    @property
    def row_count(self) -> int:
        """How many rows there are in all."""
        return sum(count for count, _ in self.content.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which register this is: its tables' revision (None: no tables), its name, its assets."""

    revision: str | None
    name: str | None
    asset_count: int


def standing(register: Register) -> Standing | None:
    """
    Return which register this is; None where its file is damaged.

    Raises
    ------
    SettingsError
        When the database does not answer.
    """
    try:
        with register.reading() as connection:
            revision = revision_of(connection)
            # The first of all versions kept no marks.
            has_marks = sa.inspect(connection).has_table("marks")
            return Standing(
                revision=revision,
                name=marks.get(connection, REGISTER_MARK) if has_marks else None,
                asset_count=assets.count(connection) if revision else 0,
            )
    except RegisterAwayError as error:
        raise cannot_open(register.database_url, error) from error
    except sa.exc.DatabaseError as error:
        if register.dialect != "sqlite":
            raise cannot_open(register.database_url, error) from error
        return None


def whole_standing(register: Register) -> Standing | None:
    """
    Return what ``standing`` does, but None too where any page of SQLite's file is damaged.

    Raises
    ------
    SettingsError
        When the database does not answer.
    """
    there = standing(register)
    if there and register.dialect == "sqlite":
        with register.reading() as connection:
            if _damage(_raw(connection)):
                return None
    return there


def try_writing(register: Register) -> None:
    """
    Write something and take it away.

    Raises
    ------
    RegisterAwayError
        When the database takes no writes.
    """
    with register.writing() as connection:
        marks.put(connection, _TRIED, "yes")
        marks.remove(connection, _TRIED)


def set_damaged_aside(register: Register, folder: Path) -> Path:
    """Move the files of a damaged register on SQLite into a folder; return where they lie."""
    register.close()
    file = Path(register.url.database or "")
    folder.mkdir(mode=0o700)
    for one in (file, *(file.with_name(file.name + more) for more in ("-wal", "-shm"))):
        if one.exists():
            shutil.move(one, folder / one.name)
    # What is put in its place is nobody else's to read, either.
    file.touch(mode=0o600)
    return folder


def copy(register: Register, file: Path) -> Copied:
    """
    Write one state of the register into a new file; people go on working meanwhile.

    Raises
    ------
    BackupError
        When there is no room, or PostgreSQL's programs are not there.
    """
    with register.reading() as connection:
        copied = Copied(revision=revision_of(connection) or "none", content=content_of(connection))
        if register.dialect == "sqlite":
            try:
                with closing(sqlite3.connect(file)) as target:
                    _raw(connection).backup(target)
                    # One file, with nothing beside it that could be forgotten.
                    target.execute("PRAGMA journal_mode = DELETE")
            except (sqlite3.Error, OSError) as error:
                raise _no_room(file, error) from error
        else:
            postgresql_dump.dump(connection, file)
    return copied


@contextmanager
def scratch(register: Register, file: Path | None, *, folder: Path) -> Iterator[Register]:
    """
    Give a copy as a register of its own, its tables as they were; it is gone afterwards.

    Without a file it is one without tables.

    Raises
    ------
    BackupError
        When the file is damaged, or the database's user may not make a scratch database.
    """
    if register.dialect == "postgresql":
        with (
            postgresql_dump.scratch_database(register.url, file) as url,
            Register(url) as copied,
        ):
            yield copied
        return
    place = Path(tempfile.mkdtemp(prefix="asset-map-scratch-", dir=folder))
    beside = place / "register.sqlite"
    try:
        if file:
            shutil.copyfile(file, beside)
            beside.chmod(0o600)
            _check(beside, name=file.name)
        with Register(sa.make_url(f"sqlite:///{beside}"), throw_away=place) as copied:
            yield copied
    except (sqlite3.Error, OSError) as error:
        raise _no_room(file or beside, error) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def put_back(register: Register, prepared: Register, *, folder: Path, first: Callable[[], T]) -> T:
    """
    Make the register what another is, in one transaction; return what ``first`` returned.

    ``first`` is called when nobody can write any more and all can still be read: what it copies
    or carries into ``prepared`` is the last that people wrote.

    Raises
    ------
    BackupError
        When there is no room or somebody writes without end; the register is as it was.
    """
    if register.dialect == "postgresql":
        with register.writing():  # it is the writers' turn that is held, and nothing written
            done = first()
            postgresql_dump.replace(register.url, prepared.url, folder=folder)
        return done
    told: list[T] = []

    def closed(state: int, _left: int, _pages: int) -> None:
        # From its first pages on SQLite's copying holds the lock of what it writes to.
        if state == sqlite3.SQLITE_OK and not told:
            told.append(first())

    try:
        with closing(_own(prepared)) as source, closing(_own(register)) as target:
            source.backup(target, pages=_FEW_PAGES, progress=closed)
    except sqlite3.Error as error:
        raise _no_room(Path(register.url.database or ""), error) from error
    return told[0]


def content_of_register(register: Register) -> Content:
    """Return how many rows each table has, and a number that moves with any of them."""
    with register.reading() as connection:
        return content_of(connection)


def content_of(connection: sa.Connection) -> Content:
    """Return how many rows each table has, and a number that moves with any of them."""
    names = sorted(sa.inspect(connection).get_table_names())
    return {name: _sum(connection, name) for name in names if not name.endswith(_INDEX)}


def _sum(connection: sa.Connection, name: str) -> tuple[int, str]:
    total = count = 0
    every = sa.select(sa.text("*")).select_from(sa.table(name))
    with connection.execution_options(yield_per=_AT_ONCE).execute(every) as rows:
        for row in rows:
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest(), "big")
    return count, f"{total % 2**256:064x}"


def _raw(connection: sa.Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        message = f"A copy of pages needs SQLite, not {type(raw).__name__}."
        raise TypeError(message)
    return raw


def _own(register: Register) -> sqlite3.Connection:
    return sqlite3.connect(register.url.database or "", timeout=30)


def _check(file: Path, *, name: str) -> None:
    with closing(sqlite3.connect(file)) as raw:
        said = _damage(raw)
    if said:
        message = f"'{name}' is damaged ({said}); take another backup."
        raise BackupError(message)


def _damage(raw: sqlite3.Connection) -> str:
    """Return what SQLite finds wrong with its file; "" where it is whole."""
    try:
        said = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        said = str(error)
    return "" if said == "ok" else said


def _no_room(file: Path, error: BaseException) -> BackupError:
    why = " ".join(str(error).split())
    return BackupError(
        f"'{file.name}' cannot be written or read: {why}. Make room on the disk, or see who may "
        "write there; the register is as it was."
    )
