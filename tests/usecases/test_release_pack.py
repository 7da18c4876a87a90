"""A released pack never changes; what was wrong in it is put right in a next issue."""

from dataclasses import replace
from datetime import timedelta

import pytest

from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.role import Audience
from asset_map.register import assets, links
from asset_map.usecases.build_pack import build_pack, throw_away_pack
from asset_map.usecases.correct_pack import Correction, correct_pack
from asset_map.usecases.gap_snapshots import frozen
from asset_map.usecases.house import House
from asset_map.usecases.release_pack import list_packs, pack_seen, public_pack, release_pack
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, WEST, kept
from tests.usecases.pack_district import (
    DAY,
    LATER,
    MARCH,
    asked,
    at,
    june,
    march,
    with_committee,
    with_records,
)


@pytest.fixture
def harbour(house: House) -> House:
    with_records(house)
    with_committee(house)
    return house


def release(house: House, pack: CommitteePack) -> CommitteePack:
    return release_pack(house, pack.id, as_made_at=pack.made_at, actor=OFFICER, now=DAY)


def test_a_released_pack_stays_as_it_is_with_its_figures_frozen(harbour: House) -> None:
    draft = march(harbour)
    released = release(harbour, draft)
    assert (released.path, released.released_by) == ("/pack/harbour-2027-03-04", OFFICER.name)
    assert frozen(harbour, "Pack harbour-2027-03-04", actor=OFFICER).rows == draft.run.rows
    kept(harbour, at("late", 500), LATER)
    assert public_pack(harbour, draft.id, actor=RESIDENT).pack == released
    with pytest.raises(ConflictError, match="released already"):
        release(harbour, draft)
    with pytest.raises(ConflictError, match="released already"):
        march(harbour)


def test_a_draft_is_nobodys_to_read_and_may_be_thrown_away(harbour: House) -> None:
    draft = march(harbour)
    with pytest.raises(NotFoundError) as hidden:
        public_pack(harbour, draft.id, actor=RESIDENT)
    with pytest.raises(NotAllowedError):
        pack_seen(harbour, draft.id, actor=PARTNER)
    throw_away_pack(harbour, draft.id, actor=OFFICER)
    with pytest.raises(NotFoundError) as missing:
        public_pack(harbour, draft.id, actor=RESIDENT)
    assert str(hidden.value) == str(missing.value)
    assert list_packs(harbour, actor=OFFICER) == []


def test_what_was_made_anew_meanwhile_is_not_released_unseen(harbour: House) -> None:
    draft = march(harbour)
    build_pack(harbour, asked(MARCH), actor=OFFICER, now=DAY + timedelta(minutes=1))
    with pytest.raises(ConflictError, match="made anew meanwhile"):
        release(harbour, draft)


def test_a_next_issue_says_what_was_corrected_and_takes_the_place_of_the_first(
    harbour: House,
) -> None:
    first = release(harbour, march(harbour))
    with pytest.raises(InvalidSubmissionError, match="Nothing says what was corrected"):
        correct_pack(harbour, first.id, Correction(corrected=" "), actor=OFFICER, now=LATER)
    second = correct_pack(
        harbour, first.id, Correction(corrected="The hall was missing."), actor=OFFICER, now=LATER
    )
    assert (second.id, second.issue) == ("harbour-2027-03-04-issue-2", 2)
    # Until the second is released the first one stands.
    assert public_pack(harbour, first.id, actor=RESIDENT).successor is None
    with pytest.raises(ConflictError, match="not the latest issue"):
        correct_pack(harbour, first.id, Correction(corrected="Again."), actor=OFFICER, now=LATER)
    with pytest.raises(ConflictError, match="was released and stays"):
        throw_away_pack(harbour, first.id, actor=OFFICER)
    release(harbour, second)
    old = public_pack(harbour, first.id, actor=RESIDENT)
    assert old.pack == replace(first, state=PackState.REPLACED)
    assert old.successor is not None
    assert old.successor.corrected == "The hall was missing."
    # The next meeting is compared with the issue that stands.
    assert june(harbour).previous_id == second.id


def test_a_pack_that_names_a_group_in_a_sentence_is_held_back_once_that_is_hidden(
    harbour: House,
) -> None:
    with_committee(harbour, WEST)
    kept(harbour, at("moor", 2500), DAY)
    with harbour.register.writing() as connection:
        # The moor lies outside of the committee's areas: it stands in a sentence alone.
        links.add(
            connection,
            Connection(
                id="a",
                from_id="moor",
                to_id="choir",
                kind=ConnectionKind.HOSTS,
                state=ConnectionState.ACTIVE,
                both_agreed=True,
            ),
        )
    pack = release(harbour, march(harbour))
    assert pack.links_made == ("The moor gives room to The choir.",)
    assert not public_pack(harbour, pack.id, actor=RESIDENT).is_held_back
    with harbour.register.reading() as connection:
        moor = assets.get(connection, "moor")
    kept(harbour, replace(moor, visible_to=Audience.OFFICER), LATER)
    assert public_pack(harbour, pack.id, actor=RESIDENT).is_held_back


def test_a_wrong_word_is_put_right_and_the_figures_stay(harbour: House) -> None:
    first = release(harbour, march(harbour, asked_to="meet on Mondays"))
    kept(harbour, at("late", 500), LATER)
    mended = Correction(
        corrected="The day was wrong.", asked_to="meet on Tuesdays", keeps_figures=True
    )
    second = correct_pack(harbour, first.id, mended, actor=OFFICER, now=LATER)
    assert (
        second.sentences[0] == "You are asked to note what is recorded here, and meet on Tuesdays."
    )
    assert (second.wards, second.made_at) == (first.wards, first.made_at)
    released = release(harbour, second)
    assert released.run.rows == first.run.rows
    assert public_pack(harbour, first.id, actor=RESIDENT).successor == released
