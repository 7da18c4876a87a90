"""A group offers or asks for something: a plain form, an officer's decision, and nothing before."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from asset_map.model.asset import AssetKind, SourceKind
from asset_map.model.connection import ExchangeTerms, OfferAudience, OfferState, Side, Urgency
from asset_map.model.errors import ConflictError
from asset_map.model.offer_event import OfferStep
from asset_map.model.role import Audience
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import links, submissions
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import move_offer, offer_steps
from asset_map.usecases.review_submission import WAITING, Decision, approve
from asset_map.usecases.take_back import take_back
from tests.site.conftest import NOW, Browser
from tests.usecases.conftest import OFFICER, PARTNER, group, kept

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"
VAN: dict[str, str | list[str]] = {
    "side": "offer",
    "text": "Our van",
    "tags": ["vehicle", "giving lifts"],
    "terms": "loan",
    "availability": "Tuesdays",
    "valid_until": "2027-03-31",
    "audience": "public",
    "adult": "yes",
}


@pytest.fixture
def knitters(house: House) -> House:
    """A group that everybody knows."""
    kept(house, group(), NOW)
    return house


def waiting(house: House) -> list[Submission]:
    with house.register.reading() as connection:
        return submissions.queue(connection, states=WAITING)[0]


def decided(house: House) -> Decision:
    (sent,) = waiting(house)
    return Decision(submission_id=sent.id, version=sent.version, actor=OFFICER, now=NOW)


def test_what_a_group_offers_is_nowhere_until_an_officer_lets_it_in(
    plain: Browser, knitters: House
) -> None:
    assert 'href="/offer/knitters?side=offer"' in plain.get("/asset/knitters").text
    form = plain.get("/offer/knitters?side=offer").text
    key = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    first, second = (plain.post("/offer/knitters", {**VAN, **key}) for _ in range(2))
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    (sent,) = waiting(knitters)
    assert (sent.kind, sent.asset_id, sent.proposed) == (SubmissionKind.OFFER, "knitters", None)
    assert sent.note.splitlines() == [
        "Can give or lend: Our van",
        "About: vehicle, giving lifts",
        "Terms: to borrow",
        "When: Tuesdays",
        "Until: 31 March 2027",
        "For: everybody to read",
    ]
    status = first.headers["location"].removesuffix("/sent")
    assert "What Tuesday Knitters can give or lend" in plain.get(status).text
    assert "Our van" not in plain.get("/help?show=offers").text + plain.get("/asset/knitters").text

    approve(knitters, decided(knitters))

    assert "Our van" in plain.get("/help?show=offers").text
    assert "It is in" in plain.get(status).text
    with knitters.register.reading() as connection:
        (made,) = links.every_offer(connection)
    assert (made.side, made.terms, made.audience) == (
        Side.OFFER,
        ExchangeTerms.LOAN,
        OfferAudience.PUBLIC,
    )
    assert (made.source, made.made_on) == (SourceKind.PUBLIC_FORM, NOW.date())


def test_an_ask_is_for_partners_unless_somebody_chose_otherwise(
    plain: Browser, knitters: House
) -> None:
    page = plain.get("/offer/knitters?side=need").text
    assert re.search(r'value="partners" id="audience" checked', page)
    typed = {"side": "need", "text": "A room", "urgency": "now", "adult": "yes"}
    assert plain.post("/offer/knitters", typed).status_code == 303
    approve(knitters, decided(knitters))
    with knitters.register.reading() as connection:
        (made,) = links.every_offer(connection)
    assert (made.side, made.urgency, made.audience) == (
        Side.NEED,
        Urgency.NOW,
        OfferAudience.PARTNERS,
    )
    assert "A room" not in plain.get("/help").text


def test_an_approval_is_taken_back_and_given_again_unless_something_came_of_it(
    plain: Browser, knitters: House
) -> None:
    plain.post("/offer/knitters", VAN)
    sent = waiting(knitters)[0]
    approve(knitters, decided(knitters))
    take_back(knitters, sent.id, actor=OFFICER, now=NOW)
    assert "Our van" not in plain.get("/help?show=offers").text
    approve(knitters, decided(knitters))
    assert sent.offered is not None
    steps = offer_steps(knitters, sent.offered.id, actor=OFFICER)
    assert [one.action for one in steps] == [
        OfferStep.MADE,
        OfferStep.WITHDRAWN,
        OfferStep.OPENED,
    ]
    move_offer(knitters, sent.offered.id, OfferState.FULFILLED, actor=PARTNER, now=NOW)
    with pytest.raises(ConflictError, match="came of this offer"):
        take_back(knitters, sent.id, actor=OFFICER, now=NOW)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"text": ""}, ["text"]),
        ({"text": "\0\u200b "}, ["text"]),
        ({"text": f"{HOSTILE} 07700 900123", "adult": "no"}, ["text", "adult"]),
        ({"text": "x" * 301, "availability": "ann@example.org"}, ["text", "availability"]),
        ({"valid_until": "never"}, ["valid_until"]),
        ({"valid_until": (NOW - timedelta(days=1)).date().isoformat()}, ["valid_until"]),
        ({"tags": [f"word {number}" for number in range(50)]}, ["tags"]),
        ({"email": "nobody"}, ["email"]),
    ],
)
def test_every_fault_stands_at_the_top_and_nothing_typed_is_lost(
    plain: Browser, knitters: House, typed: dict[str, str | list[str]], wrong: list[str]
) -> None:
    sent = {**VAN, "text": HOSTILE, **typed}
    page = plain.post("/offer/knitters", sent)
    summary = page.text.partition('class="problems"')[2].partition("</div>")[0]
    assert (page.status_code, re.findall(r'href="#(\w+)"', summary)) == (200, wrong)
    assert all(f'id="{field}"' in page.text for field in wrong)
    assert "<script" not in page.text
    assert ("&lt;script&gt;" in page.text) == (HOSTILE in sent["text"])
    assert waiting(knitters) == []


def test_what_no_form_offers_counts_as_not_chosen(plain: Browser, knitters: House) -> None:
    odd = {"side": "?", "terms": "theft", "audience": "this_room"}
    assert plain.post("/offer/knitters", {**VAN, **odd}).status_code == 303
    (sent,) = waiting(knitters)
    assert sent.offered is not None
    assert (sent.offered.side, sent.offered.terms) == (Side.OFFER, ExchangeTerms.GIFT)
    assert sent.offered.audience is OfferAudience.PARTNERS


def test_no_single_person_and_nobody_hidden_offers_anything_here(
    plain: Browser, house: House
) -> None:
    kept(house, replace(group("sewing"), kind=AssetKind.SKILL, locations=()), NOW)
    kept(house, replace(group("secret"), visible_to=Audience.OFFICER), NOW)
    for one in ("sewing", "secret", "nowhere", "%00"):
        assert plain.get(f"/offer/{one}").status_code == 404
        assert plain.post(f"/offer/{one}", VAN).status_code == 404
    assert "/offer/" not in plain.get("/asset/sewing").text
    assert waiting(house) == []
