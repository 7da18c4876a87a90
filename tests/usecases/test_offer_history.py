"""What was said of an offer before: every change is kept, nobody overwrites what they never saw."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

import asset_map.usecases
from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.errors import ConflictError, NotAllowedError
from asset_map.model.offer_event import OfferStep
from asset_map.register import assets, links, offer_history
from asset_map.register.schema import offer_events
from asset_map.usecases.house import House
from asset_map.usecases.keep_offers import keep_offer
from asset_map.usecases.merge_assets import merge_assets, undo_merge
from asset_map.usecases.offer_things import (
    add_offer,
    change_offer,
    laid_on_top,
    move_offer,
    offer_now,
    offer_steps,
)
from tests.usecases import away
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

ROOM = Offer(id="room", asset_id="library", side=Side.OFFER, text="A room")


@pytest.fixture
def library(house: House, now: datetime) -> House:
    """A library that offers a room."""
    kept(house, group("library", "Library"), now)
    add_offer(house, ROOM, actor=PARTNER, now=now)
    return house


def test_every_change_is_kept_with_who_when_and_what_it_was(library: House, now: datetime) -> None:
    later = now + timedelta(days=1)
    made = offer_now(library, "room", actor=PARTNER)
    changed = change_offer(library, replace(made, text="A hall"), actor=OFFICER, now=later)
    move_offer(library, "room", OfferState.WITHDRAWN, actor=PARTNER, now=later)
    move_offer(library, "room", OfferState.OPEN, actor=PARTNER, now=later)
    # Pressing "keep" on what nobody changed is no change.
    change_offer(library, replace(changed, version=3), actor=PARTNER, now=later)

    steps = offer_steps(library, "room", actor=PARTNER)

    assert [(one.action, one.actor_name, one.at, one.version) for one in steps] == [
        (OfferStep.MADE, PARTNER.name, now, 0),
        (OfferStep.CHANGED, OFFICER.name, later, 1),
        (OfferStep.WITHDRAWN, PARTNER.name, later, 2),
        (OfferStep.OPENED, PARTNER.name, later, 3),
    ]
    assert steps[0].before is None
    assert [one.before for one in steps[1:]] == [one.after for one in steps[:-1]]
    assert (steps[1].before, steps[1].after) == (made, changed)


def test_whoever_saves_from_an_older_version_is_told_and_can_put_both_together(
    library: House, now: datetime
) -> None:
    base = offer_now(library, "room", actor=PARTNER)
    change_offer(library, replace(base, area="Hathern"), actor=OFFICER, now=now)
    mine = replace(base, text="A warm room")

    with pytest.raises(ConflictError) as told:
        change_offer(library, mine, actor=PARTNER, now=now)
    with pytest.raises(ConflictError, match="meanwhile"):
        move_offer(library, "room", OfferState.WITHDRAWN, actor=PARTNER, now=now, version=0)
    newer = offer_now(library, "room", actor=PARTNER)
    both = change_offer(library, laid_on_top(base, mine, newer), actor=PARTNER, now=now)

    assert told.value.version == 1
    assert (both.text, both.area, both.version) == ("A warm room", "Hathern", 2)


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(offer_events).values(actor_name="Nobody"),
        sa.update(offer_events).values(before=None, after=None),
        sa.update(offer_events).values(
            before=None, after=None, emptied_at=datetime(2026, 11, 22, tzinfo=UTC), actor_name="?"
        ),
        sa.update(offer_events).values(after="{}", emptied_at=datetime(2026, 11, 22, tzinfo=UTC)),
        sa.delete(offer_events),
    ],
)
def test_the_database_itself_refuses_to_alter_what_was_said(
    library: House, statement: sa.Update | sa.Delete
) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"), library.register.writing() as desk:
        desk.execute(statement)


def test_erased_words_leave_who_did_what_and_when(library: House, now: datetime) -> None:
    with library.register.writing() as connection:
        before = offer_history.of_offer(connection, "room")
        assert offer_history.empty(connection, "room", at=now) == 1
        # A second time there is nothing left to erase.
        assert offer_history.empty(connection, "room", at=now + timedelta(days=1)) == 0
        stands = offer_history.of_offer(connection, "room")
    assert stands == [replace(before[0], after=None, emptied_at=now)]


def test_what_lost_its_words_says_nothing_in_its_history_either(
    library: House, now: datetime
) -> None:
    with library.register.writing() as connection:
        empty = replace(links.get_offer(connection, "room"), text="", state=OfferState.WITHDRAWN)
        keep_offer(connection, empty, actor=PARTNER, now=now)
    steps = offer_steps(library, "room", actor=PARTNER)
    assert [one.action for one in steps] == [OfferStep.MADE, OfferStep.WITHDRAWN]
    assert {(one.before, one.after) for one in steps} == {(None, None)}


def test_what_was_said_for_one_room_alone_is_not_read_out_of_the_history(
    library: House, now: datetime
) -> None:
    with library.register.writing() as connection:
        said = links.get_offer(connection, "room")
        room = replace(said, audience=OfferAudience.THIS_ROOM)
        kept_there = keep_offer(connection, room, actor=PARTNER, now=now)
        back = replace(kept_there, audience=OfferAudience.PARTNERS, text="A hall")
        keep_offer(connection, back, actor=PARTNER, now=now)
    steps = offer_steps(library, "room", actor=PARTNER)
    assert [one.after and one.after.text for one in steps] == ["A room", None, None]
    with pytest.raises(NotAllowedError):
        offer_steps(library, "room", actor=RESIDENT)


def test_a_merge_of_two_records_and_its_undo_stand_in_the_history(
    library: House, now: datetime
) -> None:
    twin = kept(library, group("twin", "The Library"), now)
    with library.register.reading() as connection:
        one = assets.get(connection, "library")
    merge = merge_assets(library, twin, one, actor=OFFICER, now=now)
    undo_merge(library, merge.id, actor=OFFICER, now=now)
    whose = [
        (one.before and one.before.asset_id, one.after and one.after.asset_id)
        for one in offer_steps(library, "room", actor=PARTNER)
    ]
    assert whose == [(None, "library"), ("library", "twin"), ("twin", "library")]


def test_what_a_laptop_took_back_loses_its_words_at_the_office_too(
    house: House, now: datetime, tmp_path: Path, migrated_file: Path
) -> None:
    away.fill_office(house)
    with house.register.writing() as connection:
        wool = links.get_offer(connection, "wool")
        keep_offer(connection, replace(wool, text="More wool"), actor=PARTNER, now=now)
    with away.laptop_of(house, migrated_file, tmp_path, away.packed(house)) as laptop:
        with laptop.register.writing() as connection:
            said = links.get_offer(connection, "wool")
            keep_offer(connection, replace(said, text="Any wool"), actor=PARTNER, now=now)
        away.merged(house, away.brought_back(laptop))
        assert offer_now(house, "wool", actor=PARTNER).text == "Any wool"
        with laptop.register.writing() as connection:
            said = links.get_offer(connection, "wool")
            gone = replace(said, text="", state=OfferState.WITHDRAWN)
            keep_offer(connection, gone, actor=PARTNER, now=now)
        away.merged(house, away.brought_back(laptop))
    steps = offer_steps(house, "wool", actor=PARTNER)
    assert [one.action for one in steps] == [
        OfferStep.CHANGED,
        OfferStep.CHANGED,
        OfferStep.WITHDRAWN,
    ]
    assert {(one.before, one.after) for one in steps} == {(None, None)}


def test_no_story_writes_an_offer_past_its_history() -> None:
    rooms = Path(next(iter(asset_map.usecases.__path__))).glob("*.py")
    past = {
        room.stem
        for room in rooms
        if {"links.add_offer", "links.update_offer"} & set(_words(room.read_text("utf-8")))
    }
    # A laptop's copy begins without a past: its offers' history stays at the office.
    assert past == {"keep_offers", "unpack_roadshow"}


def _words(text: str) -> list[str]:
    return text.replace("(", " ").split()
