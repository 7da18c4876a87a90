from dataclasses import replace
from pathlib import Path

import pytest

from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Actor, Role
from asset_map.register import areas
from asset_map.settings import Settings
from asset_map.usecases.fill_register import is_empty
from asset_map.usecases.first_start import may_try_unasked, set_up_steps
from asset_map.usecases.house import House, open_house
from tests.register.drawn import NOW, WARDS

OFFICER = Actor(name="Olu", role=Role.OFFICER)


@pytest.fixture
def new_house(sqlite_url: str, tmp_path: Path) -> House:
    return open_house(Settings(database_url=sqlite_url, cache_dir=str(tmp_path)))


def test_nothing_fictional_goes_unasked_into_a_register_of_ones_own() -> None:
    usual = Settings()
    assert may_try_unasked(usual)
    assert not may_try_unasked(replace(usual, database_url="sqlite:////srv/register.sqlite"))
    assert not may_try_unasked(replace(usual, council_name="Anytown Council"))


def test_what_is_brought_in_is_ticked_off(new_house: House) -> None:
    assert is_empty(new_house)
    steps = set_up_steps(new_house, actor=OFFICER)
    with new_house.register.writing() as connection:
        areas.add_set(connection, WARDS, [])
        areas.use_set(connection, WARDS.id, by="Olu", at=NOW)
    newly = {one.title for one in set_up_steps(new_house, actor=OFFICER) if one.is_done} - {
        one.title for one in steps if one.is_done
    }
    assert newly == {"Your wards"}
    assert not is_empty(new_house)


def test_a_resident_sets_nothing_up(new_house: House) -> None:
    with pytest.raises(NotAllowedError):
        set_up_steps(new_house, actor=Actor(name="a visitor", role=Role.PUBLIC))
