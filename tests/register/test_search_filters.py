from datetime import date
from typing import Any

import pytest

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.asset import (
    AssetKind,
    ForWhom,
    Function,
    SpaceDetails,
)
from asset_map.model.location import Coordinates, Location, LocationKind
from asset_map.model.query import Access, Query, Weekday
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.register import areas
from asset_map.register.engine import Register
from asset_map.register.search import find
from tests.register.drawn import (
    EAST,
    OLD_WARDS,
    WARDS,
    WEST,
    asset,
    place,
    save_all,
    use_wards,
)
from tests.register.searching import TODAY, found, names


@pytest.fixture
def town(register: Register) -> Register:
    """Two wards, a hall in each, a van that calls at both, and a group that meets online."""
    tuesday = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU")
    west_stop = place(
        "west-stop",
        kind=LocationKind.STOP,
        place_name="West Green",
        point=Coordinates(lon=1.21, lat=54.5),
        stop=Stop(service_name="Van", rrule="FREQ=MONTHLY;BYDAY=-1WE", valid_to=date(2027, 1, 31)),
    )
    east_stop = place(
        "east-stop",
        kind=LocationKind.STOP,
        place_name="East Quay",
        point=Coordinates(lon=1.31, lat=54.5),
        stop=Stop(service_name="Van", rrule="FREQ=WEEKLY;BYDAY=FR", state=StopState.SUSPENDED),
    )
    with register.writing() as connection:
        use_wards(connection)
        save_all(
            connection,
            asset(
                "west-hall",
                name="West hall",
                kind=AssetKind.SPACE,
                functions=(Function.MEETING_SPACE,),
                space=SpaceDetails(capacity_people=40, has_kitchen=True, is_step_free=True),
                anchor=AnchorCase(
                    status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=TODAY
                ),
                locations=(place("west", meetings=(tuesday,)),),
            ),
            asset(
                "east-hall",
                name="East hall",
                kind=AssetKind.SPACE,
                functions=(Function.MEETING_SPACE, Function.FOOD),
                space=SpaceDetails(capacity_people=20, has_kitchen=None, is_step_free=False),
                locations=(place("east", point=Coordinates(lon=1.3, lat=54.5)),),
            ),
            asset("van", name="Library van", locations=(west_stop, east_stop)),
            asset(
                "youth",
                name="Youth chat",
                for_whom=ForWhom(min_age=11, max_age=18),
                languages=("Polish", "British Sign Language"),
                locations=(Location.nowhere("online", LocationKind.ONLINE),),
            ),
            asset("gone", name="Old gang", operating_status=OperatingStatus.CLOSED),
            wards={"west": WEST, "east": EAST, "west-stop": WEST, "east-stop": EAST},
        )
    return register


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": (AssetKind.SPACE,)}, {"East hall", "West hall"}),
        (
            {"kinds": (AssetKind.SPACE, AssetKind.GROUP)},
            {"East hall", "Library van", "West hall", "Youth chat"},
        ),
        ({"ward_codes": (WEST,)}, {"West hall", "Library van"}),
        ({"ward_codes": (WEST, EAST)}, {"West hall", "East hall", "Library van"}),
        ({"functions": (Function.FOOD,)}, {"East hall"}),
        ({"functions": (Function.FOOD, Function.MEETING_SPACE)}, {"East hall", "West hall"}),
        ({"day": Weekday.TUESDAY}, {"West hall"}),
        ({"day": Weekday.WEDNESDAY}, {"Library van"}),
        ({"day": Weekday.FRIDAY}, set()),
        ({"day": Weekday.WEDNESDAY, "ward_codes": (EAST,)}, set()),
        ({"age": 12}, {"East hall", "Library van", "West hall", "Youth chat"}),
        ({"age": 19}, {"East hall", "Library van", "West hall"}),
        ({"language": "polish"}, {"Youth chat"}),
        ({"language": "british sign language"}, {"Youth chat"}),
        ({"language": "sign"}, set()),
        ({"access": (Access.KITCHEN,)}, {"West hall"}),
        ({"access": (Access.KITCHEN, Access.STEP_FREE)}, {"West hall"}),
        ({"access": (Access.PARKING,)}, set()),
        ({"seats": 20}, {"East hall", "West hall"}),
        ({"seats": 30, "access": (Access.KITCHEN,), "day": Weekday.TUESDAY}, {"West hall"}),
        ({"anchors_only": True}, {"West hall"}),
        ({"text": "hall", "ward_codes": (EAST,)}, {"East hall"}),
        ({"only_open": False, "text": "gang"}, {"Old gang"}),
        ({"text": "gang"}, set()),
        ({"record_states": (RecordState.DRAFT,), "anchors_only": True}, {"West hall"}),
    ],
)
def test_filters_keep_what_is_asked_for(
    town: Register, asked: dict[str, Any], expected: set[str]
) -> None:
    with town.reading() as connection:
        answer = found(connection, **asked)
    assert {line.name for line in answer.listings} == expected
    assert answer.total == len(expected)


