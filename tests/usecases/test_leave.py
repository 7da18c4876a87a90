"""Whoever leaves takes everything along, and leaves nothing behind."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from asset_map.model.errors import NotAllowedError, UnwritableFileError
from asset_map.register import assets
from asset_map.register.backups import content_of_register, standing
from asset_map.register.engine import open_as_it_is
from asset_map.register.leaving import TABLES
from asset_map.register.migrations import revision_of
from asset_map.settings import Settings
from asset_map.usecases.backup import back_up
from asset_map.usecases.house import House
from asset_map.usecases.leave import take_everything, wipe
from asset_map.usecases.sign_in import signing_key
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


@pytest.fixture
def council(house: House, register_url: str, tmp_path: Path, now: datetime) -> Settings:
    """A council with one record, whose cache folder holds what is another's, too."""
    kept(house, group(), now)
    settings = replace(
        house.settings,
        database_url=register_url,
        backup_dir=str(tmp_path / "backups"),
        council_name="Anytown Council",
    )
    cache = Path(settings.cache_dir)
    cache.mkdir(exist_ok=True)
    signing_key(cache)
    (cache / "postcodes-9-1").mkdir()
    (cache / ".asset-map-unsealed").mkdir()
    for name in (f"erased-{name_of(house)}.json", "erased-another.json", "holiday.jpg"):
        (cache / name).write_text("{}")
    return settings


def name_of(house: House) -> str:
    there = standing(house.register)
    assert there
    assert there.name
    return there.name


def test_the_register_goes_when_its_name_is_typed_and_not_before(
    house: House, council: Settings, now: datetime, tmp_path: Path
) -> None:
    made = back_up(council, actor=ADMIN, now=now)
    taken = tmp_path / "away"
    take_everything(house, taken, actor=ADMIN, now=now)
    with pytest.raises(NotAllowedError, match="Nothing was removed"):
        wipe(council, taken=taken, typed="Anytown", council="Anytown Council", actor=ADMIN)
    assert count_in(council) == 1
    house.register.close()
    done = wipe(
        council, taken=taken, typed=" anytown  council", council="Anytown Council", actor=ADMIN
    )
    assert done.backups == (made.file,)
    left = {one.name for one in Path(council.cache_dir).iterdir()}
    assert left == {"erased-another.json", "holiday.jpg"}
    with open_as_it_is(council.database_url) as emptied, emptied.reading() as connection:
        assert revision_of(connection) is None


def count_in(council: Settings) -> int:
    with open_as_it_is(council.database_url) as register, register.reading() as connection:
        return assets.count(connection)


def test_nothing_goes_unless_all_of_it_can_be_read_in_what_was_taken_along(
    house: House, council: Settings, now: datetime, tmp_path: Path
) -> None:
    def refusal(folder: str, spoil: Callable[[Path], object]) -> str:
        taken = tmp_path / folder
        take_everything(house, taken, actor=ADMIN, now=now)
        spoil(taken)
        with pytest.raises(UnwritableFileError, match="Nothing was removed") as refused:
            wipe(council, taken=taken, typed="A B", council="A B", actor=ADMIN)
        return str(refused.value)

    altered = refusal("a", lambda taken: (taken / "assets.csv").write_text("x"))
    gone = refusal("b", lambda taken: (taken / "tables" / "assets.jsonl").unlink())
    late = refusal("c", lambda _: kept(house, group("choir", "The Choir"), now))
    nothing = refusal("d", lambda taken: (taken / "SHA256SUMS").unlink())

    assert all("not as it was written" in one for one in (altered, gone))
    assert "Something was added" in late
    assert "cannot be read back" in nothing
    assert count_in(council) == 2
    assert (Path(council.cache_dir) / "signing.key").exists()
