"""What was done away from the office and what was done here meanwhile: neither is lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from asset_map.model.agreement import ActionState, AgreedAction, CheckIn, Story, StoryState
from asset_map.model.card import CardKind, Talk
from asset_map.model.connection import (
    Connection,
    ConnectionEvent,
    ConnectionKind,
    ConnectionState,
    ConnectionStep,
    Offer,
    Side,
)
from asset_map.model.errors import ConflictError, NotFoundError, UnreadableFileError
from asset_map.model.market import SignUp, Stall
from asset_map.model.roadshow import Reply, RoadshowState
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.submission import SubmissionKind
from asset_map.model.suggestion import Suggestion, SuggestionState
from asset_map.model.vocabulary import Term, TermKind
from asset_map.register import (
    agreements,
    assets,
    cards,
    link_events,
    links,
    market,
    roadshows,
    suggestions,
    vocabulary,
)
from asset_map.usecases.hold_session import begin, session_of
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining, join
from asset_map.usecases.pack_roadshow import end_pack, packs_of
from asset_map.usecases.review_submission import Decision, approve, look_at, queue
from asset_map.usecases.tidy_cards import take_back_all
from asset_map.usecases.view_ward import view_ward
from asset_map.usecases.write_cards import write_cards
from tests.laws.away_session import LATER, card, everything, hold_session
from tests.usecases.away import (
    NOW,
    ROADSHOW,
    brought_back,
    laptop_of,
    merged,
    packed,
    unpacked,
)
from tests.usecases.conftest import OFFICER, PARTNER, WEST, kept


def figures(house: House) -> dict[str, object]:
    """Return what a session left, by words, since ids differ from one register to another."""
    view = session_of(house, ROADSHOW.id, actor=PARTNER)
    with house.register.reading() as connection:
        records = {one.id: one for one in assets.every(connection)}
        offers = links.every_offer(connection)
    return {
        "cards": sorted((one.id, one.kind, one.text) for one in view.cards),
        "on": sorted((one.text, records[one.asset_id].name) for one in view.cards if one.asset_id),
        "records": sorted((one.name, one.kind, one.record_state) for one in records.values()),
        "offers": sorted((records[o.asset_id].name, o.side, o.text, o.audience) for o in offers),
        "state": (view.roadshow.state, view.roadshow.opened_at, view.roadshow.closed_at),
        "review": sorted(
            (one.kind, one.proposed.name if one.proposed else "", one.note)
            for one in queue(house, actor=OFFICER)[0]
        ),
    }


def test_a_session_away_leaves_what_it_would_have_left_at_the_office(
    office: House, laptop: House
) -> None:
    hold_session(laptop)
    report = merged(office, brought_back(laptop))
    away = figures(office)
    assert report.headline == (
        "'Net Loft roadshow' is back: 5 cards, 2 new records, 3 offers and asks."
    )
    assert away["review"] == [(SubmissionKind.NEW, "Repair Café", "Repair Café")]
    assert away == figures(laptop)
    waiting = queue(office, actor=OFFICER)[0][0]
    decision = Decision(submission_id=waiting.id, version=1, actor=OFFICER, now=LATER)
    approved = approve(office, decision)
    assert approved is not None
    assert approved.record_state is RecordState.APPROVED


def test_the_laptop_knows_what_partners_know(
    office: House, tmp_path: Path, migrated_file: Path
) -> None:
    words = Term(id="wool", label="wool", kind=TermKind.RESOURCE, phrase="wool", synonyms=("yarn",))
    old = replace(ROADSHOW, id="old", code="OLD11")
    with office.register.writing() as connection:
        vocabulary.put_term(connection, words)
        roadshows.add(connection, old)
        piano = Offer(id="piano", asset_id="choir", side=Side.NEED, text="Wool", tags=("craft",))
        links.add_offer(connection, piano)
        suggestions.put(
            connection,
            Suggestion(
                id="s", offer_id="wool", need_id="piano", giver_id="knitters", taker_id="choir",
                tag="craft", reason="Both asked.", made_at=NOW, roadshow_id="old",
                state=SuggestionState.DISMISSED, dismissed_words="They fell out.",
            ),
        )  # fmt: skip
    with (
        laptop_of(office, migrated_file, tmp_path, packed(office)) as laptop,
        office.register.reading() as here,
        laptop.register.reading() as there,
    ):
        assert vocabulary.changed_terms(there) == [words]
        assert links.every(there) == links.every(here)
        assert links.every_offer(there) == links.every_offer(here)
        assert roadshows.every(there) == [roadshows.get(here, ROADSHOW.id)]
        assert suggestions.dismissed(there) == suggestions.dismissed(here) != set()
        assert suggestions.get(there, "s").dismissed_words == ""
        assert view_ward(laptop, WEST, actor=PARTNER, today=NOW.date()) == view_ward(
            office, WEST, actor=PARTNER, today=NOW.date()
        )


def test_merging_twice_changes_nothing_whatever_the_office_did_between(
    office: House, laptop: House
) -> None:
    hold_session(laptop)
    file, again = brought_back(laptop), brought_back(laptop)
    merged(office, file)
    with office.register.writing() as connection:
        offer = next(one for one in links.every_offer(connection) if one.text == "Mending lamps")
        links.update_offer(connection, replace(offer, text="Mending any lamp"))
    before = everything(office)
    for one in (file, again):
        assert merged(office, one).is_known
        assert everything(office) == before


def test_everything_a_session_can_leave_comes_back_and_follows_the_laptop_on(
    office: House, laptop: House
) -> None:
    begin(laptop, ROADSHOW.id, actor=PARTNER, now=LATER)
    one, path = join(laptop, Joining(code="WAVE7", first_name="Ada"), now=LATER)
    written = replace(card("shed", CardKind.ASSET, "A shed", ""), participant_id=one.id)
    write_cards(laptop, [written], actor=PARTNER, now=LATER)
    action = AgreedAction(
        id="sing", title="Sing in the loft", made_at=LATER, roadshow_id=ROADSHOW.id,
        asset_ids=("choir", "knitters"), owner="Ada", card_id="shed",
    )  # fmt: skip
    step = ConnectionEvent(
        connection_id="new", at=LATER, actor_name="Jo", actor_role=Role.PARTNER,
        action=ConnectionStep.ADDED, from_state=None, to_state=ConnectionState.INTRODUCED,
    )  # fmt: skip
    with laptop.register.writing() as connection:
        agreements.add(connection, action)
        said = CheckIn(
            id="c", action_id="sing", week=2, at=LATER, by="Ada", state=ActionState.DOING
        )
        agreements.add_check_in(connection, said)
        market.put(connection, Stall(id="st", roadshow_id=ROADSHOW.id, number=1, name="Choir"))
        visitor = SignUp(
            id="v", stall_id="st", made_at=LATER, name="Bo", contact="bo@x.example",
            consent_words="The choir may write to me.",
        )  # fmt: skip
        market.add_sign_up(connection, visitor)
        links.add(
            connection,
            Connection(
                id="new", from_id="choir", to_id="knitters", kind=ConnectionKind.TRAINS,
                state=ConnectionState.INTRODUCED, roadshow_id=ROADSHOW.id,
            ),
        )  # fmt: skip
        link_events.add(connection, [step])
        held_there = roadshows.get(connection, ROADSHOW.id)
        came = replace(held_there.invitations[0], reply=Reply.CAME)
        roadshows.update(connection, replace(held_there, head_count=12, invitations=(came,)))
    with office.register.writing() as connection:
        # Meanwhile somebody here sets up another stall, and changes the place.
        market.put(connection, Stall(id="own", roadshow_id=ROADSHOW.id, number=1, name="Bus"))
        here = roadshows.get(connection, ROADSHOW.id)
        roadshows.update(connection, replace(here, place="The Net Loft"))
    merged(office, brought_back(laptop))

    with office.register.reading() as connection:
        roadshow = roadshows.get(connection, ROADSHOW.id)
        assert (roadshow.head_count, roadshow.place) == (12, "The Net Loft")
        assert roadshow.invitations[0].reply is Reply.CAME
        assert roadshow.invitations[0].asset_id == "knitters"
        assert roadshow.state is RoadshowState.OPEN
        assert [one.first_name for one in roadshows.participants_of(connection, "hall")] == ["Ada"]
        assert agreements.get(connection, "sing").owner == "Ada"
        assert len(agreements.every_check_in(connection)) == 1
        assert {(s.name, s.number) for s in market.of_roadshow(connection, "hall")} == {
            ("Bus", 1),
            ("Choir", 2),
        }
        assert market.counts_of(connection, "hall") == {"st": 1}
        assert links.get(connection, "new").state is ConnectionState.INTRODUCED
        assert link_events.of_connection(connection, "new") == [step]

    # Later the same day the action moves on, and Ada takes everything back.
    take_back_all(laptop, path.rsplit("/", 1)[1], now=LATER)
    with laptop.register.writing() as connection:
        moved = replace(agreements.get(connection, "sing"), state=ActionState.DONE)
        agreements.update(connection, moved)
    report = merged(office, brought_back(laptop))
    assert report.disputes == 0
    # Ada, her card, and the action.
    assert report.headline == "'Net Loft roadshow' is back: 3 changed records."
    with office.register.reading() as connection:
        assert agreements.get(connection, "sing").state is ActionState.DONE
        assert cards.get(connection, "shed").text == ""
        assert [one.first_name for one in roadshows.participants_of(connection, "hall")] == [""]
        assert link_events.of_connection(connection, "new") == [step]


def test_what_was_let_in_on_the_laptop_waits_at_the_office(office: House, laptop: House) -> None:
    hold_session(laptop)
    for one in queue(laptop, actor=OFFICER)[0]:
        decision = Decision(submission_id=one.id, version=1, actor=OFFICER, now=LATER)
        let_in = approve(laptop, decision)
        assert let_in is not None
        kept(laptop, replace(let_in, cost_note="Free"), LATER)
    merged(office, brought_back(laptop))
    (waiting,) = queue(office, actor=OFFICER)[0]
    assert (waiting.kind, waiting.decided_by) == (SubmissionKind.NEW, "")
    seen = look_at(office, waiting.id, actor=OFFICER)
    assert seen.standing is not None
    assert seen.proposed is not None
    assert seen.standing.record_state is RecordState.SUBMITTED
    assert (seen.proposed.name, seen.proposed.cost_note) == ("Repair Café", "Free")


def test_a_conversation_comes_back_with_its_cards_and_a_story_as_a_draft(
    office: House, laptop: House
) -> None:
    talk = Talk(id="talk", held_on=LATER.date(), by="Jo", made_at=LATER, asset_id="choir")
    said = replace(card("said", CardKind.NEED, "A piano", ""), roadshow_id=None, talk_id="talk")
    story = Story(
        id="story", title="A song", text="We sang.", made_at=LATER, made_by="Jo",
        asset_ids=("choir",), consent_on=LATER.date(), state=StoryState.SHOWN,
    )  # fmt: skip
    with laptop.register.writing() as connection:
        cards.add_talk(connection, talk)
        cards.add_new(connection, [said])
        agreements.put_story(connection, story)
    merged(office, brought_back(laptop))
    with office.register.reading() as connection:
        assert cards.talk(connection, "talk") == talk
        assert [one.text for one in cards.of_talk(connection, "talk")] == ["A piano"]
        assert agreements.get_story(connection, "story") == replace(story, state=StoryState.DRAFT)


def test_a_file_is_listed_until_it_comes_back_and_refused_once_it_is_lost(
    office: House, laptop: House
) -> None:
    (out,) = packs_of(office, ROADSHOW.id, actor=PARTNER)
    assert (out.assets, out.returned_at, out.ended_at) == (2, None, None)
    end_pack(office, out.id, actor=PARTNER, now=LATER)
    with pytest.raises(ConflictError, match="said to be lost"):
        merged(office, brought_back(laptop))
    with pytest.raises(NotFoundError, match="did not go out from this register"):
        merged(laptop, brought_back(laptop))


def test_a_register_that_holds_something_and_a_day_that_is_over_are_refused(
    office: House, laptop: House
) -> None:
    file = packed(office)
    with pytest.raises(ConflictError, match="is a copy itself"):
        packed(laptop)
    with pytest.raises(ConflictError, match="holds something already"):
        unpacked(laptop, file)
    with pytest.raises(ConflictError, match="good until 6 December 2026 and is over"):
        unpacked(laptop, file, now=NOW + timedelta(days=16))
    with pytest.raises(UnreadableFileError, match="on its way out"):
        merged(office, file)
