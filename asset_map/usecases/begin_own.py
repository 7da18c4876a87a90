"""From the demonstration to a register of one's own: what was invented leaves, all of it."""

from datetime import datetime
from functools import partial
from pathlib import Path

from asset_map.model.backup import BackupReason
from asset_map.model.errors import ConflictError
from asset_map.model.role import Action, Actor, require
from asset_map.register import backups, marks
from asset_map.register.engine import Register
from asset_map.register.migrations import migrate
from asset_map.usecases.after_restore import after_restore
from asset_map.usecases.backup import make_backup, workplace
from asset_map.usecases.house import House
from asset_map.usecases.kept_details import BEGUN_MARK

__all__ = ["begin_own"]


def begin_own(house: House, *, actor: Actor, now: datetime) -> Path:
    """
    Put an empty register in the demonstration's place, whole or not at all.

    Nothing is carried over, neither accounts nor words: what somebody typed into the
    demonstration is among what was invented. Return the copy of it that is kept aside, in a
    folder of its own so that nobody takes it for a backup of what comes now.

    Raises
    ------
    ConflictError
        When the register is not the demonstration.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    if not house.is_demonstration():
        message = "This register is your own, not the demonstration: nothing was taken away."
        raise ConflictError(message)
    folder = Path(house.settings.backup_dir)
    with (
        workplace(folder) as place,
        backups.scratch(house.register, None, folder=place) as empty,
    ):
        with empty.writing() as connection:
            migrate(connection)
        aside = backups.put_back(
            house.register, empty, folder=place, first=partial(_keep_aside, house, empty, now=now)
        )
    house.read_details()
    return aside


def _keep_aside(house: House, empty: Register, *, now: datetime) -> Path:
    """Copy the demonstration, and carry over what the empty register goes on from."""
    aside = make_backup(
        house.settings,
        house.register,
        reason=BackupReason.BEFORE_RESTORE,
        now=now,
        folder=Path(house.settings.backup_dir) / "demonstration",
    )
    with house.register.reading() as current, empty.writing() as fresh:
        after_restore(house.register, current, fresh)
        marks.put(fresh, BEGUN_MARK, "yes")
    return aside.file
