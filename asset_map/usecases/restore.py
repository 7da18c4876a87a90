"""Putting a backup back: whole or not at all, and what was there is kept aside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from asset_map.model.backup import BackupReason
from asset_map.model.errors import BackupError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import backups
from asset_map.register.backups import Standing, standing, whole_standing
from asset_map.register.engine import Register, open_as_it_is
from asset_map.register.migrations import migrate, newest_revision, revision_of
from asset_map.settings import Settings
from asset_map.usecases.after_restore import after_restore
from asset_map.usecases.backup import kept_backups, make_backup, opened_file, workplace

__all__ = ["Restored", "backup_before_last_upgrade", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back; ``kept_aside`` is a backup of what was there, None where it was empty."""

    asset_count: int
    kept_aside: Path | None


def restore(
    settings: Settings, file: Path, *, actor: Actor, now: datetime, may_be_another: bool = False
) -> Restored:
    """
    Make the register what a backup holds, brought up to this version of the program.

    Raises
    ------
    BackupError
        When the file is no backup for this database, damaged, made by a newer version, or
        of another register and nobody said that it may be.
    """
    require(actor, Action.KEEP_BACKUPS)
    if not file.is_file():
        message = f"There is no file '{file}'; 'asset-map backup --list' names the backups."
        raise NotFoundError(message)
    with (
        open_as_it_is(settings.database_url) as register,
        # A sealed backup is never unsealed on the backups' disk: that may be carried away.
        workplace(
            Path(settings.cache_dir if settings.backup_key else settings.backup_dir)
        ) as place,
    ):
        with _prepared(settings, register, file, place=place) as prepared:
            there = whole_standing(register)
            if not may_be_another:
                _refuse_another(there, standing(prepared), file)
            if there:
                keep = partial(_keep_aside, settings, register, prepared, now=now)
                aside = backups.put_back(register, prepared, folder=place, first=keep)
            else:
                aside = _move_damaged(settings, register, now=now)
                backups.put_back(register, prepared, folder=place, first=lambda: None)
        put = standing(register)
    return Restored(asset_count=put.asset_count if put else 0, kept_aside=aside)


def backup_before_last_upgrade(settings: Settings) -> Path:
    """
    Return the backup that was made before the tables last changed.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    for one in kept_backups(Path(settings.backup_dir)):
        if one.name.reason is BackupReason.BEFORE_UPGRADE:
            return one.file
    message = f"No backup from before an upgrade lies in '{settings.backup_dir}'."
    raise NotFoundError(message)


@contextmanager
def _prepared(
    settings: Settings, register: Register, file: Path, *, place: Path
) -> Iterator[Register]:
    opened = opened_file(file, settings, place=place)
    with backups.scratch(register, opened, folder=place) as prepared:
        with prepared.writing() as connection:
            if revision_of(connection) is None:
                message = f"'{file.name}' holds no register; choose a file that 'backup' wrote."
                raise BackupError(message)
            migrate(connection)
        yield prepared


def _refuse_another(there: Standing | None, put: Standing | None, file: Path) -> None:
    if there is None or there.asset_count == 0 or (put and put.name and put.name == there.name):
        return
    message = (
        f"'{file.name}' is a backup of another register than the one that stands here, with "
        f"{counted(there.asset_count, 'asset')}. To put it in that one's place, say so: --yes."
    )
    raise BackupError(message)


def _move_damaged(settings: Settings, register: Register, *, now: datetime) -> Path:
    folder = Path(settings.backup_dir) / f"damaged-{now:%Y%m%dT%H%M%SZ}"
    return backups.set_damaged_aside(register, folder)


def _keep_aside(
    settings: Settings, register: Register, prepared: Register, *, now: datetime
) -> Path | None:
    """Copy what stands there, and carry over what was settled since; None where nothing stands."""
    there = standing(register)
    if there is None or there.revision is None:
        return None
    aside = make_backup(settings, register, reason=BackupReason.BEFORE_RESTORE, now=now).file
    if there.revision == newest_revision():
        with register.reading() as current, prepared.writing() as restored:
            after_restore(register, current, restored)
    return aside
