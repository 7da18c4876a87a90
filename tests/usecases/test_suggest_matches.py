"""Suggestions say why; only a person makes a connection of one, and a dismissed one stays away."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.connection import (
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferAudience,
    OfferState,
    Side,
)
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.roadshow import Roadshow
from asset_map.model.suggestion import DismissReason
from asset_map.register import links, roadshows
from asset_map.usecases.connect_assets import move, take_back
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import move_offer
from asset_map.usecases.suggest_matches import accept, acceptance, dismiss, suggested, why_none
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

TODAY = date(2026, 11, 22)


def said(
    offer_id: str, asset_id: str, side: Side, tag: str = "meeting room", **more: object
) -> Offer:
    plain = Offer(id=offer_id, asset_id=asset_id, side=side, text=f"A {tag}", tags=(tag,))
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture
def hathern(house: House, now: datetime) -> House:
    """A library with a room, and two groups that want one."""
    for asset_id, name in (("library", "Library"), ("cafe", "Repair Café"), ("choir", "Choir")):
        kept(house, group(asset_id, name), now)
    with house.register.writing() as connection:
        links.add_offer(connection, said("room", "library", Side.OFFER))
        links.add_offer(connection, said("ask", "cafe", Side.NEED))
        roadshows.add(
            connection,
            Roadshow(id="hall", title="Net Loft", held_on=TODAY, code="WAVE7"),
        )
    return house


def test_a_suggestion_says_why_and_makes_nothing_by_itself(hathern: House) -> None:
    (one,) = suggested(hathern, actor=PARTNER, today=TODAY)
    assert (one.giver, one.taker, one.idea.kind) == ("Library", "Repair Café", ConnectionKind.HOSTS)
    assert "Library offers a meeting room" in one.sentence
    with hathern.register.reading() as connection:
        assert links.every(connection) == []


def test_accepting_puts_two_in_touch_and_settles_both(hathern: House, now: datetime) -> None:
    (one,) = suggested(hathern, actor=PARTNER, today=TODAY)
    link = accept(hathern, one, actor=PARTNER, now=now)
    assert link.state is ConnectionState.INTRODUCED
    assert link.origin_suggestion_id == one.id
    assert suggested(hathern, actor=PARTNER, today=TODAY) == []
    with pytest.raises(InvalidSubmissionError, match="already"):
        accept(hathern, one, actor=PARTNER, now=now)
    with hathern.register.reading() as connection:
        assert {links.get_offer(connection, key).state for key in ("room", "ask")} == {
            OfferState.MATCHED
        }
    fared = acceptance(hathern, actor=PARTNER)
    assert (fared.decided, fared.accepted) == (1, 1)


def test_a_connection_taken_back_lets_its_suggestion_come_again(
    hathern: House, now: datetime
) -> None:
    (one,) = suggested(hathern, actor=PARTNER, today=TODAY)
    link = accept(hathern, one, actor=PARTNER, now=now)
    take_back(hathern, link.id, actor=PARTNER, now=now)
    (again,) = suggested(hathern, actor=PARTNER, today=TODAY)
    assert again.id == one.id
    assert acceptance(hathern, actor=PARTNER).accepted == 0
    accept(hathern, again, actor=PARTNER, now=now)


def test_what_came_to_an_end_may_be_suggested_and_accepted_again(
    hathern: House, now: datetime
) -> None:
    (one,) = suggested(hathern, actor=PARTNER, today=TODAY)
    link = accept(hathern, one, actor=PARTNER, now=now)
    for offer_id in ("room", "ask"):
        move_offer(hathern, offer_id, OfferState.OPEN, actor=PARTNER, now=now)
    assert suggested(hathern, actor=PARTNER, today=TODAY) == []
    move(hathern, link.id, ConnectionState.ENDED, actor=PARTNER, now=now)
    (again,) = suggested(hathern, actor=PARTNER, today=TODAY)
    assert accept(hathern, again, actor=PARTNER, now=now).id != link.id


def test_an_offer_is_suggested_no_more_often_than_it_can_be_taken(
    hathern: House, now: datetime
) -> None:
    with hathern.register.writing() as connection:
        room = links.get_offer(connection, "room")
        links.update_offer(connection, replace(room, capacity=2))
        links.add_offer(connection, said("choir-ask", "choir", Side.NEED))
        links.add_offer(connection, said("third", "choir", Side.NEED, text="Another room"))
    first, second = suggested(hathern, actor=PARTNER, today=TODAY)
    assert {first.taker, second.taker} == {"Repair Café", "Choir"}
    accept(hathern, first, actor=PARTNER, now=now)
    assert len(suggested(hathern, actor=PARTNER, today=TODAY)) == 1


def test_what_was_dismissed_never_comes_again_for_the_two_and_the_tag(
    hathern: House, now: datetime
) -> None:
    (one,) = suggested(hathern, actor=PARTNER, today=TODAY)
    dismiss(hathern, one, DismissReason.KNOW_EACH_OTHER, actor=PARTNER, now=now)
    with hathern.register.writing() as connection:
        links.add_offer(connection, said("room-2", "library", Side.OFFER))
        links.add_offer(connection, said("ask-2", "cafe", Side.NEED))
    assert suggested(hathern, actor=PARTNER, today=TODAY) == []
    assert "put aside" in why_none(hathern, "cafe", actor=PARTNER, today=TODAY)
    with hathern.register.writing() as connection:
        links.add_offer(connection, said("store", "library", Side.OFFER, tag="storage"))
        links.add_offer(connection, said("want", "cafe", Side.NEED, tag="storage"))
    assert [one.idea.tag for one in suggested(hathern, actor=PARTNER, today=TODAY)] == ["storage"]


def test_what_one_room_heard_is_suggested_in_that_room_alone(hathern: House) -> None:
    ours = {"audience": OfferAudience.THIS_ROOM, "roadshow_id": "hall"}
    with hathern.register.writing() as connection:
        links.add_offer(connection, said("van", "choir", Side.OFFER, tag="vehicle", **ours))
        links.add_offer(connection, said("ride", "cafe", Side.NEED, tag="vehicle"))
    everywhere = {one.idea.tag for one in suggested(hathern, actor=OFFICER, today=TODAY)}
    here = suggested(hathern, actor=PARTNER, today=TODAY, roadshow_id="hall")
    assert everywhere == {"meeting room"}
    assert [one.idea.tag for one in here] == ["vehicle"]


def test_whoever_has_no_suggestion_is_told_why(hathern: House) -> None:
    assert "has not said yet" in why_none(hathern, "choir", actor=PARTNER, today=TODAY)
    assert "1 suggestion" in why_none(hathern, "cafe", actor=PARTNER, today=TODAY)


def test_residents_are_suggested_nothing(hathern: House) -> None:
    with pytest.raises(NotAllowedError):
        suggested(hathern, actor=RESIDENT, today=TODAY)
