from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from asset_map.model.location import PublishLocation
from asset_map.model.times import Meeting
from asset_map.site import open_answers
from asset_map.usecases.house import House
from tests.site.conftest import Browser, plain_app, plain_pages
from tests.usecases.conftest import group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def open_house(house: House) -> House:
    """Three groups: one of a Tuesday for children, one at home, one far off without a time."""
    knitters = group()
    tuesday = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
    place = replace(knitters.locations[0], meetings=(tuesday,))
    ages = replace(knitters.for_whom, min_age=5, max_age=11)
    kept(house, replace(knitters, locations=(place,), for_whom=ages, tags=("Wool",)), NOW)
    home = group("choir", "Kitchen Table Choir")
    at_home = replace(home.locations[0], publish=PublishLocation.WARD)
    kept(house, replace(home, locations=(at_home,)), NOW)
    kept(house, replace(group("bowls", "Bowls club"), locations=()), NOW)
    return house


def names(browser: Browser, asked: str = "", of: str = "services") -> list[str]:
    answer = browser.get(f"/open-referral/{of}?{asked}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["contents"]
    return sorted(one.get("service", one)["name"].split(":")[0] for one in found)


EVERYBODY = ["Bowls club", "Kitchen Table Choir", "Tuesday Knitters"]
KNITTERS = ["Tuesday Knitters"]
# What is asked, and whom it finds.
ASKED = {
    "": EVERYBODY,
    "search=knitters": KNITTERS,
    "day=TU": KNITTERS,
    "day=Tuesday&start_time=10:00&end_time=12:00": KNITTERS,
    "day=wednesday": [],
    "start_time=10:30": [],
    "minimum_age=5": KNITTERS,
    "maximum_age=10": [],
    "postcode=ZZ1+1AB&proximity=100": KNITTERS,
    "postcode=ZZ2+1AA&proximity=100": [],
    "taxonomy_term_id=none": [],
}


def test_services_are_found_by_what_the_format_lets_ask(open_house: House) -> None:
    browser = plain_pages(open_house)
    assert {asked: names(browser, asked) for asked in ASKED} == ASKED
    asked = "postcode=ZZ1+1AB&proximity=100"
    assert names(browser, asked, of="service_at_locations") == KNITTERS


def test_services_are_found_by_a_term_of_the_taxonomies(open_house: House) -> None:
    browser = plain_pages(open_house)
    terms = browser.get("/open-referral/taxonomy_terms?per_page=500").json()
    (wool,) = [one for one in terms["contents"] if one["name"] == "Wool"]

    assert names(browser, f"taxonomy_term_id={wool['id']}") == ["Tuesday Knitters"]
    assert names(browser, f"taxonomy_id={wool['taxonomy_id']}") == ["Tuesday Knitters"]


def test_pages_follow_each_other_and_end(open_house: House) -> None:
    browser = plain_pages(open_house)
    first, second, third = (
        browser.get(f"/open-referral/services?per_page=2&page={number}").json()
        for number in (1, 2, 3)
    )
    ids = [one["id"] for page in (first, second) for one in page["contents"]]

    assert len(set(ids)) == 3
    assert (first["last_page"], second["last_page"], third["empty"]) == (False, True, True)


def test_each_list_leads_to_its_objects(open_house: House) -> None:
    browser = plain_pages(open_house)
    for name in LISTS:
        first = browser.get(f"/open-referral/{name}").json()["contents"][0]["id"]
        assert browser.get(f"/open-referral/{name}/{first}").json()["id"] == first
        missing = browser.get(f"/open-referral/{name}/nobody")
        assert missing.status_code == 404
        assert "nobody" in missing.json()["error"]


def test_what_cannot_be_read_is_named(open_house: House) -> None:
    browser = plain_pages(open_house)
    faults = {
        "day=someday": "someday",
        "start_time=noon": "noon",
        "page=0": "page",
        "per_page=lots": "per_page",
        "postcode=rubbish&proximity=10": "rubbish",
    }
    for asked, said in faults.items():
        answer = browser.get(f"/open-referral/services?{asked}")
        assert answer.status_code == 400
        assert said in answer.json()["error"]


def test_open_answers_are_for_every_page_and_not_sent_twice(open_house: House) -> None:
    browser = plain_pages(open_house)
    paths = ("/open-referral/", "/open-referral/services", "/api/assets.geojson")
    tags = {}
    for path in paths:
        first = browser.get(path)
        assert first.headers["access-control-allow-origin"] == "*"
        tags[path] = first.headers["etag"]
        again = browser.get(path, headers={"If-None-Match": f"W/{tags[path]}"})
        assert (again.status_code, again.content) == (304, b"")
    kept(open_house, group("new", "A new one"), NOW)
    for path in paths:
        assert browser.get(path, headers={"If-None-Match": tags[path]}).status_code == 200


def test_the_geojson_holds_what_the_public_may_see(open_house: House) -> None:
    answer = plain_pages(open_house).get("/api/assets.geojson")
    points = {one["properties"]["name"]: one["geometry"] for one in answer.json()["features"]}

    assert answer.headers["content-type"] == "application/geo+json"
    assert set(points) == set(EVERYBODY)
    assert points["Kitchen Table Choir"] is None


def test_who_asks_too_often_is_told_when_to_come_back(
    open_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_answers, "MOST_IN_AN_HOUR", 2)
    browser = Browser(plain_app(open_house))
    answers = [browser.get("/open-referral/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "3601"


def test_the_open_routes_are_described_and_the_pages_are_not(house: House) -> None:
    paths = plain_pages(house).get("/openapi.json").json()["paths"]

    assert {f"/open-referral/{name}" for name in LISTS} <= set(paths)
    assert {"/open-referral/", "/open-referral.zip", "/api/assets.geojson"} <= set(paths)
    asked = {one["name"] for one in paths["/open-referral/services"]["get"]["parameters"]}
    assert {"search", "page", "per_page", "postcode", "proximity", "day"} <= asked
    assert "/find" not in paths


def test_the_zip_holds_the_feed(open_house: House) -> None:
    answer = plain_pages(open_house).get("/open-referral.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.content.startswith(b"PK")
