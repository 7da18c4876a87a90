"""Roadshows, cards and what came of them are read back as they were kept, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from asset_map.model.agreement import (
    ActionState,
    AgreedAction,
    BarrierKind,
    CheckIn,
    Story,
    StoryState,
)
from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, CardSource, Talk
from asset_map.model.connection import Connection as Link
from asset_map.model.connection import (
    ConnectionEvent,
    ConnectionKind,
    ConnectionState,
    ConnectionStep,
    Offer,
    OfferAudience,
    Side,
    Urgency,
)
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.model.market import SignUp, Stall
from asset_map.model.pack_out import PackOut
from asset_map.model.roadshow import (
    AgendaLine,
    Invitation,
    Participant,
    Reply,
    Roadshow,
    RoadshowState,
    Step,
    TreePart,
)
from asset_map.model.role import Role
from asset_map.model.suggestion import DismissReason, Suggestion, SuggestionState
from asset_map.register import (
    agreements,
    cards,
    link_events,
    links,
    market,
    packs_out,
    roadshows,
    suggestions,
)
from asset_map.register.engine import Register
from tests.register.drawn import asset, save_all

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HALL = Roadshow(
    id="hall",
    title="Net Loft roadshow",
    held_on=date(2026, 11, 22),
    code="WAVE7",
    starts=time(10),
    ends=time(12),
    ward_codes=("E05999001",),
    agenda=(AgendaLine(minutes=10, title="Tea", step=Step.CHECK_IN, is_left_out=True),),
    invitations=(Invitation(name="Knitters", asset_id="knitters", reply=Reply.COMING),),
    tree_labels={TreePart.ROOTS: "Our soil"},
    state=RoadshowState.OPEN,
    opened_at=NOW,
)
ADA = Participant(
    id="ada",
    roadshow_id="hall",
    joined_at=NOW,
    token_hash="hash",
    first_name="Ada",
    email="a@b.example",
)


def card(card_id: str, **said: object) -> Card:
    plain = Card(
        id=card_id,
        kind=CardKind.ASSET,
        text=card_id,
        made_at=NOW,
        made_by="phone",
        source=CardSource.PHONE,
        roadshow_id="hall",
    )
    return replace(plain, **said)  # type: ignore[arg-type]


@pytest.fixture
def hall(register: Register) -> Register:
    with register.writing() as connection:
        save_all(connection, asset("knitters"), asset("library"))
        roadshows.add(connection, HALL)
        roadshows.join(connection, ADA)
    return register


def test_a_roadshow_is_read_back_as_it_was_and_guards_its_version(hall: Register) -> None:
    with hall.writing() as connection:
        kept = roadshows.get(connection, "hall")
        assert kept == replace(HALL, version=1)
        assert kept.label(TreePart.ROOTS) == "Our soil"
        assert kept.label(TreePart.BRANCHES) == "Groups"
        changed = roadshows.update(connection, replace(kept, head_count=30))
        assert roadshows.by_code(connection, "WAVE7") == changed
        with pytest.raises(ConflictError, match="meanwhile"):
            roadshows.update(connection, kept)
        with pytest.raises(NotFoundError, match="nowhere"):
            roadshows.get(connection, "nowhere")


def test_cards_keep_every_detail_and_move_the_number_that_screens_follow(hall: Register) -> None:
    told = card(
        "told",
        kind=CardKind.NEED,
        participant_id="ada",
        asset_kind=AssetKind.GROUP,
        tree_part=TreePart.BUDS,
        asset_id="knitters",
        tags=("kitchen", "storage"),
        urgency=Urgency.NOW,
        audience=OfferAudience.PUBLIC,
        is_attributed=True,
    )
    with hall.writing() as connection:
        before = roadshows.seq_of(connection, "hall")
        new = cards.add_new(connection, [told, card("other"), told])
        assert [one.id for one in new] == ["told", "other"]
        assert cards.add_new(connection, [told]) == []
        assert cards.get(connection, "told") == replace(told, seq=new[0].seq)
        last = roadshows.seq_of(connection, "hall")
        assert before < new[0].seq < new[1].seq <= last
        merged = cards.put(connection, replace(new[1], merged_into="told"))
        assert cards.of_roadshow(connection, "hall", after=last) == [merged]
        assert [one.id for one in cards.of_participant(connection, "ada")] == ["told"]


def test_names_of_who_came_are_forgotten_after_their_time(hall: Register) -> None:
    with hall.writing() as connection:
        assert roadshows.forget_names(connection, before=NOW) == 0
        assert roadshows.forget_names(connection, before=NOW + timedelta(days=1)) == 1
        assert roadshows.forget_names(connection, before=NOW + timedelta(days=1)) == 0
        one = roadshows.participant_of(connection, "hash")
    assert (one.first_name, one.email) == ("", "")


def test_a_phone_without_a_link_is_nobody(hall: Register) -> None:
    with hall.reading() as connection, pytest.raises(NotFoundError, match="Join again"):
        roadshows.participant_of(connection, "")


def test_actions_check_ins_and_stories_are_kept(hall: Register) -> None:
    action = AgreedAction(
        id="clinic",
        title="Repair clinic",
        made_at=NOW,
        roadshow_id="hall",
        asset_ids=("knitters", "library"),
        owner="Ada",
        helpers=("the caretaker",),
        due=date(2026, 12, 6),
        barrier=BarrierKind.INSURANCE,
    )
    said = CheckIn(id="c", action_id="clinic", week=2, at=NOW, by="Ada", state=ActionState.STUCK)
    story = Story(id="s", title="Mended", text="Forty lamps", made_at=NOW, made_by="partner")
    with hall.writing() as connection:
        kept = agreements.add(connection, action)
        assert agreements.add(connection, replace(action, title="again")) == kept
        assert not kept.is_bud
        assert replace(kept, owner="").is_bud
        assert replace(kept, asset_ids=("knitters", "knitters")).is_bud
        agreements.update(connection, replace(kept, state=ActionState.DOING))
        with pytest.raises(ConflictError):
            agreements.update(connection, kept)
        agreements.add_check_in(connection, said)
        assert agreements.every_check_in(connection) == [said]
        shown = replace(story, state=StoryState.SHOWN)
        agreements.put_story(connection, shown)
        # Nobody said yet that it may be told.
        assert agreements.shown_stories(connection) == []
        agreed = agreements.put_story(connection, replace(shown, consent_on=date(2026, 11, 1)))
        assert agreements.shown_stories(connection) == [agreed]


def test_sign_ups_are_counted_after_they_are_erased(hall: Register) -> None:
    stall = Stall(id="stall", roadshow_id="hall", number=1, name="Knitters", asset_id="knitters")
    one = SignUp(
        id="v", stall_id="stall", made_at=NOW, name="B", contact="b@b.example", consent_words="yes"
    )
    with hall.writing() as connection:
        market.put(connection, stall)
        for _ in range(2):
            market.add_sign_up(connection, one)
        market.hand_over(connection, "stall", at=NOW)
        assert market.sign_ups_of(connection, "stall") == [replace(one, handed_over_at=NOW)]
        assert market.erase_sign_ups(connection, before=NOW + timedelta(days=31)) == 1
        assert market.sign_ups_of(connection, "stall") == []
        assert market.counts_of(connection, "hall") == {"stall": 1}


def test_dismissed_suggestions_and_the_steps_of_links_are_kept(hall: Register) -> None:
    link = Link(id="l", from_id="library", to_id="knitters", kind=ConnectionKind.HOSTS)
    step = ConnectionEvent(
        connection_id="l",
        at=NOW,
        actor_name="Partner",
        actor_role=Role.PARTNER,
        action=ConnectionStep.ADDED,
        from_state=None,
        to_state=ConnectionState.ACTIVE,
    )
    room = Offer(id="o", asset_id="library", side=Side.OFFER, text="A room", tags=("room",))
    ask = Offer(id="n", asset_id="knitters", side=Side.NEED, text="A room", tags=("room",))
    dismissed = Suggestion(
        id="s",
        offer_id="o",
        need_id="n",
        giver_id="library",
        taker_id="knitters",
        tag="room",
        reason="…",
        made_at=NOW,
        state=SuggestionState.DISMISSED,
        dismissed_because=DismissReason.KNOW_EACH_OTHER,
    )
    with hall.writing() as connection:
        links.add(connection, link)
        link_events.add(connection, [step])
        assert link_events.of_connection(connection, "l") == [step]
        for offer in (room, ask):
            links.add_offer(connection, offer)
        suggestions.put(connection, dismissed)
        assert suggestions.dismissed(connection) == {("library", "knitters", "room")}
    with hall.writing() as connection, pytest.raises(sa.exc.DBAPIError, match="only ever added"):
        connection.execute(sa.text("DELETE FROM connection_events"))


def test_a_file_that_left_is_listed_until_it_is_back(hall: Register) -> None:
    pack = PackOut(
        id="p",
        roadshow_id="hall",
        made_at=NOW,
        made_by="Partner",
        expires_at=NOW + timedelta(days=14),
        sha256="0" * 64,
        assets=2,
    )
    with hall.writing() as connection:
        packs_out.put(connection, pack)
        back = packs_out.put(connection, replace(pack, returned_at=NOW))
        assert packs_out.every(connection) == [back]


def test_a_conversation_sent_twice_is_kept_once(hall: Register) -> None:
    talk = Talk(id="t", held_on=date(2026, 11, 1), by="Partner", made_at=NOW, asset_id="knitters")
    with hall.writing() as connection:
        assert cards.add_talk(connection, talk)
        assert not cards.add_talk(connection, replace(talk, note="again"))
        assert cards.talks_of(connection, "Partner") == [talk]


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d"])
def test_a_text_that_no_database_keeps_is_refused_before_it_gets_there(
    hall: Register, text: str
) -> None:
    with (
        hall.writing() as connection,
        pytest.raises(InvalidSubmissionError, match="cannot be kept"),
    ):
        cards.add_new(connection, [card("bad", text=text)])
