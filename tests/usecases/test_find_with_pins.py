from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.asset import AssetKind
from asset_map.model.location import PublishLocation
from asset_map.model.query import Query
from asset_map.model.role import Actor
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.usecases.find_assets import find_with_pins, without_one_choice
from asset_map.usecases.house import House
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept


@pytest.fixture
def five(house: House, now: datetime) -> House:
    """A group, one that closed, one in a home, an archived one, and a person's skill."""
    home = replace(group().locations[0], publish=PublishLocation.WARD, is_home=True)
    drawn = [
        group("open", "Open Club"),
        replace(group("shut", "Shut Club"), operating_status=OperatingStatus.CLOSED),
        replace(group("home", "Home Club"), locations=(replace(home, id="h"),)),
        replace(group("old", "Old Club"), record_state=RecordState.ARCHIVED),
        replace(group("skill", "A Baker"), kind=AssetKind.SKILL),
    ]
    for asset in drawn:
        kept(house, asset, now)
    return house


@pytest.mark.parametrize("actor", [RESIDENT, PARTNER, OFFICER])
def test_all_and_filtered_answers_pin_the_same_places(
    five: House, today: date, actor: Actor
) -> None:
    everything = find_with_pins(five, Query(limit=1), actor=actor, today=today)
    groups = find_with_pins(
        five, Query(kinds=(AssetKind.GROUP,), limit=1), actor=actor, today=today
    )

    assert everything.found == groups.found
    assert everything.found.total == 2
    assert len(everything.found.listings) == 1
    pinned = ["open", "home"] if actor is OFFICER else ["open"]
    assert sorted(pin.asset_id for pin in everything.pins) == sorted(pinned)
    assert set(everything.pins) == set(groups.pins)


def test_what_has_closed_is_pinned_when_it_is_asked_for(five: House, today: date) -> None:
    answer = find_with_pins(five, Query(only_open=False), actor=RESIDENT, today=today)

    assert sorted(pin.asset_id for pin in answer.pins) == ["open", "shut"]


def test_it_is_told_what_each_choice_leaves_out(five: House, today: date) -> None:
    query = Query(text="open", kinds=(AssetKind.SPACE,), seats=30)

    assert without_one_choice(five, query, actor=RESIDENT, today=today) == {}
    narrow = replace(query, seats=None)
    assert without_one_choice(five, narrow, actor=RESIDENT, today=today) == {"kinds": 1}
