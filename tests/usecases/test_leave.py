"""Whoever leaves takes everything along, and leaves nothing behind."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from asset_map.model.errors import NotAllowedError, UnwritableFileError
from asset_map.register import assets
from asset_map.register.backups import content_of_register
from asset_map.register.engine import open_as_it_is
from asset_map.register.leaving import TABLES
from asset_map.register.migrations import revision_of
from asset_map.usecases.backup import back_up
from asset_map.usecases.house import House
from asset_map.usecases.leave import take_everything, wipe
from tests.laws.killed_writer import ADMIN
from tests.usecases.conftest import group, kept


def text_of(folder: Path, name: str) -> str:
    return (folder / "tables" / f"{name}.jsonl").read_text(encoding="utf-8")


def test_everything_goes_along_in_open_formats(house: House, now: datetime, tmp_path: Path) -> None:
    kept(house, group(), now)
    folder = tmp_path / "away"
    files = take_everything(house, folder, actor=ADMIN, now=now)
    told = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert len(told) == files
    assert {"assets.gpkg", "assets.csv", "open-referral.zip", "README.txt"} <= told
    rows = {
        name: [json.loads(line) for line in text_of(folder, name).split("\n") if line]
        for name in TABLES
    }
    held = content_of_register(house.register)
    # The exports themselves are written down, in the order in which they are made.
    assert {name: len(rows[name]) for name in TABLES} == {name: held[name][0] for name in TABLES}
    assert json.loads(rows["assets"][0]["body"])["name"] == "Tuesday Knitters"
    assert not [name for name in TABLES for row in rows[name][:1] for key in row if "_hash" in key]
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        given, _, name = line.partition("  ")
        assert sha256((folder / name).read_bytes()).hexdigest() == given
    with pytest.raises(UnwritableFileError, match="not empty"):
        take_everything(house, folder, actor=ADMIN, now=now)


def test_the_register_goes_when_its_name_is_typed_and_not_before(
    house: House, register_url: str, now: datetime, tmp_path: Path
) -> None:
    kept(house, group(), now)
    settings = replace(
        house.settings,
        database_url=register_url,
        backup_dir=str(tmp_path / "backups"),
        council_name="Anytown Council",
    )
    made = back_up(settings, actor=ADMIN, now=now)
    Path(settings.cache_dir).mkdir(exist_ok=True)
    with pytest.raises(NotAllowedError, match="Nothing was removed"):
        wipe(settings, typed="Anytown", council="Anytown Council", actor=ADMIN)
    with house.register.reading() as connection:
        assert assets.count(connection) == 1
    house.register.close()
    done = wipe(settings, typed=" anytown  council", council="Anytown Council", actor=ADMIN)
    assert done.backups == (made.file,)
    assert not Path(settings.cache_dir).exists()
    with open_as_it_is(register_url) as emptied, emptied.reading() as connection:
        assert revision_of(connection) is None
