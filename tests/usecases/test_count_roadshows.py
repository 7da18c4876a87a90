"""Counts between two dates: what nobody owns and what is out of the period is in no figure."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.agreement import ActionState
from asset_map.model.card import CardKind
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.market import SignUp, Stall
from asset_map.model.roadshow import RoadshowState
from asset_map.model.suggestion import Suggestion, SuggestionState
from asset_map.register import agreements, links, market, roadshows, suggestions
from asset_map.usecases.count_roadshows import count_roadshows, counts_csv
from asset_map.usecases.hold_session import close, session_of
from asset_map.usecases.hold_talks import Said, record_talk
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Decision, approve, queue
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept
from tests.usecases.test_send_round import REPAIR
from tests.usecases.test_session import ROADSHOW, hall, phone, typed

__all__ = ["hall"]

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def busy(hall: House, now: datetime) -> House:
    """A session that is over, with two new groups of which one was let in."""
    kept(hall, group("loft", "Net Loft Hall"), now)
    phone(hall, now)
    said = [
        typed("known", "Tuesday Knitters"),
        typed("a", "Quay Choir"),
        typed("b", "=Bell ringers"),
        typed("offer", "Wool", CardKind.OFFER, for_group="Tuesday Knitters"),
    ]
    write_cards(hall, said, actor=PARTNER, now=now)
    close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    waiting, _ = queue(hall, actor=OFFICER)
    one = next(one for one in waiting if one.proposed and one.proposed.name == "Quay Choir")
    approve(hall, Decision(submission_id=one.id, version=one.version, actor=OFFICER, now=now))
    with hall.register.writing() as connection:
        agreements.add(connection, replace(REPAIR, state=ActionState.DONE))
        agreements.add(connection, replace(REPAIR, id="bud", owner="", state=ActionState.DONE))
        market.put(connection, Stall(id="s", roadshow_id=ROADSHOW.id, number=1, name="Knitters"))
        for n in range(3):
            visitor = SignUp(
                id=str(n), stall_id="s", made_at=now, name="", contact="", consent_words=""
            )
            market.add_sign_up(connection, visitor)
        link = Connection(
            id="l",
            from_id="knitters",
            to_id="loft",
            kind=ConnectionKind.KNOWS,
            state=ConnectionState.INTRODUCED,
            roadshow_id=ROADSHOW.id,
        )
        links.add(connection, link)
        roadshow = roadshows.get(connection, ROADSHOW.id)
        roadshows.update(connection, replace(roadshow, feedback="Ada was kind\n \nToo short\n"))
        wool = links.every_offer(connection)[0].id
        for state in SuggestionState:
            suggestions.put(
                connection,
                Suggestion(
                    id=state, offer_id=wool, need_id=wool, giver_id="loft", taker_id="knitters",
                    tag="room", reason="", made_at=now, state=state, roadshow_id=ROADSHOW.id,
                ),
            )  # fmt: skip
        other = replace(ROADSHOW, id="old", code="OLD22", held_on=date(2026, 10, 31), head_count=50)
        roadshows.add(connection, replace(other, state=RoadshowState.CLOSED))
        roadshows.add(connection, replace(other, id="plan", code="PLAN2", held_on=NOVEMBER[1]))
    record_talk(hall, Said(id="t", held_on=NOVEMBER[0], for_group="Choir"), actor=PARTNER, now=now)
    return hall


def test_a_period_is_counted_as_worked_by_hand(busy: House) -> None:
    counts = count_roadshows(busy, between=NOVEMBER, actor=PARTNER)
    assert [one.title for one in counts.roadshows] == ["Net Loft roadshow"]
    assert {name: number for name, number in counts.together.items() if number} == {
        "people": 1,
        "groups_new": 1,
        "groups_waiting": 1,
        "offers": 1,
        "suggestions": 2,
        "suggestions_accepted": 1,
        "connections_introduced": 1,
        "actions": 1,
        "actions_done": 1,
        "buds": 1,
        "stalls": 1,
        "sign_ups": 3,
        "feedback": 2,
    }
    assert (counts.talks, counts.groups_talked_with) == (1, 1)
    wider = count_roadshows(busy, between=(date(2026, 10, 31), NOVEMBER[1]), actor=PARTNER)
    assert wider.together["people"] == 51


def test_the_words_of_cards_are_erased_after_a_year_and_the_counts_stay(
    busy: House, now: datetime
) -> None:
    before = count_roadshows(busy, between=NOVEMBER, actor=PARTNER)
    assert tidy_roadshows(busy, actor=PARTNER, now=now + timedelta(days=364))["cards"] == 0
    assert tidy_roadshows(busy, actor=PARTNER, now=now + timedelta(days=366))["cards"] == 4
    assert session_of(busy, ROADSHOW.id, actor=PARTNER).cards == ()
    assert count_roadshows(busy, between=NOVEMBER, actor=PARTNER) == before


def test_the_file_says_the_same_and_what_each_column_counts(busy: House) -> None:
    made = counts_csv(count_roadshows(busy, between=NOVEMBER, actor=PARTNER)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made)))
    head, one, together = rows[:3]
    assert dict(zip(head, one, strict=True))["sign_ups"] == "3"
    assert together[2:] == one[2:]
    assert "Ada" not in made
    assert ["Period", "1 November 2026 to 30 November 2026, both days counted in"] in rows
    assert {row[0] for row in rows if len(row) == 2} >= set(head[2:])


def test_days_the_wrong_way_round_and_residents_are_refused(busy: House) -> None:
    with pytest.raises(InvalidSubmissionError, match="after 1 November"):
        count_roadshows(busy, between=(NOVEMBER[1], NOVEMBER[0]), actor=PARTNER)
    with pytest.raises(NotAllowedError):
        count_roadshows(busy, between=NOVEMBER, actor=RESIDENT)
