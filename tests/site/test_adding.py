import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from asset_map.geography.crs import to_degrees
from asset_map.model.asset import Contact
from asset_map.model.location import Coordinates, GridPoint, LocationMethod, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.model.times import Meeting
from asset_map.register import submissions
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.usecases.house import House
from asset_map.usecases.limits import opening_ticket
from tests.site.conftest import NOW, Browser
from tests.usecases.conftest import group, kept

KNITTERS = {
    "request_key": "a-key",
    "kind": "group",
    "name": "Tuesday Knitters",
    "summary": "We knit and drink tea.",
    "where": "one",
    "postcode": "zz1 1aa",
    "place_name": "The Net Loft",
    "is_home": "no",
    "often_0": "weekly",
    "day_0": "tuesday",
    "starts_0": "19:00",
    "ends_0": "21:00",
    "role": "the secretary",
    "phone": "01632 960123",
    "adult": "yes",
}
SEND = {**KNITTERS, "to": "send"}


def sent_to(house: House) -> list[Submission]:
    with house.register.reading() as connection:
        return submissions.queue(connection, states=tuple(RecordState), limit=1000)[0]


def hidden(page: httpx.Response) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: html.unescape(value) for name, value in fields}


def faults(page: httpx.Response) -> list[str]:
    """Return the fields that the summary at the top links to."""
    return re.findall(r'<li><a href="#(\w+)">', page.text)


def test_a_group_is_sent_with_a_reference_and_a_private_link(plain: Browser, house: House) -> None:
    answer = plain.post("/add/check", SEND)

    assert answer.status_code == 303
    assert "/status/" not in answer.headers["location"]
    receipt = plain.get(answer.headers["location"])
    (sent,) = sent_to(house)
    assert sent.reference in receipt.text
    assert "http://127.0.0.1:8501/status/" in receipt.text
    assert sent.proposed is not None
    assert sent.proposed.contact.audience is Audience.OFFICER
    assert sent.proposed.locations[0].meetings[0].rrule == "FREQ=WEEKLY;BYDAY=TU"


def test_each_screen_leads_to_the_next_and_carries_every_answer(plain: Browser) -> None:
    for screen, heading in {
        "what": "Where is it?",
        "where": "When is it?",
        "when": "Who may be contacted?",
        "who": "Check your answers",
    }.items():
        page = plain.post(f"/add/{screen}", {**KNITTERS, "to": "next"})
        assert f"<h1>{heading}</h1>" in page.text

    assert hidden(page) == {**KNITTERS, "opened": plain.opened, "seen_check": "1"}


def test_one_summary_links_to_the_fields_and_the_other_answers_stay(plain: Browser) -> None:
    typed = {**KNITTERS, "name": "", "postcode": "ZZ1 1AX", "to": "send"}

    page = plain.post("/add/check", typed)
    where = plain.post("/add/where", {**typed, "to": "next"})

    assert faults(page) == ["name", "postcode"]
    assert "Near ones: " in where.text
    assert 'value="ZZ1 1AX"' in where.text
    assert hidden(where)["phone"] == KNITTERS["phone"]


def test_back_asks_nothing_and_keeps_what_is_not_finished(plain: Browser) -> None:
    page = plain.post("/add/where", {"request_key": "k", "postcode": "ZZ", "to": "what"})

    assert "<h1>What is it?</h1>" in page.text
    assert faults(page) == []
    assert hidden(page)["postcode"] == "ZZ"


def test_what_is_typed_is_shown_as_text(plain: Browser) -> None:
    script = "<script>alert(1)</script>"

    page = plain.post("/add/who", {**KNITTERS, "name": script, "to": "next"})

    assert script not in page.text
    assert html.escape(script) in page.text


PINNED = {k: v for k, v in KNITTERS.items() if k != "postcode"}


