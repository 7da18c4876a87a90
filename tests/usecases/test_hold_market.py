"""A market place from the cards of a session to a list that is handed over once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from asset_map.model.card import CardKind
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.roadshow import Invitation, Reply
from asset_map.register import market, roadshows
from asset_map.usecases.hold_market import (
    change_stall,
    floor_plan,
    market_of,
    plan_of,
    set_up_stalls,
    stall_sheets,
)
from asset_map.usecases.house import House
from asset_map.usecases.sign_up import (
    Visitor,
    hand_over_csv,
    list_behind,
    list_link,
    sign_up,
    stall_page,
    take_list,
)
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import PARTNER, RESIDENT
from tests.usecases.test_session import ROADSHOW, hall, typed

__all__ = ["hall"]

VISITOR = Visitor(name=" Cy  Sands ", contact="cy@x.example", has_agreed=True)


@pytest.fixture
def market_hall(hall: House, now: datetime) -> House:
    """Two stalls: one from an invitation and its cards, one from a card alone."""
    with hall.register.writing() as connection:
        invited = (
            Invitation(name="Tuesday Knitters", asset_id="knitters", reply=Reply.COMING),
            Invitation(name="Sea Scouts", reply=Reply.NOT_COMING),
        )
        standing = roadshows.get(connection, ROADSHOW.id)
        roadshows.update(connection, replace(standing, invitations=invited))
    said = [
        typed("offer", "Wool to give away", CardKind.OFFER, for_group="tuesday knitters"),
        typed("need", "Somebody with a van", CardKind.NEED, for_group="Tuesday Knitters"),
        typed("skill", "I can sing", CardKind.SKILL),
        typed("group", "Bell ringers"),
    ]
    write_cards(hall, said, actor=PARTNER, now=now)
    view = market_of(hall, ROADSHOW.id, actor=PARTNER)
    set_up_stalls(hall, ROADSHOW.id, view.proposed, actor=PARTNER)
    return hall


def signed(house: House, visitor: Visitor, now: datetime, *, key: str = "one") -> None:
    page = stall_page(house, "wave7", 1, now=now)
    sign_up(house, page, visitor, request_key=key, now=now)


def test_stalls_come_from_invitations_and_cards_with_nothing_typed_again(
    market_hall: House,
) -> None:
    view = market_of(market_hall, ROADSHOW.id, actor=PARTNER)
    assert [(one.number, one.name, one.shows, one.wants_to_meet) for one in view.stalls] == [
        (1, "Tuesday Knitters", "Wool to give away", "Somebody with a van"),
        (2, "Bell ringers", "", ""),
    ]
    assert view.proposed == ()
    again = set_up_stalls(
        market_hall,
        ROADSHOW.id,
        market_of(market_hall, ROADSHOW.id, actor=PARTNER).proposed,
        actor=PARTNER,
    )
    assert again == []


def test_two_stalls_never_share_a_spot(market_hall: House) -> None:
    first, second = market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls
    change_stall(market_hall, replace(first, spot="A1", number=9), actor=PARTNER)
    with pytest.raises(InvalidSubmissionError, match="taken by Tuesday Knitters"):
        change_stall(market_hall, replace(second, spot="a1"), actor=PARTNER)
    with pytest.raises(NotAllowedError):
        change_stall(market_hall, second, actor=RESIDENT)
    numbers = [one.number for one in market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls]
    assert numbers == [1, 2]


def test_sheets_and_the_plan_print(market_hall: House) -> None:
    first, second = market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls
    placed = [
        change_stall(market_hall, replace(one, spot=spot), actor=PARTNER)
        for one, spot in ((first, "b2"), (second, "A1"))
    ]
    assert plan_of(placed) == [[placed[1], None], [None, placed[0]]]
    assert plan_of([replace(placed[0], spot="by the stage"), placed[1]]) == []
    sheets = stall_sheets(market_hall, ROADSHOW.id, actor=PARTNER)
    for made in (sheets, floor_plan(market_hall, ROADSHOW.id, actor=PARTNER)):
        assert b"pdfuaid" in made


@pytest.mark.parametrize(
    ("visitor", "fields"),
    [
        (Visitor(name="", contact="", has_agreed=False), ["name", "contact", "agreed"]),
        (replace(VISITOR, contact="cy at home"), ["contact"]),
        (replace(VISITOR, contact="cy@x"), ["contact"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once(
    market_hall: House, now: datetime, visitor: Visitor, fields: list[str]
) -> None:
    with pytest.raises(InvalidSubmissionError) as refused:
        signed(market_hall, visitor, now)
    assert [one.field for one in refused.value.problems] == fields


def test_a_visitor_who_presses_twice_is_kept_once(market_hall: House, now: datetime) -> None:
    signed(market_hall, VISITOR, now)
    signed(market_hall, VISITOR, now)
    signed(market_hall, replace(VISITOR, contact="CY@x.example"), now, key="two")
    signed(market_hall, replace(VISITOR, contact="01632 960123"), now, key="three")
    assert market_of(market_hall, ROADSHOW.id, actor=PARTNER).signed_up == 2


def test_the_list_is_handed_over_once_and_the_stall_then_takes_no_more(
    market_hall: House, now: datetime
) -> None:
    signed(market_hall, replace(VISITOR, name="=Cy"), now)
    stall = market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls[0]
    token = list_link(market_hall, stall.id, actor=PARTNER, now=now).rsplit("/", 1)[1]
    assert (list_behind(market_hall, token, now=now).waiting, stall.name) == (1, "Tuesday Knitters")
    assert list_behind(market_hall, token, now=now).names == ()
    take_list(market_hall, token, now=now)
    (one,) = list_behind(market_hall, token, now=now).names
    assert (one.name, one.contact) == ("=Cy", "cy@x.example")
    assert "Tuesday Knitters may have my name" in one.consent_words
    later = now + timedelta(hours=2)
    take_list(market_hall, token, now=later)
    assert list_behind(market_hall, token, now=later).names == ()
    with pytest.raises(NotFoundError, match="handed over"):
        hand_over_csv(market_hall, stall.id, actor=PARTNER, now=later)
    with pytest.raises(ConflictError, match="no more names"):
        signed(market_hall, replace(VISITOR, contact="01632 960123"), later, key="two")


def test_names_given_to_one_group_never_go_to_another(market_hall: House, now: datetime) -> None:
    open_page = stall_page(market_hall, "wave7", 1, now=now)
    signed(market_hall, VISITOR, now)
    stall = open_page.stall
    with pytest.raises(InvalidSubmissionError, match="agreed that Tuesday Knitters gets"):
        change_stall(market_hall, replace(stall, name="Double glazing"), actor=PARTNER)
    hand_over_csv(market_hall, stall.id, actor=PARTNER, now=now)
    late = replace(VISITOR, contact="01632 960123")
    # Somebody's page was open already when the list went.
    with pytest.raises(ConflictError, match="no more names"):
        sign_up(market_hall, open_page, late, request_key="late", now=now)
    change_stall(market_hall, replace(stall, name="Friday Knitters"), actor=PARTNER)


def test_a_partner_takes_the_list_as_a_file_once(market_hall: House, now: datetime) -> None:
    signed(market_hall, replace(VISITOR, name="=Cy"), now)
    stall = market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls[0]
    assert b"'=Cy,cy@x.example" in hand_over_csv(market_hall, stall.id, actor=PARTNER, now=now)
    with pytest.raises(NotFoundError):
        hand_over_csv(market_hall, stall.id, actor=PARTNER, now=now)


def test_names_are_erased_after_thirty_days_and_the_count_stays(
    market_hall: House, now: datetime
) -> None:
    signed(market_hall, VISITOR, now)
    stall = market_of(market_hall, ROADSHOW.id, actor=PARTNER).stalls[0]
    erased = tidy_roadshows(market_hall, actor=PARTNER, now=now + timedelta(days=29))
    assert erased["sign-ups"] == 0
    erased = tidy_roadshows(market_hall, actor=PARTNER, now=now + timedelta(days=31))
    assert erased["sign-ups"] == 1
    assert market_of(market_hall, ROADSHOW.id, actor=PARTNER).signed_up == 1
    with market_hall.register.reading() as connection:
        assert market.sign_ups_of(connection, stall.id) == []
