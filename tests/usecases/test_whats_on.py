from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.model.times import Meeting, Stop
from asset_map.usecases.house import House
from asset_map.usecases.list_wards import list_wards
from asset_map.usecases.locating import located
from asset_map.usecases.view_ward import view_ward
from asset_map.usecases.whats_on import WhatsOn, asset_calendar, calendar, monday_of, whats_on
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
MONDAY = date(2026, 11, 23)
TUESDAYS = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))


def meeting(*times: Meeting, asset_id: str = "knitters", name: str = "Tuesday Knitters") -> Asset:
    asset = group(asset_id, name)
    return replace(asset, locations=(replace(asset.locations[0], meetings=times),))


def a_week(house: House, *, ward: str = "", first: date = MONDAY) -> WhatsOn:
    return whats_on(house, first=first, actor=RESIDENT, today=TODAY, ward_code=ward)


def seen(week: WhatsOn) -> list[tuple[date, str, str, str]]:
    return [(one.day, one.at, one.until, one.name) for one in week.happenings]


def test_a_week_has_seven_days_in_order_of_time(house: House) -> None:
    early = Meeting(rrule="FREQ=DAILY;BYDAY=MO,SU", starts_at=time(9))
    kept(house, meeting(TUESDAYS), NOW)
    kept(house, meeting(early, asset_id="tea", name="Tea"), NOW)

    week = a_week(house)

    assert (week.first, week.last) == (MONDAY, date(2026, 11, 29))
    assert seen(week) == [
        (MONDAY, "9 am", "", "Tea"),
        (date(2026, 11, 24), "10 am", "12 noon", "Tuesday Knitters"),
        (date(2026, 11, 29), "9 am", "", "Tea"),
    ]


def test_a_van_is_on_in_each_ward_only_at_its_stops_there(house: House) -> None:
    van = group("van", "Library van")
    west = replace(
        van.locations[0], id="west", stop=Stop(service_name="Van", rrule="FREQ=WEEKLY;BYDAY=MO")
    )
    east = replace(
        west,
        id="east",
        point=None,
        grid=None,
        postcode="ZZ2 1AA",
        place_name="Quay",
        stop=Stop(service_name="Van", rrule="FREQ=WEEKLY;BYDAY=TH"),
    )
    east = located(house, east)
    kept(house, replace(van, locations=(west, east)), NOW)

    assert [one.day for one in a_week(house, ward=EAST).happenings] == [date(2026, 11, 26)]
    assert [one.day for one in a_week(house, ward=WEST).happenings] == [MONDAY]
    assert len(a_week(house).happenings) == 2
    seen_in_ward = view_ward(house, EAST, actor=RESIDENT, today=TODAY).whats_on
    assert {one.place_name for one in seen_in_ward} == {"Quay"}


def test_what_is_by_arrangement_stands_apart_and_on_no_day(house: House) -> None:
    kept(house, meeting(Meeting(note="ring Ada first")), NOW)

    week = a_week(house)

    assert week.happenings == ()
    assert [(one.name, one.note) for one in week.by_arrangement] == [
        ("Tuesday Knitters", "ring Ada first")
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"visible_to": Audience.OFFICER},
        {"operating_status": OperatingStatus.CLOSED},
    ],
)
def test_what_the_public_may_not_know_or_is_over_is_not_on(
    house: House, hidden: dict[str, object]
) -> None:
    kept(house, replace(meeting(TUESDAYS), **hidden), NOW)  # type: ignore[arg-type]

    assert a_week(house).happenings == ()
    assert b"Knitters" not in calendar(house, actor=RESIDENT, now=NOW)


def test_a_withheld_place_gives_away_no_time(house: House) -> None:
    asset = meeting(TUESDAYS)
    place = replace(asset.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(asset, locations=(place,)), NOW)

    assert a_week(house).happenings == ()
    assert b"VEVENT" not in asset_calendar(house, "knitters", actor=RESIDENT, now=NOW)


