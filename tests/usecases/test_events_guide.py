from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from asset_map.exports.printing import paged_images
from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.errors import NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.times import Meeting, Stop
from asset_map.register import areas
from asset_map.usecases.events_guide import events_guide, guide_values
from asset_map.usecases.house import House
from tests.site.conftest import plain_pages
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LONG = "#eval(1) The society of the long name " * 4


def going(house: House, asset_id: str, name: str, rrule: str, **said: Any) -> None:
    drawn = group(asset_id, name)
    meeting = Meeting(rrule=rrule, starts_at=time(10), ends_at=time(12), **said)
    place = replace(drawn.locations[0], meetings=(meeting,))
    kept(house, replace(drawn, locations=(place,)), NOW)


def committee(house: House) -> None:
    members = (CommitteeMember(code=WEST, set_id="wards-2026"),)
    meetings = (date(2026, 12, 1), date(2027, 2, 1))
    with house.register.writing() as connection:
        north = AreaCommittee(id="north", name="North Area", members=members, meetings=meetings)
        areas.put_committee(connection, north)


def values(house: House, **asked: str) -> dict[str, Any]:
    return guide_values(house, actor=RESIDENT, now=NOW, **(asked or {"ward_code": WEST}))


def names(lines: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["name"], one["when"]) for one in lines]


def test_what_is_on_each_week_stands_once_and_the_rest_with_its_days(house: House) -> None:
    going(house, "knit", "Knitters", "FREQ=WEEKLY;BYDAY=TU", note="bring wool")
    going(house, "swim", "Swimmers", "FREQ=DAILY")
    going(house, "film", "Film club", "FREQ=MONTHLY;BYDAY=-1WE")
    going(house, "ask", "Visitors", "", note="ring first")
    committee(house)
    told = values(house)

    weekly = {one["day"]: names(one["lines"]) for one in told["weekly"]}
    at = "10\u00a0am to 12 noon"
    assert weekly == {
        "On five days a week or more": [("Swimmers", at)],
        "Tuesday": [("Knitters", at)],
    }
    assert names(told["some"]) == [
        ("Film club", f"Wednesday 25 November, {at}"),
        ("North Area committee meets", "Tuesday 1 December"),
    ]
    assert [one["note"] for one in told["arranged"]] == ["ring first"]
    assert values(house, committee="North Area")["title"] == "What's on in North"
    assert values(house, ward_code=EAST)["weekly"] == []


def test_a_van_that_stops_coming_is_told_of_until_its_last_day(house: House) -> None:
    van = Stop(
        service_name="Library van",
        rrule="FREQ=WEEKLY;BYDAY=WE",
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 12, 5),
    )
    drawn = group("van", "Library van")
    kept(house, replace(drawn, locations=(replace(drawn.locations[0], stop=van),)), NOW)

    assert names(values(house)["some"]) == [("Library van", "Wednesday 25 November and 2 December")]


def test_a_full_guide_has_four_sides_and_an_empty_one_two(house: House) -> None:
    assert len(paged_images("events_guide", {**values(house), "is_large": False}, ppi=20)) == 2
    for number in range(60):
        rrule = "FREQ=WEEKLY;BYDAY=MO" if number % 2 else "FREQ=MONTHLY;BYDAY=1WE,3TH"
        going(house, f"a{number}", f"{number} {LONG}", rrule, note=LONG, term_time_only=True)
    told = values(house)

    assert len(paged_images("events_guide", {**told, "is_large": False}, ppi=20)) == 4
    assert "did not fit" in told["more"]


def test_large_print_is_the_same_on_more_sides(house: House) -> None:
    for number in range(8):
        going(house, f"a{number}", f"Group {number}", "FREQ=WEEKLY;BYDAY=MO")
    told = values(house)
    small, large = (
        len(paged_images("events_guide", {**told, "is_large": is_large}, ppi=20))
        for is_large in (False, True)
    )
    assert small < large


def test_only_what_is_public_is_printed_whoever_asks(house: House) -> None:
    empty = events_guide(house, actor=OFFICER, now=NOW, ward_code=WEST)
    going(house, "refuge", "Refuge", "FREQ=WEEKLY;BYDAY=TU")
    drawn = group("secret", "Refuge")
    hidden = replace(drawn.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(drawn, id="refuge", version=1, locations=(hidden,)), NOW)

    assert events_guide(house, actor=OFFICER, now=NOW, ward_code=WEST) == empty


def test_pages_lead_to_the_guide_and_an_unknown_place_is_named(house: House) -> None:
    committee(house)
    browser = plain_pages(house)
    address = f"/ward/{WEST}/guide.pdf"

    for page in (f"/ward/{WEST}", f"/whats-on?ward={WEST}"):
        assert f'href="{address}?print=large"' in browser.get(page).text
    for path in (address, f"{address}?print=large", "/committee/north/guide.pdf"):
        assert browser.get(path).headers["content-type"] == "application/pdf"
    assert browser.get("/ward/E05000000/guide.pdf").status_code == 404
    with pytest.raises(NotFoundError, match="nowhere"):
        events_guide(house, actor=RESIDENT, now=NOW, committee="nowhere")
