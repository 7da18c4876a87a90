"""What the description of the open routes promises, held against what they answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.model.times import Stop
from asset_map.register import areas
from asset_map.usecases.gap_snapshots import freeze
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from tests.site.conftest import Browser, plain_pages
from tests.usecases.conftest import OFFICER, WEST, group, kept
from tests.usecases.gap_district import anchor, with_people

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FAULTY = {"304", "400", "404", "429", "default"}


@pytest.fixture
def register_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def full(house: House) -> House:
    """A group, a van on last Wednesdays, a committee, an anchor and people."""
    van = Stop(
        service_name="Library van",
        rrule="FREQ=MONTHLY;BYDAY=-1WE",
        arrives=time(14),
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 12, 31),
    )
    drawn = group("van", "Library van")
    kept(house, group(), NOW)
    kept(house, replace(drawn, locations=(replace(drawn.locations[0], stop=van),)), NOW)
    kept(house, anchor("hall", 700), NOW)
    with_people(house)
    members = (CommitteeMember(code=WEST, set_id="wards-2026"),)
    north = AreaCommittee(id="n", name="North", members=members, meetings=(date(2026, 12, 1),))
    with house.register.writing() as connection:
        areas.put_committee(connection, north)
    return house


def run_id(house: House, audience: Audience = Audience.PUBLIC) -> str:
    request = GapRequest(audience=audience)
    run = measure_gaps(house, request, actor=OFFICER, now=NOW, new_id=lambda: "run")
    name = f"For the {audience.label}"
    return freeze(house, run, name, actor=OFFICER, now=NOW, new_id=lambda: f"r-{audience}").id


def addresses(browser: Browser, house: House) -> dict[str, str]:
    """An address for each described path."""
    described = browser.get("/openapi.json").json()["paths"]
    filled = {"run_id": run_id(house), "ward_code": WEST, "set_id": "wards-2026"}
    found = {}
    for path in described:
        if path.endswith("{object_id}"):
            listing = browser.get(path.removesuffix("/{object_id}")).json()
            filled["object_id"] = listing["contents"][0]["id"]
        found[path] = path.format(**filled)
    return found


def test_every_answer_is_as_the_description_says(full: House) -> None:
    browser = plain_pages(full)
    description = browser.get("/openapi.json").json()
    for path, address in addresses(browser, full).items():
        said = description["paths"][path]["get"]["responses"]
        answer = browser.get(address)
        ((kind, content),) = said["200"]["content"].items()
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert set(said) == {"200", *FAULTY}, path
        if "json" in kind:
            schema: dict[str, Any] = {**content["schema"], "components": description["components"]}
            Draft202012Validator(schema).validate(answer.json())


def test_only_the_open_routes_are_described(full: House) -> None:
    described = set(plain_pages(full).get("/openapi.json").json()["paths"])

    assert {one for one in described if not one.startswith("/open-referral")} == {
        "/api/assets.geojson",
        "/api/gaps/{run_id}.json",
        "/api/wards/{set_id}.geojson",
        "/calendar/{ward_code}.ics",
    }


def test_every_open_route_answers_other_pages_heads_and_whoever_knows_it(full: House) -> None:
    browser = plain_pages(full)
    for address in addresses(browser, full).values():
        first, head = browser.get(address), browser._ask("HEAD", address)  # noqa: SLF001
        asked = browser._ask("OPTIONS", address)  # noqa: SLF001
        assert first.headers["access-control-allow-origin"] == "*"
        assert "max-age" in first.headers["cache-control"]
        assert (head.status_code, head.headers["etag"]) == (200, first.headers["etag"])
        assert "If-None-Match" in asked.headers["access-control-allow-headers"]
        again = browser.get(address, headers={"If-None-Match": f'"old", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), address
    assert "access-control-allow-origin" not in browser.get("/find").headers


def test_figures_are_open_by_their_id_when_they_were_made_for_the_public(full: House) -> None:
    browser = plain_pages(full)
    mine = run_id(full, Audience.OFFICER)
    answer = browser.get(f"/api/gaps/{run_id(full)}.json")

    rows = {row["code"]: row for row in answer.json()["rows"]}
    assert rows[WEST]["anchor_names"] == ["The hall"]
    assert answer.json()["conditions"]["lines"]["looked for"] == "recognised anchor organisations"
    assert OFFICER.name not in answer.text
    for address in (mine, "For the public", "nothing"):
        refused = browser.get(f"/api/gaps/{address}.json")
        assert refused.status_code == 404
        assert address in refused.json()["error"]
        assert refused.headers["access-control-allow-origin"] == "*"


def test_whoever_hides_later_is_no_longer_named_in_old_figures(full: House) -> None:
    browser = plain_pages(full)
    address = f"/api/gaps/{run_id(full)}.json"
    before = browser.get(address)
    kept(full, replace(anchor("hall", 700, publish=PublishLocation.WITHHELD), version=1), NOW)
    after = browser.get(address)

    assert "The hall" in before.text
    assert "The hall" not in after.text
    counted = [[row["anchors"] for row in one.json()["rows"]] for one in (before, after)]
    assert counted[0] == counted[1], "the figures stay"


def test_a_wards_calendar_has_groups_stops_with_their_end_and_meetings(full: House) -> None:
    answer = plain_pages(full).get(f"/calendar/{WEST}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    names = [str(one["summary"]) for one in Calendar.from_ical(answer.content).events]
    assert names == ["Library van", "North committee meets"]
    assert "RRULE:FREQ=MONTHLY;UNTIL=20261231T235959Z;BYDAY=-1WE" in answer.text
    assert "DTSTART;VALUE=DATE:20261201" in answer.text
    missing = plain_pages(full).get("/calendar/E05000000.ics")
    assert (missing.status_code, list(missing.json())) == (404, ["error"])


def test_a_page_says_in_words_what_there_is(full: House) -> None:
    page = plain_pages(full).get("/open-data").text

    assert page.count("<h1>") == 1
    for said in ("/api/wards/wards-2026.geojson", "Open Government Licence", "/committee/n/guide"):
        assert said in page
    assert 'href="/open-data"' in plain_pages(full).get("/find").text


def test_the_description_names_the_licence(full: House) -> None:
    said = plain_pages(full).get("/openapi.json").json()["info"]

    assert said["license"]["name"] == "Open Government Licence v3.0"