def pin_at(easting: float, northing: float) -> dict[str, str]:
    point = to_degrees(GridPoint(easting=easting, northing=northing))
    return {"lon": f"{point.lon:.6f}", "lat": f"{point.lat:.6f}"}


def test_a_pin_needs_no_postcode_and_is_kept_where_it_was_put(plain: Browser, house: House) -> None:
    pin = pin_at(603_210, 511_430)

    where = plain.post("/add/when", {**PINNED, **pin, "to": "where"})
    check = plain.post("/add/who", {**PINNED, **pin, "to": "next"})
    plain.post("/add/check", {**hidden(check), "to": "send"})

    assert f'name="lat" value="{pin["lat"]}"' in where.text
    assert "The Net Loft, a pin on the map, in Quayside ward" in check.text
    (sent,) = sent_to(house)
    assert sent.proposed is not None
    (place,) = sent.proposed.locations
    assert (place.method, place.postcode) == (LocationMethod.MAP_CLICK, "")
    assert place.grid is not None
    assert place.grid.easting == pytest.approx(603_210, abs=0.5)
    assert place.grid.northing == pytest.approx(511_430, abs=0.5)


def test_a_pin_outside_every_ward_is_told_before_it_is_sent(plain: Browser) -> None:
    check = plain.post("/add/who", {**PINNED, **pin_at(500_000, 400_000), "to": "next"})

    assert "a pin on the map, outside our wards" in check.text


@pytest.mark.parametrize(("lon", "lat"), [("0", "0"), ("nan", "54"), ("1.2", "inf"), ("x", "y")])
def test_a_pin_that_lies_nowhere_is_refused(
    plain: Browser, house: House, lon: str, lat: str
) -> None:
    page = plain.post("/add/check", {**PINNED, "lon": lon, "lat": lat, "to": "send"})

    assert faults(page) == ["postcode"]
    assert "The pin is not in Great Britain." in page.text
    assert sent_to(house) == []


@pytest.mark.parametrize(("postcode", "wrong"), [("ZZ9 9ZZ", []), ("the pier", ["postcode"])])
def test_a_postcode_beside_a_pin_may_be_new_but_is_one(
    plain: Browser, postcode: str, wrong: list[str]
) -> None:
    pin = pin_at(603_210, 511_430)

    page = plain.post("/add/check", {**PINNED, **pin, "postcode": postcode, "to": "send"})

    assert faults(page) == wrong


def test_a_pin_with_many_decimals_stays_when_its_address_changes(
    plain: Browser, house: House
) -> None:
    there = group()
    point = Coordinates(lon=1.123456789, lat=54.123456789)
    place = replace(there.locations[0], postcode="", point=point, grid=None)
    kept(house, replace(there, locations=(place,)), NOW)

    page = plain.get("/change/knitters")
    new = {**hidden(page), "address": "Pier Road", "adult": "yes", "to": "send"}
    plain.post("/add/check", new)

    (sent,) = sent_to(house)
    assert sent.proposed is not None
    assert sent.proposed.locations[0].point == point


def test_the_map_begins_where_the_postcode_is(plain: Browser) -> None:
    there = to_degrees(GridPoint(easting=601_000, northing=511_000))

    known = plain.post("/add/near", {"postcode": "zz1 1aa"})
    unknown = plain.post("/add/near", {"postcode": "nowhere"})

    assert known.json() == {"lon": pytest.approx(there.lon), "lat": pytest.approx(there.lat)}
    assert (unknown.status_code, unknown.text) == (204, "")


def test_the_map_shows_the_wards_in_use_and_no_tiles_unless_named(plain: Browser) -> None:
    page = plain.post("/add/what", {**KNITTERS, "to": "next"})

    assert 'data-wards="/api/wards/wards-2026.geojson" data-tiles=""' in page.text


