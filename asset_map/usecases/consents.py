"""Somebody takes back what they agreed to: gone from every screen by the same request."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.person import (
    WORDING_NOW,
    Consent,
    ConsentMethod,
    Purpose,
    no_words_for,
    standing,
)
from asset_map.model.role import Action, Actor, require
from asset_map.register import people
from asset_map.register.engine import Connection, touch
from asset_map.register.erasures import ErasedRow
from asset_map.register.listings import refresh_skills
from asset_map.usecases.erased_list import keep_outside, remember
from asset_map.usecases.house import House, NewId, random_id

__all__ = ["Agreeing", "agree", "withdraw_consent", "withdraw_within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """What somebody agrees to when they are asked, and how they said so."""

    purposes: tuple[Purpose, ...]
    is_adult: bool
    method: ConsentMethod = ConsentMethod.IN_PERSON


def agree(
    house: House,
    person_id: str,
    said: Agreeing,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> None:
    """
    Keep what somebody agrees to who is written down already.

    Raises
    ------
    InvalidSubmissionError
        When they are no adult, or agree to nothing or to what no words ask for.
    """
    require(actor, Action.KEEP_PEOPLE)
    if not said.is_adult or not said.purposes:
        problem = Problem(
            field="agreed",
            fault="Nobody said that they are grown up and agree to something.",
            remedy="Tick both, or leave it: who agrees to nothing is taken out in time.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    if problems := no_words_for(said.purposes):
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    with house.register.writing() as connection:
        person = people.get(connection, person_id)
        before = people.consents_of(connection, [person.id])
        for purpose in said.purposes:
            if not standing(before, purpose):
                consent = Consent(
                    id=new_id(),
                    person_id=person.id,
                    purpose=purpose,
                    wording_version=WORDING_NOW,
                    given_at=now,
                    method=said.method,
                    captured_by=actor.name,
                )
                people.give(connection, consent)
        refresh_skills(connection)
        touch(connection)


def withdraw_consent(
    house: House,
    person_id: str,
    purposes: Collection[Purpose] = tuple(Purpose),
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """
    Take back what somebody agreed to, all of it or some; return how many consents stood.

    A backup that is put back does not bring a consent back.
    """
    require(actor, Action.KEEP_PEOPLE)
    with house.register.writing() as connection:
        given = people.consents_of(connection, [people.get(connection, person_id).id])
        chosen = [one.id for one in given if one.purpose in purposes]
        return withdraw_within(house, connection, [("consents", id_) for id_ in chosen], now=now)


def withdraw_within(
    house: House, connection: Connection, rows: Sequence[tuple[str, str]], *, now: datetime
) -> int:
    """
    Keep that some rows were taken back, in a transaction that is open; end the consents of them.

    ``rows`` are by table and id. Whoever takes part takes back what was kept of them as well.
    """
    consents = [row_id for table, row_id in rows if table == "consents"]
    theirs = [
        person.id
        for table, row_id in rows
        if table == "participants"
        for person in people.of_participant(connection, row_id)
    ]
    consents += [one.id for one in people.consents_of(connection, theirs)]
    ended = people.withdraw(connection, consents, at=now)
    gone = [*rows, *(("consents", id_) for id_ in ended), *(("people", id_) for id_ in theirs)]
    marked = [ErasedRow(table_name=t, row_id=id_, at=now) for t, id_ in dict.fromkeys(gone)]
    kept = remember(connection, (), marked, now=now)
    # Before the answer: a line too many there ends a consent, one too few brings it back.
    keep_outside(house, kept)
    if ended:
        refresh_skills(connection)
        touch(connection)
    return len(ended)
