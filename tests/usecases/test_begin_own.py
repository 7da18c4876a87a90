"""From the demonstration to a register of one's own: nothing invented stays, nothing real goes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from asset_map.demo.load import load_demonstration
from asset_map.model.errors import AssetMapError, ConflictError, NotAllowedError
from asset_map.model.role import Actor, Role
from asset_map.register import backups, marks
from asset_map.settings import Settings
from asset_map.usecases.accounts import NewAccount, add_account
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.begin_own import begin_own
from asset_map.usecases.council_details import save_council_details
from asset_map.usecases.fill_register import is_empty
from asset_map.usecases.house import DEMONSTRATION_MARK, House, open_house
from asset_map.usecases.restore import restore
from tests.register.drawn import asset, save

OFFICER = Actor(name="Olu", role=Role.OFFICER)
ADMIN = Actor(name="Ada", role=Role.ADMIN)


@pytest.fixture
def settings(register_url: str, tmp_path: Path, postcode_cache: Path) -> Settings:
    folder = str(tmp_path / "backups")
    return Settings(database_url=register_url, backup_dir=folder, cache_dir=str(postcode_cache))


@pytest.fixture
def fresh(settings: Settings) -> Iterator[House]:
    house = open_house(settings)
    yield house
    house.register.close()


@pytest.fixture
def demonstration(fresh: House, now: datetime) -> House:
    with fresh.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
        save(connection, asset())
    new = NewAccount(name="Jo Smith", email="jo@council.example", role=Role.ADMIN)
    add_account(fresh, new, actor=ADMIN, now=now)
    return fresh


def filled(house: House) -> dict[str, int]:
    content = backups.content_of_register(house.register)
    return {table: count for table, (count, _) in content.items() if count}


def test_nothing_invented_is_left_in_a_register_that_is_begun(
    fresh: House, request: pytest.FixtureRequest, now: datetime
) -> None:
    at_first = filled(fresh)
    demonstration: House = request.getfixturevalue("demonstration")
    with demonstration.register.reading() as connection:
        moved = demonstration.register.change_count(connection)

    begin_own(demonstration, actor=OFFICER, now=now)

    assert is_empty(demonstration)
    assert not demonstration.is_demonstration()
    # What is new is the mark that says so.
    assert filled(demonstration) == {**at_first, "marks": at_first["marks"] + 1}
    assert demonstration.settings.council_name == Settings().council_name
    with demonstration.register.reading() as connection:
        assert demonstration.register.change_count(connection) > moved


def test_a_copy_of_the_demonstration_is_kept_where_no_backup_is_looked_for(
    demonstration: House, settings: Settings, now: datetime
) -> None:
    aside = begin_own(demonstration, actor=OFFICER, now=now)

    assert kept_backups(Path(settings.backup_dir)) == []
    restore(settings, aside, actor=ADMIN, now=now)
    assert demonstration.is_demonstration()
    assert not is_empty(demonstration)


def test_a_register_of_ones_own_is_never_emptied(fresh: House, now: datetime) -> None:
    with fresh.register.writing() as connection:
        save(connection, asset())
    content = backups.content_of_register(fresh.register)

    with pytest.raises(ConflictError, match="not the demonstration"):
        begin_own(fresh, actor=ADMIN, now=now)

    assert backups.content_of_register(fresh.register) == content


def test_a_partner_begins_nothing(demonstration: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        begin_own(demonstration, actor=Actor(name="Pat", role=Role.PARTNER), now=now)

    assert demonstration.is_demonstration()


def test_nothing_fictional_comes_back_unasked(demonstration: House, now: datetime) -> None:
    begin_own(demonstration, actor=OFFICER, now=now)

    said = load_demonstration(demonstration, now=now, if_empty=True)

    assert "begun as your own" in said
    assert is_empty(demonstration)


def test_the_demonstration_does_not_mix_with_a_name_or_an_account(
    fresh: House, now: datetime
) -> None:
    save_council_details(fresh, {"council_name": "Anytown Council"}, actor=OFFICER, now=now)

    with pytest.raises(AssetMapError, match="would mix"):
        load_demonstration(fresh, now=now)

    assert not fresh.is_demonstration()
