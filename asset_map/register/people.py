"""People apart from everything else, and what each of them agreed to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.agreement import StoryState
from asset_map.model.person import Consent, Person, Purpose
from asset_map.register import flat
from asset_map.register.chunks import chunks
from asset_map.register.schema import consents, participants, people, stories

__all__ = [
    "add",
    "add_unasked",
    "agreeing",
    "consents_of",
    "counted_gifts",
    "every",
    "get",
    "get_many",
    "give",
    "known",
    "met_at",
    "of_participant",
    "put",
    "unnamed",
    "withdraw",
    "without_consent",
]


def add(connection: sa.Connection, person: Person, agreed: Sequence[Consent]) -> Person:
    """Keep somebody with what they agreed to; the same id again changes nothing."""
    flat.add_new(connection, people, [replace(person, version=1)])
    flat.add_new(connection, consents, agreed)
    return get(connection, person.id)


def add_unasked(connection: sa.Connection, persons: Sequence[Person]) -> None:
    """Keep people whom nobody has asked yet what they agree to."""
    flat.add(connection, people, [replace(person, version=1) for person in persons])


def get(connection: sa.Connection, person_id: str) -> Person:
    """
    Return somebody.

    Raises
    ------
    NotFoundError
        When there is nobody of that id.
    """
    return flat.get(connection, people, Person, person_id)


def get_many(connection: sa.Connection, ids: Sequence[str]) -> list[Person]:
    """Return those of some people who are kept, also who was erased."""
    found: list[Person] = []
    for some in chunks(list(ids)):
        found += flat.select(connection, people, Person, people.c.id.in_(some))
    return found


def put(connection: sa.Connection, person: Person) -> Person:
    """Keep what is now said of somebody."""
    return flat.put(connection, people, replace(person, version=person.version + 1))


def every(connection: sa.Connection) -> list[Person]:
    """Return everybody who was not erased, the latest first."""
    return flat.select(
        connection, people, Person, people.c.erased_at.is_(None), order=(people.c.made_at.desc(),)
    )


def known(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    """Return those of the ids that somebody has, also who was erased."""
    found: set[str] = set()
    for some in chunks(list(ids)):
        found |= set(connection.scalars(sa.select(people.c.id).where(people.c.id.in_(some))))
    return found


def without_consent(connection: sa.Connection, *, before: datetime) -> list[Person]:
    """Return who agrees to nothing as it stands now, and was written down before a moment."""
    agreed = sa.select(consents.c.person_id).where(consents.c.withdrawn_at.is_(None))
    conditions = people.c.erased_at.is_(None), people.c.made_at < before, people.c.id.not_in(agreed)
    return flat.select(connection, people, Person, *conditions, order=(people.c.made_at,))


def of_participant(connection: sa.Connection, participant_id: str) -> list[Person]:
    """Return who is kept of somebody in a room: one, or nobody."""
    return flat.select(connection, people, Person, people.c.participant_id == participant_id)


def met_at(connection: sa.Connection, roadshow_id: str) -> list[Person]:
    """Return who was met at a roadshow, or at none, also who was erased."""
    there = sa.select(participants.c.id).where(participants.c.roadshow_id == roadshow_id)
    is_there = people.c.participant_id.is_(None) | people.c.participant_id.in_(there)
    return flat.select(connection, people, Person, is_there)


def consents_of(connection: sa.Connection, person_ids: Sequence[str]) -> list[Consent]:
    """Return what some people agreed to, also what they took back, the first first."""
    return flat.select(
        connection,
        consents,
        Consent,
        consents.c.person_id.in_(person_ids),
        order=(consents.c.given_at,),
    )


def give(connection: sa.Connection, consent: Consent) -> None:
    """Keep that somebody agreed to something."""
    flat.add_new(connection, consents, [consent])


def withdraw(connection: sa.Connection, consent_ids: Sequence[str], *, at: datetime) -> list[str]:
    """
    Keep that some consents are taken back; return the ids of those that stood.

    Whoever lets nobody tell their story any more has it told by nobody from then on.
    """
    standing = consents.c.id.in_(consent_ids) & consents.c.withdrawn_at.is_(None)
    ended = list(connection.scalars(sa.select(consents.c.id).where(standing)))
    told = sa.select(consents.c.person_id).where(
        standing, consents.c.purpose == Purpose.STORY.value
    )
    # It is told again only when somebody looks at it anew, with a new day.
    gone = {"state": StoryState.WITHDRAWN.value, "consent_on": None}
    connection.execute(stories.update().where(stories.c.person_id.in_(told)).values(gone))
    connection.execute(consents.update().where(standing).values(withdrawn_at=at))
    return ended


def agreeing(purpose: Purpose) -> sa.Select[tuple[str]]:
    """Select the ids of those who agree to something as it stands now."""
    return sa.select(consents.c.person_id).where(
        consents.c.purpose == purpose.value, consents.c.withdrawn_at.is_(None)
    )


def unnamed(connection: sa.Connection) -> dict[str, str]:
    """Return those who do not agree to be named, by id, with their name."""
    rows = connection.execute(
        sa.select(people.c.id, people.c.display_name).where(
            people.c.id.not_in(agreeing(Purpose.PUBLISH_NAME))
        )
    )
    return {row.id: row.display_name for row in rows}


def counted_gifts(connection: sa.Connection) -> list[tuple[str, str]]:
    """Return the ward and the first tag of each person who agreed to be counted."""
    agreed = sa.exists().where(
        consents.c.person_id == people.c.id,
        consents.c.purpose == Purpose.REGISTER.value,
        consents.c.withdrawn_at.is_(None),
    )
    rows = connection.execute(
        sa.select(people.c.ward_code, people.c.tags).where(
            agreed, people.c.erased_at.is_(None), people.c.ward_code.is_not(None)
        )
    )
    return [(ward, (*tags, "")[0]) for ward, tags in rows]
