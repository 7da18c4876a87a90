"""Making a backup: one state of the register in one file, looked at before it counts."""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from asset_map.credentials.sealed_stream import SALT_BYTES, seal_stream, unseal_stream
from asset_map.model.backup import DIGEST_LETTERS, BackupName, BackupReason
from asset_map.model.errors import BackupError
from asset_map.model.role import Action, Actor, require
from asset_map.register import backups, marks
from asset_map.register.backups import whole_standing
from asset_map.register.engine import Connection, Register, open_as_it_is
from asset_map.register.migrations import newest_revision
from asset_map.register.postgresql_dump import UncheckableError
from asset_map.settings import Settings
from asset_map.usecases.seal_history import seal_history

__all__ = [
    "BackupMade",
    "KeptBackup",
    "back_up",
    "back_up_before_upgrade",
    "backup_folders",
    "kept_backups",
    "make_backup",
    "opened_file",
    "workplace",
]

_KINDS: Final = {"sqlite": "sqlite", "postgresql": "dump"}
_FOLDERS: Final = "backup folders"
_PLACE: Final = ".asset-map-"
# Nobody works for so long without writing.
_LEFT_AFTER_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """A backup in its folder."""

    file: Path
    name: BackupName


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A new backup; ``unchecked_because`` is empty where it was restored beside the register."""

    file: Path
    revision: str
    row_count: int
    unchecked_because: str = ""


def back_up(
    settings: Settings,
    *,
    actor: Actor,
    now: datetime,
    folder: Path | None = None,
    keep: int | None = None,
) -> BackupMade:
    """
    Seal the history, make a backup on somebody's word, let the oldest go; 0 keeps all.

    Raises
    ------
    BackupError
        When it cannot be written, or does not hold what the register holds.
    """
    require(actor, Action.KEEP_BACKUPS)
    folder = folder or Path(settings.backup_dir)
    with open_as_it_is(settings.database_url) as register:
        there = whole_standing(register)
        if there is None:
            message = (
                "The register's file is damaged, so no backup was made of it. Put the newest "
                "backup back: asset-map restore FILE keeps what is there aside."
            )
            raise BackupError(message)
        if there.revision == newest_revision():
            # Whoever backs up each night seals each day, and every copy proves the one before.
            seal_history(register, actor=actor, now=now)
            _note_folder(register, folder)
        made = make_backup(settings, register, reason=BackupReason.ASKED, now=now, folder=folder)
    _let_old_ones_go(folder, BackupReason.ASKED, settings.backup_keep if keep is None else keep)
    return made


def backup_folders(settings: Settings, connection: Connection) -> list[Path]:
    """Return every folder in which backups of a register were put."""
    noted = json.loads(marks.get(connection, _FOLDERS) or "[]")
    return [Path(one) for one in dict.fromkeys([str(Path(settings.backup_dir).resolve()), *noted])]


def _note_folder(register: Register, folder: Path) -> None:
    """Keep where a backup goes, for whoever asks in which copies they stand."""
    with register.writing() as connection:
        noted = json.loads(marks.get(connection, _FOLDERS) or "[]")
        if str(folder.resolve()) not in noted:
            marks.put(connection, _FOLDERS, json.dumps([*noted, str(folder.resolve())]))


def back_up_before_upgrade(settings: Settings, register: Register) -> None:
    """Make a backup before tables change; without one, nothing is changed."""
    make_backup(settings, register, reason=BackupReason.BEFORE_UPGRADE, now=datetime.now(UTC))
    _let_old_ones_go(Path(settings.backup_dir), BackupReason.BEFORE_UPGRADE, settings.backup_keep)


def make_backup(
    settings: Settings,
    register: Register,
    *,
    reason: BackupReason,
    now: datetime,
    folder: Path | None = None,
) -> BackupMade:
    """Write a backup, restore it beside the register, compare the two, and give it its name."""
    folder = folder or Path(settings.backup_dir)
    # What is to be sealed is never on the backups' disk as it is: that may be carried away.
    with workplace(folder) as beside, _unsealed_place(settings, beside) as place:
        plain = place / "plain"
        copied = backups.copy(register, plain)
        finished = _sealed(plain, beside, settings.backup_key) if settings.backup_key else plain
        because = _why_unchecked(settings, register, finished, copied, place=place)
        name = BackupName(
            at=now,
            revision=copied.revision,
            reason=reason,
            kind=_KINDS[register.dialect],
            is_sealed=finished is not plain,
            is_checked=not because,
            digest=_digest(finished),
        )
        file = _set_down(finished, folder / name.file_name)
    return BackupMade(
        file=file,
        revision=copied.revision,
        row_count=copied.row_count,
        unchecked_because=because,
    )


def kept_backups(folder: Path) -> list[KeptBackup]:
    """Return the backups in a folder, the newest first."""
    files = folder.iterdir() if folder.is_dir() else ()
    found = [
        KeptBackup(file=file, name=name) for file in files if (name := BackupName.read(file.name))
    ]
    return sorted(found, key=lambda one: one.name.at, reverse=True)


def opened_file(file: Path, settings: Settings, *, place: Path) -> Path:
    """
    Return a backup as its database's programs read it: a sealed one is unsealed beside.

    Raises
    ------
    BackupError
        When a byte of it was altered since it got its name.
    UnreadableFileError
        When it is sealed and 'backup_key' does not open it.
    """
    name = BackupName.read(file.name)
    if name and name.digest and name.digest != _digest(file):
        message = (
            f"'{file.name}' was altered since it was made, or is damaged: its hash is another one "
            "than its name says. Take another backup."
        )
        raise BackupError(message)
    with file.open("rb") as source:
        if not source.read(22).startswith(b"asset-map sealed strea"):
            return file
        source.seek(0)
        target = place / "opened"
        with os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as opened:
            unseal_stream(source, opened, settings.backup_key)
    return target


def _why_unchecked(
    settings: Settings, register: Register, file: Path, copied: backups.Copied, *, place: Path
) -> str:
    try:
        opened = opened_file(file, settings, place=place)
        with backups.scratch(register, opened, folder=place) as beside:
            if backups.content_of_register(beside) != copied.content:
                message = (
                    "The backup does not hold what the register holds, and was thrown away. "
                    "Look at the disk, and make another."
                )
                raise BackupError(message)
    except UncheckableError as error:
        return str(error)
    return ""


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:DIGEST_LETTERS]


def _sealed(plain: Path, folder: Path, passphrase: str) -> Path:
    sealed = folder / "sealed"
    with plain.open("rb") as source, sealed.open("wb") as target:
        seal_stream(source, target, passphrase, salt=os.urandom(SALT_BYTES))
    plain.unlink()
    return sealed


def _unsealed_place(settings: Settings, beside: Path) -> AbstractContextManager[Path]:
    return workplace(Path(settings.cache_dir)) if settings.backup_key else nullcontext(beside)


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """
    Give a place in a folder for what is not finished; it is gone afterwards.

    Raises
    ------
    BackupError
        When nothing can be written there, or there is no room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_away(folder)
        # Nobody but the owner reads what lies in it.
        with tempfile.TemporaryDirectory(prefix=_PLACE, dir=folder) as place:
            yield Path(place)
    except OSError as error:
        message = (
            f"Nothing can be written into '{folder}': {error.strerror}. Make room there, or "
            "choose another folder by 'backup_dir' or 'cache_dir'."
        )
        raise BackupError(message) from error


def _clear_away(folder: Path) -> None:
    """Remove what was left by a command that a power cut ended: it may hold a whole register."""
    for place in folder.glob(f"{_PLACE}*"):
        with suppress(OSError):  # another command may be removing its own
            newest = max(one.stat().st_mtime for one in (place, *place.rglob("*")))
            if time.time() - newest > _LEFT_AFTER_S:
                shutil.rmtree(place)


def _set_down(finished: Path, file: Path) -> Path:
    """Give a file its name only when all of it lies on the disk."""
    finished.chmod(0o600)
    with finished.open("rb+") as written:
        os.fsync(written.fileno())
    finished.replace(file)
    with suppress(OSError):  # Windows has no folders that can be told to stay
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    return file


def _let_old_ones_go(folder: Path, reason: BackupReason, keep: int) -> None:
    same = [one for one in kept_backups(folder) if one.name.reason is reason]
    for one in same[keep:] if keep else ():
        one.file.unlink()