def test_a_home_is_on_with_its_ward_alone(house: House) -> None:
    asset = meeting(TUESDAYS)
    place = replace(asset.locations[0], publish=PublishLocation.WARD, is_home=True)
    kept(house, replace(asset, locations=(place,)), NOW)

    (happening,) = a_week(house).happenings

    assert (happening.place_name, happening.ward_name) == ("", "Net Loft")
    assert b"LOCATION" not in asset_calendar(house, "knitters", actor=RESIDENT, now=NOW)


def test_a_ward_that_is_not_there_is_refused(house: House) -> None:
    with pytest.raises(NotFoundError, match="E00000000"):
        a_week(house, ward="E00000000")


def test_what_is_hidden_is_gone_from_the_next_look(house: House) -> None:
    asset = kept(house, meeting(TUESDAYS), NOW)
    assert len(a_week(house).happenings) == 1
    assert b"VEVENT" in calendar(house, actor=RESIDENT, now=NOW)

    kept(house, replace(asset, visible_to=Audience.OFFICER), NOW)

    assert a_week(house).happenings == ()
    assert b"VEVENT" not in calendar(house, actor=RESIDENT, now=NOW)


def test_a_register_too_large_for_one_calendar_is_looked_at_ward_by_ward(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asset_map.usecases.whats_on.MOST", 1)
    kept(house, meeting(TUESDAYS), NOW)
    kept(house, meeting(TUESDAYS, asset_id="tea", name="Tea"), NOW)

    assert a_week(house).is_too_large
    assert not a_week(house, ward=EAST).is_too_large
    with pytest.raises(NotFoundError, match="choose a ward"):
        calendar(house, actor=RESIDENT, now=NOW)
    # A ward is told whole: nothing smaller could be chosen.
    assert len(a_week(house, ward=WEST).happenings) == 2
    told = calendar(house, actor=RESIDENT, now=NOW, ward_code=WEST)
    assert told.count(b"BEGIN:VEVENT") == 2


@pytest.mark.parametrize("day", [MONDAY, date(2026, 11, 29)])
def test_a_week_begins_on_monday(day: date) -> None:
    assert monday_of(day) == MONDAY


def test_every_ward_is_listed_once_with_what_the_public_knows_of(house: House) -> None:
    kept(house, group(), NOW)
    kept(house, replace(group("secret"), visible_to=Audience.OFFICER), NOW)

    ((heading, lines),) = list_wards(house, actor=RESIDENT, today=TODAY).by_committee

    assert heading == ""
    assert [(line.ward.name, line.assets) for line in lines] == [("Net Loft", 1), ("Quayside", 0)]
    ((_, for_officers),) = list_wards(house, actor=OFFICER, today=TODAY).by_committee
    assert for_officers[0].assets == 2


def test_opening_hours_stand_apart_and_in_no_calendar(house: House) -> None:
    weekly = Meeting(rrule="FREQ=WEEKLY;BYDAY=MO", starts_at=time(9), ends_at=time(17))
    for asset_id, kind in (("shop", AssetKind.BUSINESS), ("club", AssetKind.GROUP)):
        one = replace(group(asset_id, asset_id.title()), kind=kind)
        place = replace(one.locations[0], meetings=(weekly,))
        kept(house, replace(one, locations=(place,)), NOW)
    evening = replace(weekly, note="mend your own")
    kept(house, replace(meeting(evening, asset_id="bench"), kind=AssetKind.BUSINESS), NOW)

    week = whats_on(house, first=MONDAY, actor=RESIDENT, today=MONDAY)

    assert [one.asset_id for one in week.happenings] == ["club", "bench"]
    assert [(one.name, one.hours) for one in week.open_doors] == [
        ("Shop", ("Mondays, 9 am to 5 pm",))
    ]
    assert b"SUMMARY:Shop" not in calendar(house, actor=RESIDENT, now=NOW)
    assert b"SUMMARY:Shop" in asset_calendar(house, "shop", actor=RESIDENT, now=NOW)