def test_somebody_under_18_is_asked_for_a_grown_up_and_nothing_of_them_stays(
    plain: Browser, house: House
) -> None:
    young = {**KNITTERS, "adult": "no", "sender_email": "me@example.org"}

    page = plain.post("/add/who", {**young, "to": "next"})
    sent = plain.post("/add/check", {**young, "to": "send"})

    assert "Only grown-ups can send this" in page.text
    assert "me@example.org" not in page.text
    assert "960123" not in page.text
    assert hidden(page)["name"] == "Tuesday Knitters"
    assert faults(sent) == ["adult"]
    assert sent_to(house) == []


def test_the_check_says_what_everybody_will_see_of_a_home(plain: Browser) -> None:
    at_home = plain.post("/add/who", {**KNITTERS, "is_home": "not_sure", "to": "next"})
    in_hall = plain.post("/add/who", {**KNITTERS, "public": "yes", "to": "next"})

    assert "which ward it is in, but not the place" in at_home.text
    assert "Only officers will see:</strong> where it is exactly, the phone number" in at_home.text
    assert "the place on a map" in in_hall.text
    assert "Only officers will see" not in in_hall.text


def test_several_times_can_be_added_and_taken_away(plain: Browser) -> None:
    second = {"often_1": "monthly", "day_1": "friday", "nth_1": "-1"}

    more = plain.post("/add/when", {**KNITTERS, "to": "more"})
    both = plain.post("/add/who", {**KNITTERS, **second, "to": "next"})
    fewer = plain.post("/add/when", {**KNITTERS, **second, "to": "drop-0"})

    assert more.text.count("How often?") == 2
    assert "last Friday of each month" in both.text
    assert fewer.text.count("How often?") == 1
    assert re.search(r'name="often_0" value="monthly"[^>]* checked', fewer.text)


def test_a_likely_duplicate_is_shown_and_can_be_updated_instead(
    plain: Browser, house: House
) -> None:
    kept(house, group(), NOW)

    page = plain.post("/add/who", {**KNITTERS, "cost_note": "Free", "to": "next"})
    instead = plain.post("/add/check", {**KNITTERS, "cost_note": "Free", "to": "instead-knitters"})
    plain.post("/add/check", {**hidden(instead), "to": "send"})

    assert "Update this one instead" in page.text
    assert hidden(instead)["cost_note"] == "Free"
    (sent,) = sent_to(house)
    assert (sent.kind, sent.asset_id) == (SubmissionKind.CHANGE, "knitters")


def test_a_change_starts_from_what_is_public_and_says_what_is_new(
    plain: Browser, house: House
) -> None:
    there = group()
    place = replace(there.locations[0], publish=PublishLocation.WARD, is_home=True)
    secret = Contact(role="the chair", phone="01632 960999", email="chair@example.org")
    kept(house, replace(there, contact=secret, locations=(place,)), NOW)

    page = plain.get("/change/knitters")
    unchanged = plain.post("/add/check", {**hidden(page), "adult": "yes", "to": "send"})
    new = {**hidden(page), "summary": "Beginners welcome.", "adult": "yes"}
    plain.post("/add/check", {**new, "to": "send"})

    for kept_back in ("960999", "chair@example.org", "ZZ1 1AA", "Net Loft"):
        assert kept_back not in page.text
    assert "Nothing is changed yet." in unchanged.text
    (sent,) = sent_to(house)
    assert sent.proposed is not None
    assert sent.proposed.contact == secret
    assert sent.proposed.locations == (place,)
    assert sent.proposed.summary == "Beginners welcome."


def test_times_that_the_form_cannot_say_stay_as_they_are(plain: Browser, house: House) -> None:
    odd = Meeting(rrule="FREQ=YEARLY;BYMONTH=5;BYDAY=1MO", note="Maypole")
    there = group()
    place = replace(there.locations[0], meetings=(odd,))
    kept(house, replace(there, locations=(place,)), NOW)

    page = plain.get("/change/knitters")
    plain.post("/add/check", {**hidden(page), "cost_note": "Free", "adult": "yes", "to": "send"})

    (sent,) = sent_to(house)
    assert sent.proposed is not None
    assert sent.proposed.locations[0].meetings == (odd,)


