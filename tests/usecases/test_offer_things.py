"""What is offered and needed: who may say it, who reads it, and what time does to it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.asset import AssetKind
from asset_map.model.connection import Offer, OfferAudience, OfferState, Side, Urgency
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.register import links
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import (
    OfferQuery,
    add_offer,
    change_offer,
    move_offer,
    offers_on_page,
    offers_seen,
)
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

TODAY = date(2026, 11, 22)
ROOM = Offer(
    id="room",
    asset_id="library",
    side=Side.OFFER,
    text="  A room  in the evening ",
    tags=("Hall",),
    urgency=Urgency.NOW,
)


@pytest.fixture
def library(house: House, now: datetime) -> House:
    """A library that everybody knows."""
    kept(house, group("library", "Library"), now)
    return house


def read(house: House, query: OfferQuery | None = None, today: date = TODAY) -> list[str]:
    return [one.offer.id for one in offers_seen(house, actor=PARTNER, today=today, asked=query)]


def test_an_offer_is_kept_tidy_between_partners_with_the_councils_own_word(
    library: House, now: datetime
) -> None:
    made = add_offer(library, ROOM, actor=PARTNER, now=now)
    assert (made.text, made.tags, made.urgency) == (
        "A room in the evening",
        ("meeting room",),
        None,
    )
    assert (made.audience, made.state, made.made_on) == (
        OfferAudience.PARTNERS,
        OfferState.OPEN,
        TODAY,
    )
    assert read(library, OfferQuery(tag="a place")) == ["room"]
    assert read(library, OfferQuery(tag="vehicle")) == []


def test_every_fault_is_told_at_once(library: House, now: datetime) -> None:
    wrong = replace(
        ROOM, text=" ", capacity=0, valid_until=TODAY - timedelta(1),
        audience=OfferAudience.THIS_ROOM,
    )  # fmt: skip
    with pytest.raises(InvalidSubmissionError) as refused:
        add_offer(library, wrong, actor=PARTNER, now=now)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"text", "capacity", "valid_until", "audience"}


def test_what_was_open_is_expired_after_its_last_day(library: House, now: datetime) -> None:
    add_offer(library, replace(ROOM, valid_until=TODAY), actor=PARTNER, now=now)
    tomorrow = TODAY + timedelta(1)
    assert read(library) == ["room"]
    assert read(library, today=tomorrow) == []
    assert read(library, OfferQuery(states=(OfferState.EXPIRED,)), today=tomorrow) == ["room"]


def test_a_change_keeps_whose_it_is_and_its_state(library: House, now: datetime) -> None:
    made = add_offer(library, ROOM, actor=PARTNER, now=now)
    gone = move_offer(library, made.id, OfferState.WITHDRAWN, actor=PARTNER, now=now)
    changed = replace(gone, text="Two rooms", asset_id="other", side=Side.NEED)
    kept_ = change_offer(library, changed, actor=PARTNER, now=now)
    assert (kept_.text, kept_.asset_id, kept_.side, kept_.state) == (
        "Two rooms",
        "library",
        Side.OFFER,
        OfferState.WITHDRAWN,
    )


def test_it_is_settled_and_opened_again_step_by_step(library: House, now: datetime) -> None:
    add_offer(library, ROOM, actor=PARTNER, now=now)
    move_offer(library, "room", OfferState.FULFILLED, actor=PARTNER, now=now)
    with pytest.raises(InvalidSubmissionError, match="it can become: open"):
        move_offer(library, "room", OfferState.WITHDRAWN, actor=PARTNER, now=now)
    move_offer(library, "room", OfferState.OPEN, actor=PARTNER, now=now)
    assert read(library) == ["room"]
    spare = replace(ROOM, id="spare", text="Another")
    add_offer(library, spare, actor=PARTNER, now=now)
    move_offer(library, "room", OfferState.WITHDRAWN, actor=PARTNER, now=now)
    on_page = offers_on_page(library, "library", actor=PARTNER, today=TODAY)
    assert [one.id for one in on_page] == ["spare", "room"]


def test_what_one_room_heard_is_in_no_list(library: House) -> None:
    with library.register.writing() as connection:
        links.add_offer(connection, replace(ROOM, audience=OfferAudience.THIS_ROOM))
    for state in OfferState:
        assert read(library, OfferQuery(states=(state,))) == []
    assert offers_on_page(library, "library", actor=PARTNER, today=TODAY) == []


def test_a_partner_neither_reads_nor_speaks_for_whom_only_officers_see(
    house: House, now: datetime
) -> None:
    drawn = replace(group("refuge", "Refuge"), visible_to=Audience.OFFICER)
    place = replace(drawn.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(drawn, locations=(place,)), now)
    said = replace(ROOM, asset_id="refuge")
    with pytest.raises(NotFoundError):
        add_offer(house, said, actor=PARTNER, now=now)
    add_offer(house, said, actor=OFFICER, now=now)
    assert read(house) == []
    with pytest.raises(NotFoundError):
        offers_on_page(house, "refuge", actor=PARTNER, today=TODAY)
    with pytest.raises(NotFoundError):
        move_offer(house, said.id, OfferState.WITHDRAWN, actor=PARTNER, now=now)


def test_what_a_person_offers_is_never_made_public(house: House, now: datetime) -> None:
    kept(house, replace(group("sewing", "Sewing"), kind=AssetKind.SKILL), now)
    said = replace(ROOM, asset_id="sewing", audience=OfferAudience.PUBLIC)
    with pytest.raises(InvalidSubmissionError, match="never shown to everybody"):
        add_offer(house, said, actor=OFFICER, now=now)


def test_residents_neither_add_nor_read(library: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        add_offer(library, ROOM, actor=RESIDENT, now=now)
    with pytest.raises(NotAllowedError):
        offers_seen(library, actor=RESIDENT, today=TODAY)
