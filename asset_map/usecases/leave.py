"""A council leaves: everything goes with it in open formats, and nothing stays behind."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path

from asset_map.model.errors import NotAllowedError, UnwritableFileError
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import leaving
from asset_map.register.engine import open_as_it_is
from asset_map.settings import Settings
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.export_file import export_file
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.release_pack import list_packs
from asset_map.usecases.written_files import write_whole

__all__ = ["Wiped", "take_everything", "wipe"]

_EXPORTS = ("assets.gpkg", "assets.csv", "assets.xlsx", "assets.geojson")
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


def wipe(settings: Settings, *, typed: str, council: str, actor: Actor) -> Wiped:
    """
    Take the register and all that was made of it off this machine, when the name is typed.

    Backups are left to whoever keeps them, and are named.

    Raises
    ------
    NotAllowedError
        When what was typed is not the council's name.
    """
    require(actor, Action.KEEP_BACKUPS)
    if " ".join(typed.split()).casefold() != " ".join(council.split()).casefold():
        message = f"That is not the council's name, '{council}'. Nothing was removed."
        raise NotAllowedError(message)
    register = open_as_it_is(settings.database_url)
    removed = [register.database_url]
    leaving.take_away(register)
    cache = Path(settings.cache_dir)
    if cache.is_dir():
        # The key that signs, the list of who was erased, and what is worked out anew.
        shutil.rmtree(cache)
        removed.append(str(cache))
    there = kept_backups(Path(settings.backup_dir))
    return Wiped(backups=tuple(one.file for one in there), removed=tuple(removed))


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


def _sums(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n"