def test_a_list_of_a_ward_shows_the_stop_in_that_ward(town: Register) -> None:
    with town.reading() as connection:
        lines = found(connection, "van", ward_codes=(EAST,)).listings
    assert [(line.place_name, line.ward_code) for line in lines] == [("East Quay", EAST)]


def test_near_a_point_the_nearest_place_counts_and_comes_first(town: Register) -> None:
    near = Coordinates(lon=1.309, lat=54.5)
    with town.reading() as connection:
        lines = found(connection, near=near, within_m=1000.0).listings
    assert [line.name for line in lines] == ["Library van", "East hall"]
    assert lines[0].place_name == "East Quay"
    # One hundredth of a degree of longitude at 54.5 N: 6,371,008.8 m x pi / 180 / 100 x cos 54.5.
    assert lines[0].distance_m == pytest.approx(64.6, abs=0.1)
    assert lines[1].distance_m == pytest.approx(581.1, abs=0.2)


def test_without_a_radius_what_cannot_be_measured_comes_last(town: Register) -> None:
    with town.reading() as connection:
        lines = found(connection, near=Coordinates(lon=1.2, lat=54.5)).listings
    assert [line.name for line in lines] == ["West hall", "Library van", "East hall", "Youth chat"]
    assert lines[-1].distance_m is None


def test_of_several_places_the_nearest_is_shown(town: Register) -> None:
    with town.reading() as connection:
        shown = [
            found(connection, "van", near=Coordinates(lon=lon, lat=54.5)).listings[0].place_name
            for lon in (1.22, 1.29)
        ]
    assert shown == ["West Green", "East Quay"]


def test_a_circle_ends_at_its_radius(town: Register) -> None:
    near = Coordinates(lon=1.31, lat=54.5)
    with town.reading() as connection:
        assert names(connection, near=near, within_m=645.0) == ["Library van"]
        assert names(connection, near=near, within_m=647.0) == ["Library van", "East hall"]
        assert names(connection, near=near, within_m=0.5) == ["Library van"]


def test_a_committee_is_its_wards_on_the_day(town: Register) -> None:
    members = (
        CommitteeMember(code=WEST, set_id=WARDS.id, to_day=date(2026, 11, 21)),
        CommitteeMember(code=EAST, set_id=WARDS.id, from_day=TODAY),
        CommitteeMember(code=WEST, set_id=OLD_WARDS.id),
    )
    with town.writing() as connection:
        areas.add_set(connection, OLD_WARDS, [])
        areas.put_committee(connection, AreaCommittee(id="quay", name="Quay", members=members))
        lines = names(connection, committee_id="quay")
        before = find(
            connection,
            Query(committee_id="quay"),
            audience=Audience.PUBLIC,
            today=date(2026, 11, 21),
        )
        assert names(connection, committee_id="nobody") == []
    assert set(lines) == {"East hall", "Library van"}
    assert {line.name for line in before.listings} == {"West hall", "Library van"}


def test_a_stop_that_ended_is_not_called_at(town: Register) -> None:
    query = Query(day=Weekday.WEDNESDAY)
    with town.reading() as connection:
        later = find(connection, query, audience=Audience.PUBLIC, today=date(2027, 2, 1))
    assert later.total == 0


def test_officers_choose_the_states_they_look_at(register: Register) -> None:
    with register.writing() as connection:
        save_all(
            connection,
            *(asset(state, name=state, record_state=state) for state in RecordState),
        )
        drafts = find(
            connection,
            Query(record_states=(RecordState.DRAFT, RecordState.SUBMITTED)),
            audience=Audience.OFFICER,
            today=TODAY,
        )
        all_of_them = find(connection, Query(), audience=Audience.OFFICER, today=TODAY)
    assert [line.name for line in drafts.listings] == ["draft", "submitted"]
    assert all_of_them.total == len(RecordState)
