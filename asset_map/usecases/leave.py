"""A council leaves: everything goes with it in open formats, and nothing stays behind."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Final

from asset_map.model.errors import NotAllowedError, UnwritableFileError
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import leaving
from asset_map.register.backups import standing
from asset_map.register.engine import Register, open_as_it_is
from asset_map.settings import Settings
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.export_file import export_file
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.release_pack import list_packs
from asset_map.usecases.written_files import write_whole

__all__ = ["Wiped", "take_everything", "wipe"]

_EXPORTS = ("assets.gpkg", "assets.csv", "assets.xlsx", "assets.geojson")
# What this program makes in its cache folder, beside the list of who was erased. The folder may
# hold what is another's.
_OURS: Final = (
    "signing.key",
    "officer-link.json",
    "geocoded-*.sqlite*",
    "postcodes-*",
    # What a power cut left of a backup that was to be sealed: a whole register.
    ".asset-map-*",
)
_READ_ME = """Everything that the register of {council} held on {day}.

tables/*.jsonl   each table: one row a line, as JSON (UTF-8). Passwords are left out.
assets.*         the records, as officers see them: GeoPackage, CSV, Excel, GeoJSON.
open-referral.zip  what is public, as Open Referral UK.
packs/           the committees' packs, each with its documents.
SHA256SUMS       the hash of every file.

It holds people's contacts: keep it where only those can read it who may.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiped:
    """What is left to whoever wiped: copies that lie elsewhere, and what was removed."""

    backups: tuple[Path, ...]
    removed: tuple[str, ...]


def take_everything(house: House, folder: Path, *, actor: Actor, now: datetime) -> int:
    """
    Write all that the register holds into an empty folder; return how many files it is.

    Raises
    ------
    UnwritableFileError
        When the folder is not empty, or has no room.
    """
    require(actor, Action.KEEP_BACKUPS)
    if folder.is_dir() and any(folder.iterdir()):
        message = f"'{folder}' is not empty; name another folder, so that nothing is mixed."
        raise UnwritableFileError(message)
    (folder / "tables").mkdir(parents=True, mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    for name in _EXPORTS:
        export_file(house, folder / name, audience=Audience.OFFICER, actor=actor, now=now)
    export_file(house, folder / "open-referral.zip", audience=Audience.PUBLIC, actor=actor, now=now)
    _write_packs(house, folder / "packs", actor=actor)
    with house.register.reading() as connection:
        for name in leaving.TABLES:
            lines = (_line(row) for row in leaving.rows_of(connection, name))
            write_whole(folder / "tables" / f"{name}.jsonl", b"".join(lines))
    told = _READ_ME.format(council=house.settings.council_name, day=now.date().isoformat())
    write_whole(folder / "README.txt", told.encode())
    sums = sorted(_sums(folder))
    write_whole(folder / "SHA256SUMS", "".join(sums).encode())
    return len(sums) + 1


def wipe(settings: Settings, *, taken: Path, typed: str, council: str, actor: Actor) -> Wiped:
    """
    Take the register and all that was made of it off this machine, when the name is typed.

    Before anything goes, what was ``taken`` along is read back: every file as it was written,
    every row of the register in it. Backups are left to whoever keeps them, and are named.

    Raises
    ------
    NotAllowedError
        When what was typed is not the council's name.
    UnwritableFileError
        When what was taken along cannot be read, or is not all that the register holds.
    """
    require(actor, Action.KEEP_BACKUPS)
    if " ".join(typed.split()).casefold() != " ".join(council.split()).casefold():
        message = f"That is not the council's name, '{council}'. Nothing was removed."
        raise NotAllowedError(message)
    with open_as_it_is(settings.database_url) as register:
        _read_back(register, taken)
        removed = [register.database_url]
        there = standing(register)
        leaving.take_away(register)
    # That of another register, which may share the folder, keeps its list.
    erased = f"erased-{there.name}.*" if there and there.name else ""
    removed += map(str, _clear(Path(settings.cache_dir), (*_OURS, erased)))
    backups = kept_backups(Path(settings.backup_dir))
    return Wiped(backups=tuple(one.file for one in backups), removed=tuple(removed))


def _read_back(register: Register, taken: Path) -> None:
    """Go on only where all that the register holds can be read in what was taken along."""
    try:
        written = (taken / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        if sorted(one.rstrip("\n") for one in _sums(taken, "SHA256SUMS")) != sorted(written):
            message = f"A file in '{taken}' is not as it was written."
            raise _unread(message)
        with register.reading() as connection:
            for name in leaving.TABLES:
                with (taken / "tables" / f"{name}.jsonl").open(encoding="utf-8") as lines:
                    count = sum(isinstance(json.loads(line), dict) for line in lines)
                if count != leaving.count_of(connection, name):
                    message = f"Something was added to '{name}' since it was written down."
                    raise _unread(message)
    except (OSError, ValueError) as error:
        message = f"What is in '{taken}' cannot be read back."
        raise _unread(message) from error


def _unread(fault: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{fault} Nothing was removed. Stop the server, and begin again with another folder."
    )


def _clear(cache: Path, ours: Sequence[str]) -> Iterator[Path]:
    """Take away the key that signs, the list of who was erased, and what is worked out anew."""
    for file in (one for pattern in filter(None, ours) for one in sorted(cache.glob(pattern))):
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink()
        yield file
    with suppress(OSError):  # what is another's stays, and so does its folder
        cache.rmdir()


def _write_packs(house: House, folder: Path, *, actor: Actor) -> None:
    for pack in list_packs(house, actor=actor):
        for name, content in files_of_pack(house, pack.id, actor=actor).items():
            file = folder / pack.id / name
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, content)


def _line(row: object) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=_written).encode() + b"\n"


def _written(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def _sums(folder: Path, *left_out: str) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file() and file.name not in left_out:
            yield f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n"
