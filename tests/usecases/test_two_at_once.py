"""Two people at one session, each with a screen that the other has overtaken: nothing is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import count

import pytest

from asset_map.model.card import CardKind
from asset_map.model.errors import ConflictError, InvalidSubmissionError
from asset_map.model.state import RecordState
from asset_map.register import assets, cards, links
from asset_map.usecases.hold_session import close, session_of
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.review_submission import queue
from asset_map.usecases.take_part import choose
from asset_map.usecases.tidy_cards import (
    change_card,
    hide,
    merge_cards,
    take_back_all,
    take_back_card,
)
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import OFFICER, PARTNER
from tests.usecases.test_session import ROADSHOW, hall, phone, send, typed

__all__ = ["hall"]


def texts(house: House) -> list[str]:
    return [card.text for card in session_of(house, ROADSHOW.id, actor=PARTNER).cards]


@pytest.fixture
def sheds(hall: House, now: datetime) -> House:
    """Two cards that say the same."""
    said = [typed("shed", "A shed"), typed("hut", "A hut")]
    write_cards(hall, said, actor=PARTNER, now=now)
    return hall


def test_two_cards_made_one_from_both_sides_leave_one(sheds: House, now: datetime) -> None:
    merge_cards(sheds, "shed", into="hut", actor=PARTNER, now=now)
    merge_cards(sheds, "hut", into="shed", actor=PARTNER, now=now)

    assert texts(sheds) == ["A hut"]


def test_nothing_is_made_one_with_what_was_set_aside_meanwhile(sheds: House, now: datetime) -> None:
    hide(sheds, "shed", actor=PARTNER, now=now)

    with pytest.raises(InvalidSubmissionError, match="set aside"):
        merge_cards(sheds, "hut", into="shed", actor=PARTNER, now=now)
    assert texts(sheds) == ["A hut"]


def test_a_card_changed_on_a_screen_that_is_behind_loses_nothing(
    hall: House, now: datetime
) -> None:
    offer = typed("van", "A van", CardKind.OFFER, for_group="Tuesday Knitters")
    write_cards(hall, [offer], actor=PARTNER, now=now)
    (seen,) = session_of(hall, ROADSHOW.id, actor=PARTNER).cards
    place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)
    hide(hall, "van", actor=PARTNER, now=now)

    for changed in (replace(seen, text="A big van"), replace(seen, availability="Fridays")):
        change_card(hall, changed, before=seen, actor=PARTNER, now=now)
    hide(hall, "van", actor=PARTNER, now=now, is_hidden=False)
    place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)

    with hall.register.reading() as connection:
        card = cards.get(connection, "van")
        offered = [(one.text, one.availability) for one in links.every_offer(connection)]
    assert (card.text, card.availability) == ("A big van", "Fridays")
    assert offered == [("A big van", "Fridays")]


def test_a_card_that_is_kept_while_the_session_ends_has_its_record(
    hall: House, now: datetime
) -> None:
    token = phone(hall, now)
    with ThreadPoolExecutor(2) as hands:
        sending = hands.submit(until_refused, hall, token)
        time.sleep(0.2)
        close(hall, ROADSHOW.id, actor=PARTNER, now=now)
        assert sending.result() > 0

    said = session_of(hall, ROADSHOW.id, actor=PARTNER).cards
    assert len(said) == sending.result()
    assert all(card.asset_id for card in said)


def until_refused(house: House, token: str) -> int:
    """Send one card after another until the session is over; return how many were kept."""
    for number in count():
        try:
            send(house, token, typed(f"card-{number}", f"Club {number}"))
        except ConflictError:
            return number
    raise AssertionError


def test_what_is_taken_back_after_the_end_waits_in_review_no_longer(
    hall: House, now: datetime
) -> None:
    mine, other = phone(hall, now, first_name="Ada"), phone(hall, now)
    for token, card_id, text in ((mine, "a", "A shed"), (other, "b", "The shed"), (mine, "c", "A")):
        send(hall, token, typed(card_id, text))
    merge_cards(hall, "b", into="a", actor=PARTNER, now=now)
    close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    assert len(queue(hall, actor=OFFICER)[0]) == 2

    take_back_all(hall, mine, now=now)

    # Somebody else said the same: that waits on, in their words.
    assert [one.note for one in queue(hall, actor=OFFICER)[0]] == ["The shed"]
    take_back_all(hall, other, now=now)
    assert queue(hall, actor=OFFICER)[0] == []
    with hall.register.reading() as connection:
        states = {one.name: one.record_state for one in assets.every(connection)}
    assert (states["A shed"], states["A"]) == (RecordState.ARCHIVED, RecordState.ARCHIVED)


def test_what_is_sent_again_after_leaving_brings_nobody_back(hall: House, now: datetime) -> None:
    token = phone(hall, now, first_name="Ada")
    take_back_all(hall, token, now=now)

    with pytest.raises(ConflictError, match="Join again"):
        choose(hall, token, Joining(code="", first_name="Ada"), now=now)
    assert not session_of(hall, ROADSHOW.id, actor=PARTNER).people


def test_what_nobody_can_see_is_left_out_of_a_card_and_of_a_name(
    hall: House, now: datetime
) -> None:
    token = phone(hall, now, first_name="A\0da\u202e")
    send(hall, token, typed("one", "\ufeffA\u200b shed\0 \ud800"))

    view = session_of(hall, ROADSHOW.id, actor=PARTNER)
    assert ([one.first_name for one in view.people], texts(hall)) == (["Ada"], ["A shed"])
    with pytest.raises(InvalidSubmissionError, match="empty"):
        send(hall, token, typed("two", "\u200d\u200b"))
    with pytest.raises(InvalidSubmissionError, match="damaged"):
        send(hall, token, typed("id\0", "A van"))
    take_back_card(hall, token, "one", now=now)
    assert not texts(hall)
