"""Bringing a register's tables up to date, in the transaction that is handed in."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from asset_map.model.errors import SettingsError

__all__ = ["migrate", "newest_revision", "revision_of"]

# Alembic keeps what it works on in its modules: one thread at a time.
_TURN: Final = Lock()


def revision_of(connection: sa.Connection) -> str | None:
    """Return the revision that the tables are at; None where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str:
    """Return the revision that this version of the program brings the tables to."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def migrate(connection: sa.Connection, *, to: str = "head") -> None:
    """
    Bring the tables to the newest revision, or to an earlier one: all of the way or not at all.

    Raises
    ------
    SettingsError
        When a newer version of the program made the register.
    """
    current = revision_of(connection)
    if current == newest_revision():
        return
    config = _config()
    try:
        ScriptDirectory.from_config(config).get_revisions(current or "base")
    except CommandError as error:
        message = (
            f"The register is at revision '{current}', which this version of asset-map does not "
            "know: a newer one made it. Start that one, or restore a backup."
        )
        raise SettingsError(message) from error
    config.attributes["connection"] = connection
    with _TURN:
        command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
