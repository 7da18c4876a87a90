"""People say what they can do: kept apart from everything else, and told in counts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.person import (
    WORDING_NOW,
    Consent,
    ConsentMethod,
    Person,
    Purpose,
    no_words_for,
)
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_one_line, as_words
from asset_map.register import people
from asset_map.register.engine import Connection, touch
from asset_map.register.listings import refresh_skills
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House, NewId, random_id

__all__ = [
    "PersonSaid",
    "PersonSeen",
    "add_person",
    "list_people",
    "person_within",
]

GIFT_MAX = 280
NAME_MAX = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSaid:
    """What somebody says of themselves, and each thing they agree to by itself."""

    gifts: tuple[str, ...]
    agreed: tuple[Purpose, ...]
    is_adult: bool
    display_name: str = ""
    contact: str = ""
    tags: tuple[str, ...] = ()
    ward_code: str | None = None
    is_willing_to_teach: bool = False
    method: ConsentMethod = ConsentMethod.IN_PERSON
    participant_id: str | None = None
    card_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """Somebody as officers see them, with every consent there was."""

    person: Person
    consents: tuple[Consent, ...]


def add_person(
    house: House,
    said: PersonSaid,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Person:
    """
    Keep what somebody can do, with what they agreed to.

    Raises
    ------
    InvalidSubmissionError
        When they are no adult, agreed to nothing or to what no words ask for, or say nothing
        that they can do.
    NotFoundError
        When there is no such ward.
    """
    require(actor, Action.KEEP_PEOPLE)
    if said.ward_code and said.ward_code not in {ward.code for ward in ward_names(house)}:
        message = f"There is no ward '{said.ward_code}'; choose one of the list."
        raise NotFoundError(message)
    with house.register.writing() as connection:
        return person_within(connection, said, by=actor.name, now=now, new_id=new_id)


def person_within(
    connection: Connection, said: PersonSaid, *, by: str, now: datetime, new_id: NewId
) -> Person:
    """Keep somebody in a transaction that is open; see ``add_person``."""
    gifts = tuple(filter(None, map(as_one_line, said.gifts)))
    _check(said, gifts)
    person = Person(
        id=new_id(),
        made_at=now,
        made_by=by,
        display_name=as_words(said.display_name),
        contact=as_one_line(said.contact) if Purpose.CONTACT_ME in said.agreed else "",
        gifts=gifts,
        tags=said.tags,
        is_willing_to_teach=said.is_willing_to_teach,
        ward_code=said.ward_code,
        participant_id=said.participant_id,
        card_ids=said.card_ids,
    )
    agreed = [
        Consent(
            id=new_id(),
            person_id=person.id,
            purpose=purpose,
            wording_version=WORDING_NOW,
            given_at=now,
            method=said.method,
            captured_by=by,
        )
        for purpose in said.agreed
    ]
    kept = people.add(connection, person, agreed)
    refresh_skills(connection)
    touch(connection)
    return kept


def list_people(house: House, *, actor: Actor) -> list[PersonSeen]:
    """Return everybody who is kept, the latest first, with what they agreed to."""
    require(actor, Action.KEEP_PEOPLE)
    with house.register.reading() as connection:
        every = people.every(connection)
        consents = people.consents_of(connection, [one.id for one in every])
    return [
        PersonSeen(
            person=one, consents=tuple(each for each in consents if each.person_id == one.id)
        )
        for one in every
    ]


def _check(said: PersonSaid, gifts: Sequence[str]) -> None:
    problems = []
    if not said.is_adult:
        problems.append(
            Problem(
                field="is_adult",
                fault="Only grown-ups are written down here.",
                remedy="Ask an adult, or record the group instead. Nothing was kept.",
            )
        )
    if not gifts:
        problems.append(
            Problem(
                field="gifts", fault="Nothing is said yet.", remedy="One thing they can do will do."
            )
        )
    if not said.agreed:
        problems.append(
            Problem(
                field="agreed",
                fault="They have agreed to nothing yet.",
                remedy="Read them the words, and tick what they agree to; or write nothing down.",
            )
        )
    problems += no_words_for(said.agreed)
    if any(len(gift) > GIFT_MAX for gift in gifts) or len(said.display_name) > NAME_MAX:
        problems.append(
            Problem(
                field="gifts",
                fault="That is too long.",
                remedy=f"Up to {GIFT_MAX} letters for each thing, and {NAME_MAX} for a name.",
            )
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
