"""The pages to read, asked without a network as a resident's browser asks them."""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.asset import Asset, AssetKind, Contact, SpaceDetails, Verification
from asset_map.model.gap import MappingStatus
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.model.times import Meeting, Stop
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.house import House
from asset_map.usecases.locating import located
from asset_map.usecases.map_wards import set_status
from asset_map.usecases.ward_gap import ward_gap
from tests.site.conftest import NOW, Browser, site_parts
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept
from tests.usecases.gap_district import anchor, with_people

TUESDAYS = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
HOSTILE = "<script>alert(1)</script> \"'&{{ 7*7 }}"


def knitters(**changes: Any) -> Asset:
    asset = group()
    place = replace(asset.locations[0], meetings=(TUESDAYS,))
    return replace(asset, summary="Wool and talk", locations=(place,), **changes)


def asked(path: str, **choices: str | list[str]) -> str:
    return f"{path}?{urlencode(choices, doseq=True)}"


def words(page: str) -> str:
    """What a page says, without its marks."""
    body = page.partition("<body")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


def heading(page: str) -> str:
    return words("<body>" + re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[0]).strip("> ")


def names(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/asset/[^"]+">([^<]+)</a>', page)


def test_a_resident_finds_what_is_near_a_postcode_nearest_first(
    plain: Browser, house: House
) -> None:
    kept(house, knitters(), NOW)
    far = group("far", "Quay Walkers")
    grid = replace(far.locations[0], point=None, grid=None, postcode="ZZ2 1AA", place_name="Quay")
    kept(house, replace(far, locations=(located(house, grid),)), NOW)

    page = plain.get(asked("/find", near="zz1 1ab")).text

    assert names(page) == ["Tuesday Knitters", "Quay Walkers"]
    said = words(page)
    assert "2 places and groups, those near ZZ1 1AB first" in said
    assert "40 metres away" in said
    assert "1.2 miles away" in said
    assert "Tuesdays, 10 am to 12 noon" in said
    assert "ZZ1 1AB is in Net Loft ward" in said
    assert "Nobody has checked this yet" in said


def test_no_distance_is_told_to_what_may_be_a_home(plain: Browser, house: House) -> None:
    asset = knitters()
    home = replace(asset.locations[0], publish=PublishLocation.WARD, is_home=True)
    kept(house, replace(asset, locations=(home,)), NOW)

    said = words(plain.get(asked("/find", near="ZZ1 1AB")).text)

    assert "Tuesday Knitters" in said
    assert "in the same ward" in said
    assert " away" not in said


def test_a_misspelt_word_finds_what_was_meant(plain: Browser, house: House) -> None:
    kept(house, knitters(), NOW)

    said = words(plain.get(asked("/find", q="knittters")).text)

    assert re.search(
        r"Showing results for knitters ?: nothing here has the words “knittters”", said
    )


def test_a_wrong_postcode_is_named_at_the_top_and_stays_in_its_field(
    plain: Browser, house: House
) -> None:
    kept(house, knitters(), NOW)

    answer = plain.get(asked("/find", near="ZZ1 1AQ", q="wool", age="old"))

    page = answer.text
    assert answer.status_code == 200
    summary = page[page.index('class="problems"') : page.index("<h1>")]
    assert re.findall(r'href="(#\w+)"', summary) == ["#near", "#age"]
    assert "We cannot find the postcode “ZZ1 1AQ”" in summary
    assert "near=ZZ1+1AA" in summary
    assert 'value="ZZ1 1AQ"' in page
    assert 'value="wool"' in page
    assert 'value="old"' in page
    assert names(page) == []


def test_where_so_many_can_sit_and_what_is_an_anchor_can_be_asked_for(
    plain: Browser, house: House
) -> None:
    kept(house, knitters(), NOW)
    recognised = AnchorCase(
        status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=date(2026, 1, 2)
    )
    room = SpaceDetails(capacity_people=60)
    hall = replace(group("hall", "Net Loft Hall"), kind=AssetKind.SPACE, space=room)
    kept(house, replace(hall, anchor=recognised), NOW)

    assert names(plain.get(asked("/find", seats="60")).text) == ["Net Loft Hall"]
    assert names(plain.get(asked("/find", seats="61")).text) == []
    assert names(plain.get(asked("/find", anchors="yes")).text) == ["Net Loft Hall"]
    refused = plain.get(asked("/find", seats="many")).text
    assert 'href="#seats"' in refused
    assert "Write how many people as a number" in refused


def test_nothing_found_says_which_choice_to_leave_out(plain: Browser, house: House) -> None:
    kept(house, knitters(), NOW)

    page = plain.get(asked("/find", q="wool", day="friday")).text

    said = words(page)
    assert "Nothing recorded here yet fits all of that" in said
    assert "Leave out the day : 1 place or group" in said
    assert 'href="/find?q=wool"' in page
    assert 'href="/add"' in page


@pytest.mark.parametrize(
    "choices",
    [
        {"kind": "group"},
        {"ward": WEST, "day": "tuesday"},
        {"near": "ZZ1 1AA", "within": "1"},
        {"age": "40", "for": "", "language": ""},
        {"kind": "nonsense", "page": "9" * 40, "within": "far", "q": "\0"},
    ],
)
def test_an_address_holds_a_whole_search(
    plain: Browser, house: House, choices: dict[str, str]
) -> None:
    kept(house, knitters(), NOW)

    assert names(plain.get(asked("/find", **choices)).text) == ["Tuesday Knitters"]


def test_what_has_closed_is_found_only_when_asked_for(plain: Browser, house: House) -> None:
    kept(house, replace(knitters(), operating_status=OperatingStatus.CLOSED), NOW)

    assert names(plain.get("/find").text) == []
    assert names(plain.get("/find?closed=yes").text) == ["Tuesday Knitters"]
    assert 'name="closed" value="yes" checked' in plain.get("/find?closed=yes").text
    assert '<p class="over">Closed</p>' in plain.get("/find?closed=yes").text


def test_a_long_list_is_turned_page_by_page(plain: Browser, house: House) -> None:
    for number in range(21):
        kept(house, group(f"g{number}", f"Group {number:02}"), NOW)

    first = plain.get(asked("/find", kind="group")).text
    later = re.findall(r'rel="next"[^>]* href="([^"]+)"', first)[0].replace("&amp;", "&")

    assert len(names(first)) == 20
    assert names(plain.get(later).text) == ["Group 20"]


def test_a_place_tells_all_that_the_public_may_know(plain: Browser, house: House) -> None:
    contact = Contact(role="Secretary", phone="01234 567890", audience=Audience.PUBLIC)
    checked = Verification(verified_on=date(2026, 11, 2), role="Ward officer")
    kept(house, knitters(contact=contact, verification=checked), NOW)

    page = plain.get("/asset/knitters").text

    assert heading(page) == "Tuesday Knitters"
    said = words(page)
    for part in (
        "Wool and talk",
        "The Net Loft, ZZ1 1AA",
        "Tuesdays, 10 am to 12 noon",
        "Last checked on 2 November 2026 by: ward officer.",
        "01234 567890",
    ):
        assert part in said
    assert '<meta property="og:title" content="Tuesday Knitters' in page
    assert '<meta name="description" content="Wool and talk' in page
    for way in (
        f"/ward/{WEST}",
        "/asset/knitters.ics",
        "/change/knitters",
        "/report/knitters?what=closed",
        "/report/knitters?what=wrong",
        "/report/knitters?what=claim",
        "/offer/knitters?side=offer",
        "/offer/knitters?side=need",
        "/app/asset?id=knitters",
    ):
        assert f'href="{way}"' in page


@pytest.mark.parametrize("path", ["/asset/secret", "/asset/secret.ics", "/asset/nowhere"])
def test_what_the_public_may_not_know_is_answered_like_what_is_not_there(
    plain: Browser, house: House, path: str
) -> None:
    kept(house, replace(group("secret", "Hidden Refuge"), visible_to=Audience.OFFICER), NOW)

    answer = plain.get(path)

    assert answer.status_code == 404
    assert "Hidden" not in answer.text


def test_a_ward_shows_its_strengths_before_what_is_not_recorded(
    plain: Browser, house: House
) -> None:
    kept(house, knitters(), NOW)
    hall = group("hall", "Net Loft Hall")
    anchor = AnchorCase(
        status=AnchorStatus.RECOGNISED, decided_on=date(2026, 5, 1), decided_by="Committee"
    )
    kept(house, replace(hall, kind=AssetKind.SPACE, anchor=anchor), NOW)

    assert ward_gap(house, WEST, actor=RESIDENT, now=NOW, patience_s=30)
    page = plain.get(f"/ward/{WEST}").text

    headings = [words(f"<body>{one}").strip("> ") for one in re.findall(r"<h2>(.*?)</h2>", page)]
    assert headings == [
        "Anchor organisations",
        "Groups",
        "What is on in the next two weeks",
        "How near is an anchor organisation?",
        "Not recorded here yet",
    ]
    assert "Net Loft is not yet mapped: nobody has gone round all of it yet" in words(page)
    assert (
        "Net Loft has 1 group, 1 place to meet and 1 recognised anchor organisation "
        "that we know of." in words(page)
    )
    assert names(page) == ["Net Loft Hall", "Tuesday Knitters"]
    assert "Wards 2026" in words(page)


def test_a_mapped_ward_says_how_near_an_anchor_is(plain: Browser, house: House) -> None:
    with_people(house)
    kept(house, anchor("mill", 2100), NOW)
    kept(house, anchor("refuge", 500, publish=PublishLocation.WITHHELD), NOW)
    set_status(house, [WEST], MappingStatus.MAPPED, actor=OFFICER, now=NOW)
    assert ward_gap(house, WEST, actor=RESIDENT, now=NOW, patience_s=30)
    said = words(plain.get(f"/ward/{WEST}").text)
    assert "No recognised anchor organisation is recorded in Net Loft." in said
    assert "600 of 1,000 residents (60%) live farther from one than 800 m in town" in said
    assert "The nearest beyond the ward's edge is The mill, 100 m over it in Quayside." in said
    assert "On average people have 1.1 km to one, about 18 minutes' walk." in said
    assert "Somebody last looked on 22 November 2026." in said
    assert "refuge" not in said


def test_a_postcode_leads_to_its_ward(plain: Browser) -> None:
    answer = plain.get(asked("/ward", near="zz21aa"))

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ward/{EAST}?near=ZZ2+1AA"
    assert "ZZ2 1AA is in this ward." in words(plain.get(answer.headers["location"]).text)


def test_a_postcode_that_is_none_leads_to_the_list_of_wards(plain: Browser) -> None:
    page = plain.get(asked("/ward", near="nonsense")).text

    assert "We cannot find the postcode “nonsense”" in words(page)
    assert 'value="nonsense"' in page
    assert f'href="/ward/{EAST}"' in page


def test_a_week_is_shown_day_by_day_and_turned(plain: Browser, house: House) -> None:
    kept(house, knitters(), NOW)

    page = plain.get(asked("/whats-on", ward=WEST, week="2026-11-23")).text

    said = words(page)
    assert "23 November 2026 to 29 November 2026" in said
    assert "Tuesday 24 November 2026 10 am to 12 noon Tuesday Knitters The Net Loft" in said
    assert f'href="/whats-on?ward={WEST}&amp;week=2026-11-30"' in page
    assert f'href="/whats-on?ward={WEST}&amp;week=2026-11-16"' in page
    assert "16 November 2026 to 22 November 2026" in words(plain.get("/whats-on").text)


def test_this_week_leads_straight_to_today(plain: Browser, house: House) -> None:
    asset = knitters()
    sundays = replace(TUESDAYS, rrule="FREQ=WEEKLY;BYDAY=SU")
    kept(house, replace(asset, locations=(replace(asset.locations[0], meetings=(sundays,)),)), NOW)

    this_week, next_week = plain.get("/whats-on").text, plain.get("/whats-on?week=2026-11-23").text

    assert 'href="#on-2026-11-22"' in this_week
    assert 'id="on-2026-11-22"' in this_week
    assert 'href="#on-' not in next_week


@pytest.mark.parametrize("week", ["tomorrow", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_is_named_and_this_week_is_shown(plain: Browser, week: str) -> None:
    said = words(plain.get(asked("/whats-on", week=week)).text)

    assert f"“{week}” is not a day" in said
    assert "16 November 2026 to 22 November 2026" in said


def test_a_calendar_carries_the_last_wednesdays_of_a_ward(plain: Browser, house: House) -> None:
    van = group("van", "Library van")
    stop = Stop(
        service_name="Van",
        rrule="FREQ=MONTHLY;BYDAY=-1WE",
        arrives=time(14),
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 12, 31),
    )
    kept(house, replace(van, locations=(replace(van.locations[0], stop=stop),)), NOW)

    answer = plain.get(asked("/whats-on.ics", ward=WEST))

    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/London:20261125T140000" in answer.text
    assert "RRULE:FREQ=MONTHLY;UNTIL=20261231T235959Z;BYDAY=-1WE" in answer.text
    assert plain.get("/asset/van.ics").content.count(b"BEGIN:VEVENT") == 1
    assert b"VEVENT" not in plain.get(asked("/whats-on.ics", ward=EAST)).content


PAGES = ["/find", f"/find?ward={WEST}", "/asset/hostile", f"/ward/{WEST}", "/ward", "/whats-on"]
PAGES += ["/whats-on/print?week=2026-11-23"]


@pytest.mark.parametrize("path", PAGES)
def test_typed_text_stays_text_and_a_page_runs_nothing(
    plain: Browser, house: House, path: str
) -> None:
    place = replace(
        group().locations[0],
        place_name=HOSTILE,
        meetings=(replace(TUESDAYS, note=HOSTILE), Meeting(note=HOSTILE)),
    )
    contact = Contact(role=HOSTILE, url="javascript:alert(1)", audience=Audience.PUBLIC)
    hostile = group("hostile", HOSTILE)
    kept(
        house,
        replace(hostile, summary=HOSTILE, locations=(place,), contact=contact, tags=(HOSTILE,)),
        NOW,
    )

    page = plain.get(path).text

    assert "<script" not in page
    assert 'href="javascript' not in page
    assert len(re.findall("<h1", page)) == 1
    assert not re.search(r'(src|href|action)="(https?:)?//', page)


@pytest.mark.parametrize("path", ["/find", "/ward", "/whats-on", "/asset/knitters"])
def test_in_a_frame_a_page_stands_alone_and_its_links_lead_out(
    plain: Browser, house: House, path: str
) -> None:
    kept(house, knitters(), NOW)

    framed, whole = plain.get(f"{path}?frame=1"), plain.get(path)

    assert '<base target="_top">' in framed.text
    assert "<header" not in framed.text
    assert "<footer" not in framed.text
    assert "<header" in whole.text
    assert "<base" not in whole.text
    assert "frame-ancestors 'self'" in framed.headers["content-security-policy"]
    if "<form" in framed.text:
        assert '<input type="hidden" name="frame" value="1">' in framed.text


def _site(house: House) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = site_parts(house.settings)
    furnish(app, parts, workroom=PlainTextResponse("-"), door=public_door(parts, house))
    return app


def test_a_page_names_its_address_only_where_the_council_set_one(house: House) -> None:
    kept(house, knitters(), NOW)
    settings = replace(house.settings, public_url="https://map.example/")

    page = Browser(_site(replace(house, settings=settings))).get("/asset/knitters?near=x").text

    assert '<link rel="canonical" href="https://map.example/asset/knitters">' in page
    assert "canonical" not in Browser(_site(house)).get("/asset/knitters").text


def test_the_pages_without_a_register_say_what_to_do(plain: Browser) -> None:
    for path in ("/find", f"/ward/{EAST}", "/whats-on"):
        assert 'href="/add"' in plain.get(path).text.partition("<main")[2]
