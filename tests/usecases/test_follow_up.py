"""What was agreed is asked about after two, six and twelve weeks, and then let be."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from asset_map.model.agreement import ActionState, AgreedAction, BarrierKind
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.register import agreements
from asset_map.usecases.ask_owners import ask_owners
from asset_map.usecases.follow_up import (
    FollowUp,
    Saying,
    answer,
    asked_of,
    follow_up,
    say_how_it_goes,
)
from asset_map.usecases.going_links import going_link
from asset_map.usecases.house import House
from asset_map.usecases.messages_out import outbox
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from tests.usecases.conftest import OFFICER, PARTNER

WEEK = timedelta(weeks=1)
GOING = Saying(state=ActionState.DOING)


@pytest.fixture
def agreed(house: House, now: datetime) -> House:
    """A thing that Ada will do, and an idea without an owner."""
    fruit = AgreedAction(
        id="repair",
        title="A repair morning",
        made_at=now,
        asset_ids=("knitters", "loft"),
        owner="Ada",
        owner_contact="ada@x.example",
    )
    with house.register.writing() as connection:
        agreements.add(connection, fruit)
        agreements.add(connection, replace(fruit, id="choir", title="A choir", owner=""))
    return house


def seen(house: House, at: datetime) -> FollowUp:
    return follow_up(house, actor=PARTNER, today=at.date())


def test_each_check_in_comes_due_in_its_week_and_a_missed_one_gives_way(
    agreed: House, now: datetime
) -> None:
    weeks = {}
    for week in (1, 2, 5, 6, 12, 30):
        view = seen(agreed, now + week * WEEK)
        assert [one.action.title for one in view.buds] == ["A choir"]
        weeks[week] = [one.week for one in view.due]
    assert weeks == {1: [], 2: [2], 5: [2], 6: [6], 12: [12], 30: [12]}


def test_an_answer_settles_its_week_and_done_settles_all(agreed: House, now: datetime) -> None:
    at = now + 2 * WEEK
    say_how_it_goes(agreed, "repair", GOING, actor=PARTNER, now=at)
    assert seen(agreed, at).due == ()
    assert [one.week for one in seen(agreed, at).coming] == [6]
    done = Saying(state=ActionState.DONE, note="12 lamps mended")
    later = at + timedelta(hours=1)
    kept = say_how_it_goes(agreed, "repair", done, actor=PARTNER, now=later)
    assert (kept.state, kept.owner_contact) == (ActionState.DONE, "")
    (over,) = seen(agreed, at).over
    assert [one.note for one in over.check_ins] == ["", "12 lamps mended"]


def test_stuck_says_why(agreed: House, now: datetime) -> None:
    with pytest.raises(InvalidSubmissionError) as refused:
        say_how_it_goes(agreed, "repair", Saying(state=ActionState.STUCK), actor=PARTNER, now=now)
    assert [one.field for one in refused.value.problems] == ["barrier"]
    stuck = Saying(state=ActionState.STUCK, barrier=BarrierKind.INSURANCE)
    kept = say_how_it_goes(agreed, "repair", stuck, actor=PARTNER, now=now)
    assert kept.barrier is BarrierKind.INSURANCE
    kept = say_how_it_goes(agreed, "repair", GOING, actor=PARTNER, now=now)
    assert kept.barrier is None


def test_the_owner_answers_by_a_link_that_is_kept_once(agreed: House, now: datetime) -> None:
    token = going_link(agreed, "repair", actor=PARTNER, now=now).rsplit("/", 1)[1]
    assert asked_of(agreed, token, now=now).title == "A repair morning"
    at = now + 12 * WEEK
    for _ in range(2):
        kept = answer(agreed, token, GOING, request_key="one", now=at)
    assert (kept.state, kept.owner_contact) == (ActionState.DOING, "")
    (over,) = seen(agreed, at).over
    assert [one.week for one in over.check_ins] == [12]
    with pytest.raises(NotFoundError):
        asked_of(agreed, token, now=now + 15 * WEEK)
    with pytest.raises(NotFoundError):
        asked_of(agreed, "x" * 43, now=now)


def test_an_owner_with_an_address_is_written_to_once_a_check_in(
    agreed: House, now: datetime
) -> None:
    at = now + 2 * WEEK
    assert ask_owners(agreed, actor=PARTNER, now=now) == 0
    assert ask_owners(agreed, actor=PARTNER, now=at) == 1
    assert ask_owners(agreed, actor=PARTNER, now=at) == 0
    (letter,) = outbox(agreed, actor=OFFICER)
    assert letter.to == "ada@x.example"
    token = letter.link.rsplit("/", 1)[1]
    assert asked_of(agreed, token, now=at).id == "repair"
    answer(agreed, token, GOING, request_key="one", now=at)
    assert outbox(agreed, actor=OFFICER) == []


def test_a_contact_that_nobody_answered_from_is_erased_after_the_last_check_in(
    agreed: House, now: datetime
) -> None:
    assert tidy_roadshows(agreed, actor=PARTNER, now=now + 13 * WEEK)["contacts"] == 0
    assert tidy_roadshows(agreed, actor=PARTNER, now=now + 15 * WEEK)["contacts"] == 2
    (one,) = seen(agreed, now + 15 * WEEK).due
    assert one.action.owner_contact == ""
