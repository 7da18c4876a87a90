"""A session from its first phone to what it leaves the officers."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.credentials.tokens import token_hash
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import OfferState
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.state import RecordState
from asset_map.register import assets, cards, links, roadshows
from asset_map.usecases.hold_session import begin, close, moved_since, session_of
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining, join, own_page
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.review_submission import Decision, approve, queue
from asset_map.usecases.tidy_cards import (
    change_card,
    hide,
    merge_cards,
    take_back_all,
    take_back_card,
)
from asset_map.usecases.view_asset import view_asset
from asset_map.usecases.write_cards import send_card, write_cards
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

ROADSHOW = Roadshow(id="hall", title="Net Loft roadshow", held_on=date(2026, 11, 22), code="WAVE7")


def typed(card_id: str, text: str, kind: CardKind = CardKind.ASSET, for_group: str = "") -> Card:
    return Card(
        id=card_id,
        kind=kind,
        text=text,
        for_group=for_group,
        made_at=datetime.fromisoformat("2026-11-22T10:00:00+00:00"),
        made_by="",
        source=CardSource.TYPED,
        roadshow_id=ROADSHOW.id,
    )


@pytest.fixture
def hall(house: House, now: datetime) -> House:
    """An open roadshow in a register that knows one group."""
    kept(house, group(), now)
    with house.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
    begin(house, ROADSHOW.id, actor=PARTNER, now=now)
    return house


def phone(house: House, now: datetime, **said: object) -> str:
    """Join, and return the token of the phone's page."""
    joined, path = join(house, Joining(code=" wave 7", **said), now=now)  # type: ignore[arg-type]
    token = path.rsplit("/", 1)[1]
    assert own_page(house, token)[0] == joined
    return token


def send(house: House, token: str, card: Card) -> Card:
    return send_card(house, token_hash(token), card).result()


def test_a_card_sent_twice_from_a_phone_is_kept_once(hall: House, now: datetime) -> None:
    token = phone(hall, now)
    seq = session_of(hall, ROADSHOW.id, actor=PARTNER).seq
    for _ in range(2):
        send(hall, token, replace(typed("one", " Tea   and toast "), roadshow_id=None))
    view = session_of(hall, ROADSHOW.id, actor=PARTNER)
    assert [(card.text, card.source) for card in view.cards] == [
        ("Tea and toast", CardSource.PHONE)
    ]
    assert moved_since(hall, ROADSHOW.id, seq)
    assert not moved_since(hall, ROADSHOW.id, view.seq)


def test_nothing_can_be_joined_or_added_once_it_is_over(hall: House, now: datetime) -> None:
    token = phone(hall, now)
    close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    with pytest.raises(NotFoundError, match="WAVE7"):
        join(hall, Joining(code="WAVE7"), now=now)
    with pytest.raises(ConflictError, match="is over"):
        send(hall, token, typed("late", "Too late"))


@pytest.mark.parametrize("text", ["", "   ", "x" * 281, "\ud800\x00"])
def test_a_card_that_cannot_be_kept_is_refused(hall: House, now: datetime, text: str) -> None:
    token = phone(hall, now)
    with pytest.raises(InvalidSubmissionError):
        send(hall, token, typed("one", text))
    assert not session_of(hall, ROADSHOW.id, actor=PARTNER).cards


