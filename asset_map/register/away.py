"""Telling a database that is away, or has no room, from a fault of this program."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from asset_map.model.errors import RegisterAwayError, SettingsError

__all__ = ["cannot_open", "told_when_away"]

_FULL = "The register's disk is full; nothing was kept. Make room on that disk, then do it again."
_AWAY = (
    "The register does not answer just now; nothing was kept. Wait a minute, then do it again. "
    "'asset-map doctor' says what is the matter."
)
# What SQLite cannot open, read, write or lock; a statement that is wrong is none of these.
_OF_SQLITE = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR")
# As PostgreSQL numbers it.
_DISK_FULL = "53100"
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")


@contextmanager
def told_when_away() -> Iterator[None]:
    """
    Let errors of a database that cannot work just now be told as one of ours.

    Raises
    ------
    RegisterAwayError
        When it does not answer, cannot write, or has no room.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise RegisterAwayError(_AWAY) from error
    except DBAPIError as error:
        if said := _said(error):
            raise RegisterAwayError(said) from error
        raise


def _said(error: DBAPIError) -> str:
    """Return what to tell; nothing where it is a fault of this program."""
    if isinstance(error.orig, sqlite3.Error):
        name = error.orig.sqlite_errorname
        if name.startswith(_NO_ROOM):
            return _FULL
        return _AWAY if name.startswith(_OF_SQLITE) else ""
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return _FULL
    return _AWAY if isinstance(error, OperationalError | InterfaceError) else ""


def cannot_open(address: str, reason: BaseException) -> SettingsError:
    """Return the refusal that tells why a register cannot be opened, without its password."""
    # What the database itself said, without the statement that it was asked.
    cause = reason.__cause__ or reason
    why = " ".join(str(getattr(cause, "orig", None) or cause).split())
    return SettingsError(
        f"The register at '{address}' cannot be opened: {why}. Check 'database_url', "
        "and that the database is there and may be written to."
    )
