"""Each rule of retention takes a thing on its day and not before; the history says that it did."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asset_map.model.agreement import AgreedAction
from asset_map.model.asset import Contact
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.market import SignUp, Stall
from asset_map.model.message import Message, MessageKind
from asset_map.model.person import Person
from asset_map.model.roadshow import Participant, Roadshow
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission, SubmissionKind
from asset_map.register import (
    agreements,
    cards,
    conversations,
    limits,
    market,
    messages,
    people,
    roadshows,
    sessions,
    submissions,
)
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.retention import retention
from asset_map.usecases.seal_history import check_history, seal_history
from asset_map.usecases.take_back import take_back
from tests.usecases.conftest import OFFICER, group
from tests.usecases.test_erase_person import KEEPER, everything

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
ADMIN = Actor(name="Adi", role=Role.ADMIN)
SENT = Submission(
    id="waits", reference="waits", kind=SubmissionKind.NEW, state=RecordState.SUBMITTED,
    made_at=START, made_by="a resident", made_as=Role.PUBLIC, sender_email="kraai@x.example",
    proposed=replace(group("new", "Kraai Club"), contact=Contact(phone="01632 960777")),
)  # fmt: skip
MOMENT = timedelta(seconds=1)
# What each rule is called, begins with, and after how long it takes a thing.
EDGES = {
    "Proposals that nobody decided": 90,
    "What was sent and refused": 30,
    "Who sent what was let in": 90,
    "People who agree to nothing": 90,
    "Unlikely posts": 30,
    "Counts of who came": 1,
    "Sessions, invitations and tries": 30,
    "Left at roadshows, and letters: sign-ups": 30,
    "Left at roadshows, and letters: names": 30,
    "Left at roadshows, and letters: cards": 365,
    "Left at roadshows, and letters: letters": 90,
    "Left at roadshows, and letters: contacts": 14 * 7,
}


@pytest.fixture
def full(house: House) -> House:
    """Something for each rule, all of one moment."""
    with house.register.writing() as connection:
        for part in (_sent, _room, _doors):
            part(connection)
    return house


def _sent(connection: Connection) -> None:
    over = replace(SENT, decided_at=START, decided_by="Ollie")
    for one in (
        SENT,
        replace(over, id="refused", reference="refused", state=RecordState.REJECTED),
        replace(over, id="in", reference="in", state=RecordState.APPROVED),
        replace(SENT, id="back", reference="back", state=RecordState.ARCHIVED),
        replace(SENT, id="bot", reference="bot", unlikely=("too quick",)),
    ):
        submissions.add(connection, one)
        if one.state is not RecordState.SUBMITTED:
            conversations.add(connection, _step(one))
    letter = Message(
        id="m", key="m", kind=MessageKind.RECEIPT, subject="", body="Kraai", made_at=START
    )
    messages.add(connection, letter)
    messages.sent(connection, "m", at=START)


def _step(one: Submission) -> ReviewEvent:
    action = {
        RecordState.REJECTED: ReviewAction.REJECTED,
        RecordState.APPROVED: ReviewAction.APPROVED,
        RecordState.ARCHIVED: ReviewAction.WITHDREW,
    }[one.state]
    return ReviewEvent(
        submission_id=one.id, at=START, actor_name="Ollie", actor_role=Role.OFFICER,
        action=action, from_state=RecordState.SUBMITTED, to_state=one.state, text="Kraai rang.",
    )  # fmt: skip


def _room(connection: Connection) -> None:
    roadshow = Roadshow(id="r1", title="Autumn", held_on=START.date(), code="NET123")
    roadshows.add(connection, roadshow)
    roadshows.join(
        connection, Participant(id="p1", roadshow_id="r1", joined_at=START, first_name="Kraai")
    )
    card = Card(
        id="c1", kind=CardKind.ASSET, text="Kraai's shed", made_at=START, made_by="Kraai",
        source=CardSource.TYPED, roadshow_id="r1",
    )  # fmt: skip
    cards.add_new(connection, [card])
    market.put(connection, Stall(id="s1", roadshow_id="r1", number=1, name="Wool"))
    visitor = SignUp(
        id="v1", stall_id="s1", made_at=START, name="Kraai", contact="01632 960777",
        consent_words="Yes",
    )  # fmt: skip
    market.add_sign_up(connection, visitor)
    action = AgreedAction(id="a1", title="Lamps", made_at=START, owner_contact="kraai@x.example")
    agreements.add(connection, action)


def _doors(connection: Connection) -> None:
    unasked = Person(id="u1", made_at=START, made_by="a file", gifts=("kraai songs",))
    people.add_unasked(connection, [unasked])
    limits.note(connection, {"n1": 1}, at=START)
    sessions.tried(connection, ["t1"], at=START, forget_before=START)


def due(house: House, at: datetime) -> dict[str, tuple[str, ...]]:
    return {one.rule: one.things for one in retention(house, actor=KEEPER, now=at)}


def beginning(rules: dict[str, tuple[str, ...]], begins: str) -> Iterator[str]:
    return (thing for rule, things in rules.items() if rule.startswith(begins) for thing in things)


def test_each_rule_takes_a_thing_on_its_day_and_not_the_day_before(full: House) -> None:
    assert due(full, START + MOMENT) == {}
    for days in sorted({*EDGES.values()}):
        early = due(full, START + timedelta(days=days) - MOMENT)
        on_time = due(full, START + timedelta(days=days) + MOMENT)
        for begins, after in EDGES.items():
            assert any(beginning(early, begins)) == (after < days), (begins, days)
            assert any(beginning(on_time, begins)) == (after <= days), (begins, days)
    month = due(full, START + timedelta(days=31))
    assert set(beginning(month, "What was sent and refused")) == {"refused", "back"}


def test_what_goes_is_what_was_listed_and_the_history_says_so_without_the_words(
    full: House,
) -> None:
    seal_history(full.register, actor=ADMIN, now=START)
    over = START + timedelta(days=400)
    listed = retention(full, actor=KEEPER, now=over)

    assert retention(full, is_done=True, actor=KEEPER, now=over) == listed

    assert retention(full, actor=KEEPER, now=over) == []
    left = everything(full).casefold()
    assert [word for word in ("kraai@x", "960777", "kraai rang", "kraai's") if word in left] == []
    # What was let in stands in the register under its own name.
    assert left.count("kraai club") == 1
    with full.register.reading() as connection:
        for id_ in ("waits", "refused", "back", "in"):
            last = conversations.of_submission(connection, id_)[-1]
            told = last.action, last.actor_name, last.at, last.text
            assert told == (ReviewAction.ERASED, KEEPER.name, over, ""), id_
    assert check_history(full.register, actor=ADMIN).faults == ()
    with pytest.raises(InvalidSubmissionError, match="no decision that could be taken back"):
        take_back(full, "refused", actor=OFFICER, now=over)
