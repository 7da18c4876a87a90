import re
from datetime import datetime

import httpx
import pytest

from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import SubmissionKind
from asset_map.register import submissions
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.usecases.house import House
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


def waiting(house: House) -> list[object]:
    with house.register.reading() as connection:
        found, _ = submissions.queue(connection, states=tuple(RecordState), limit=1000)
    return list(found)


def hidden(page: httpx.Response) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return dict(fields)


def test_a_group_is_sent_with_a_reference_and_a_private_link(plain: Browser, house: House) -> None:
    answer = plain.post("/add/check", {**KNITTERS, "to": "send"})

    assert answer.status_code == 303
    receipt = plain.get(answer.headers["location"])
    (sent,) = waiting(house)
    assert sent.reference in receipt.text
    assert "/status/" in receipt.text
    assert "/status/" not in answer.headers["location"]
    assert sent.proposed.contact.audience is Audience.OFFICER


def test_each_screen_leads_to_the_next_and_carries_every_answer(plain: Browser) -> None:
    typed = dict(KNITTERS)
    for screen, heading in {
        "what": "Where is it?",
        "where": "When is it?",
        "when": "Who may be contacted?",
        "who": "Check your answers",
    }.items():
        page = plain.post(f"/add/{screen}", {**typed, "to": "next"})
        assert page.status_code == 200, page.text
        assert f"<h1>{heading}</h1>" in page.text

    assert {**hidden(page), "adult": "yes"} == {**KNITTERS, "seen_check": "1"}