def test_a_claim_asks_who_its_sender_is_to_the_group(plain: Browser, house: House) -> None:
    kept(house, group(), NOW)

    page = plain.get("/change/knitters?claim=1")
    silent = plain.post("/add/check", {**hidden(page), "adult": "yes", "to": "send"})
    said = {**hidden(page), "note": "I am its treasurer.", "adult": "yes", "to": "send"}
    plain.post("/add/check", said)

    assert faults(silent) == ["note"]
    (sent,) = sent_to(house)
    assert (sent.kind, sent.note) == (SubmissionKind.CLAIM, "I am its treasurer.")


def test_what_somebody_changed_meanwhile_is_said_and_nothing_is_sent(
    plain: Browser, house: House
) -> None:
    first = kept(house, group(), NOW)
    page = plain.get("/change/knitters")
    kept(house, replace(first, summary="Now on Fridays."), NOW)

    answer = plain.post(
        "/add/check", {**hidden(page), "cost_note": "Free", "adult": "yes", "to": "send"}
    )

    assert "Somebody changed this entry while you were typing" in answer.text
    assert sent_to(house) == []


def test_a_sender_changes_what_they_sent_by_their_private_link(
    plain: Browser, house: House
) -> None:
    receipt = plain.get(plain.post("/add/check", SEND).headers["location"])
    path = re.search(r'href="(/status/[^"]+)"', receipt.text)
    assert path

    page = plain.get(f"{path[1]}/change")
    plain.post("/add/check", {**hidden(page), "name": "Wool Club", "adult": "yes", "to": "send"})

    (sent,) = sent_to(house)
    assert sent.proposed is not None
    assert sent.proposed.name == "Wool Club"
    assert sent.proposed.contact.phone == "01632 960123"
    assert sent.version == 2


def test_too_many_from_one_address_get_a_receipt_and_wait_apart(
    plain: Browser, house: House
) -> None:
    answers = []
    for number in range(21):
        opened = opening_ticket(house, now=NOW)
        sent = {**SEND, "request_key": f"key {number}", "opened": opened}
        answers.append(plain.post("/add/check", sent))

    assert [answer.status_code for answer in answers] == [303] * 21
    assert len(sent_to(house)) == 20


def test_pressing_send_twice_sends_once(plain: Browser, house: House) -> None:
    plain.post("/add/check", SEND)
    plain.post("/add/check", SEND)

    assert len(sent_to(house)) == 1


@pytest.mark.parametrize("path", ["/add/nowhere", "/change/nobody", "/status/guessed/change"])
def test_what_is_not_there_is_said_kindly(plain: Browser, path: str) -> None:
    assert plain.get(path).status_code == 404


def test_a_receipt_cannot_be_made_up(plain: Browser) -> None:
    assert plain.get("/add/sent?receipt=an-id.9999999999.x").status_code == 404


@pytest.mark.parametrize("stem", ["add", "pin"])
def test_a_script_is_named_by_what_is_in_it_and_kept_for_ever(plain: Browser, stem: str) -> None:
    page = plain.post("/add/what", {**KNITTERS, "to": "next"})
    name = re.search(rf'<script src="(/{stem}-[0-9a-f]{{12}}\.js)" defer>', page.text)
    assert name

    answer = plain.get(name[1])

    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_an_hour_later_one_may_send_again() -> None:
    limit = HourlyLimit(2)
    start = datetime(2026, 11, 22, 9, tzinfo=UTC)

    said = [limit.next_free("a", now=start + timedelta(minutes=10 * n)) for n in range(8)]

    assert [one is None for one in said] == [True, True, *[False] * 4, True, True]
    assert said[2] == start + timedelta(hours=1)
    assert limit.next_free("b", now=start + timedelta(minutes=70)) is None