def test_taking_back_one_thing_or_all_removes_it_from_every_screen(
    hall: House, now: datetime
) -> None:
    mine, other = phone(hall, now, first_name="Ada"), phone(hall, now)
    send(hall, mine, typed("a", "A shed"))
    send(hall, mine, typed("b", "We can lend a van", CardKind.OFFER, for_group="Van pool"))
    send(hall, other, typed("c", "The shed"))
    place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)
    merge_cards(hall, "c", into="a", actor=PARTNER, now=now)
    with pytest.raises(NotFoundError):
        take_back_card(hall, other, "a", now=now)
    take_back_card(hall, mine, "a", now=now)
    view = session_of(hall, ROADSHOW.id, actor=PARTNER)
    assert {card.text for card in view.cards} == {"We can lend a van", "The shed"}
    assert take_back_all(hall, mine, now=now) == 1
    view = session_of(hall, ROADSHOW.id, actor=PARTNER)
    assert [card.text for card in view.cards] == ["The shed"]
    assert [one.first_name for one in view.people] == [""]
    with hall.register.reading() as connection:
        states = {asset.name: asset.record_state for asset in assets.every(connection)}
        offers = links.every_offer(connection)
        left = cards.get(connection, "b")
    assert states["Van pool"] is RecordState.ARCHIVED
    assert [(one.text, one.state) for one in offers] == [("", OfferState.WITHDRAWN)]
    assert (left.text, left.for_group) == ("", "")


def test_a_card_finds_the_record_of_its_name_or_becomes_a_draft(hall: House, now: datetime) -> None:
    said = [
        typed("known", "tuesday knitters"),
        typed("new", "Repair Café"),
        typed("offer", "Mending lamps", CardKind.OFFER, for_group="repair cafe"),
        typed("mine", "I can teach crochet", CardKind.OFFER),
    ]
    assert write_cards(hall, said, actor=PARTNER, now=now) != []
    assert write_cards(hall, said, actor=PARTNER, now=now) == []
    place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)
    assert place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now) == []
    by_id = {card.id: card for card in session_of(hall, ROADSHOW.id, actor=PARTNER).cards}
    assert by_id["known"].asset_id == "knitters"
    assert by_id["new"].asset_id == by_id["offer"].asset_id
    with pytest.raises(NotFoundError):
        view_asset(hall, by_id["new"].asset_id or "", actor=RESIDENT, today=now.date())
    with pytest.raises(NotFoundError):
        view_asset(hall, by_id["mine"].asset_id or "", actor=PARTNER, today=now.date())


def test_an_offer_follows_its_card(hall: House, now: datetime) -> None:
    van = typed("van", "A van", CardKind.OFFER, for_group="Van pool")
    write_cards(hall, [van], actor=PARTNER, now=now)
    (placed,) = place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)

    def offered() -> list[tuple[str, OfferState]]:
        with hall.register.reading() as connection:
            return [(one.text, one.state) for one in links.every_offer(connection)]

    hide(hall, "van", actor=PARTNER, now=now)
    assert offered() == [("A van", OfferState.WITHDRAWN)]
    hide(hall, "van", actor=PARTNER, now=now, is_hidden=False)
    change_card(hall, replace(placed, text="A big van"), actor=PARTNER, now=now)
    assert offered() == [("A big van", OfferState.OPEN)]


def test_closing_sends_new_records_to_the_officers_and_approval_lets_them_in(
    hall: House, now: datetime
) -> None:
    said = [typed("new", "Repair Café"), typed("gone", "A joke"), typed("two", "the repair cafe")]
    write_cards(hall, said, actor=PARTNER, now=now)
    hide(hall, "gone", actor=PARTNER, now=now)
    merge_cards(hall, "two", into="new", actor=PARTNER, now=now)
    counts = close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    assert counts["proposed"] == 1
    waiting, _ = queue(hall, actor=OFFICER)
    assert [(one.proposed and one.proposed.name, one.note) for one in waiting] == [
        ("Repair Café", "Repair Café\nthe repair cafe")
    ]
    decision = Decision(
        submission_id=waiting[0].id, version=waiting[0].version, actor=OFFICER, now=now
    )
    approved = approve(hall, decision)
    assert approved is not None
    assert (
        view_asset(hall, approved.id, actor=RESIDENT, today=now.date()).asset.name == "Repair Café"
    )
    assert session_of(hall, ROADSHOW.id, actor=PARTNER).roadshow.state is RoadshowState.CLOSED
