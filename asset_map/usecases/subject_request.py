"""Somebody asks what is kept about them: the clock of it, one file, and a correction."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.exports.subject_file import SubjectPart, subject_file
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.identifier import Blotter, IdentifierKind, identifier_from, those_of
from asset_map.model.person import RequestKind, SubjectRequest, a_month_after
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON
from asset_map.register import cards, people, subject_requests
from asset_map.register.engine import Connection
from asset_map.register.personal_columns import Holds
from asset_map.register.personal_values import found_in, personal_values, row_texts
from asset_map.usecases.erase_person import ABOUT_ONE, Erasing, replace_within
from asset_map.usecases.find_person import PLACES, identifiers_of
from asset_map.usecases.house import House, NewId, random_id

__all__ = [
    "Asked",
    "close_request",
    "correct_person",
    "export_person",
    "open_request",
    "requests",
]

# A dot within an address ends nothing.
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+[.!?\n]?")
_SOMEBODY_ELSE = "(somebody else's)"
_WHY = {
    "participants": "You came to a roadshow and said who you are.",
    "people": "You said what you can do, and what may be done with it.",
    "sign_ups": "You asked a group to get in touch.",
    "messages": "This was written to you.",
}
_OTHERWISE = "You are named here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks, by what they are known, and the day on which it came."""

    kind: RequestKind
    identifiers: tuple[str, ...]
    asked_on: date


def open_request(
    house: House, asked: Asked, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> SubjectRequest:
    """
    Write down that somebody asks; it is due within a month of the day on which it came.

    Raises
    ------
    InvalidSubmissionError
        When what they are known by is none of an address, a number and a full name.
    """
    require(actor, Action.ANSWER_REQUESTS)
    identifiers_of(asked.identifiers)
    today = now.astimezone(LONDON).date()
    if asked.asked_on > today:
        problem = Problem(
            field="asked_on",
            fault="That day has not come yet.",
            remedy="Choose the day on which they asked.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    request = SubjectRequest(
        id=new_id(),
        kind=asked.kind,
        identifiers=tuple(one.strip() for one in asked.identifiers if one.strip()),
        asked_on=asked.asked_on,
        due_on=a_month_after(asked.asked_on),
        kept_by=actor.name,
    )
    with house.register.writing() as connection:
        return subject_requests.put(connection, request)


def requests(house: House, *, actor: Actor) -> list[SubjectRequest]:
    """Return every request: those that wait first, the most urgent first."""
    require(actor, Action.ANSWER_REQUESTS)
    with house.register.reading() as connection:
        return subject_requests.every(connection)


def close_request(
    house: House, request_id: str, *, outcome: str, actor: Actor, now: datetime
) -> SubjectRequest:
    """Write down that a request is answered; what the person is known by goes with it."""
    require(actor, Action.ANSWER_REQUESTS)
    with house.register.writing() as connection:
        standing = subject_requests.get(connection, request_id)
        if standing.done_at is not None:
            return standing
        done = replace(
            standing, identifiers=(), done_at=now, done_by=actor.name, outcome=outcome.strip()
        )
        return subject_requests.put(connection, done)


def correct_person(
    house: House,
    wrong: str,
    right: str,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Counter[str]:
    """
    Put a right name, address or number in the place of a wrong one; return how often, by table.

    The history keeps what was said before. Both must be of one kind.

    Raises
    ------
    InvalidSubmissionError
        When one of them is none of the three, or they are of two kinds.
    """
    require(actor, Action.ANSWER_REQUESTS)
    before, after = identifier_from(wrong), identifier_from(right)
    if before.kind is not after.kind:
        problem = Problem(
            field="right",
            fault=f"That is no {before.kind.label}.",
            remedy=f"Type the {before.kind.label} that is right.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.writing() as connection:
        correcting = Erasing(
            house=house,
            connection=connection,
            blotter=those_of([before]),
            actor=actor,
            now=now,
            new_id=new_id,
            put=right.strip(),
        )
        replace_within(correcting)
    return +correcting.counts


def export_person(house: House, typed: Collection[str], *, actor: Actor, now: datetime) -> bytes:
    """
    Return one file with everything that is kept about somebody, and nothing of other people.

    Of a text that names them the sentence is given in which they stand.

    Raises
    ------
    InvalidSubmissionError
        When something is none of an address, a number and a full name.
    """
    require(actor, Action.ANSWER_REQUESTS)
    blotter = those_of(identifiers_of(typed))
    with house.register.reading() as connection:
        said = _said(connection, blotter)
    parts = [
        SubjectPart(
            title=PLACES.get(table, table),
            why=_WHY.get(table, _OTHERWISE),
            texts=tuple(dict.fromkeys(texts)),
        )
        for table, texts in said.items()
    ]
    return subject_file(
        parts,
        council=house.settings.council_name,
        contact=house.settings.privacy_contact,
        made_on=now.astimezone(LONDON).date(),
    )


def _said(connection: Connection, blotter: Blotter) -> dict[str, list[tuple[str, str]]]:
    """Return what is said of somebody, by table: whole rows of theirs, sentences of the rest."""
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    whole: dict[tuple[str, str], None] = {}
    kinds = Holds.ABOUT, Holds.SAID, Holds.RECORD, Holds.OFFICE
    for value in personal_values(connection, *kinds):
        for one in found_in(value, blotter):
            if value.table in ABOUT_ONE:
                whole[value.table, value.row_id] = None
            else:
                texts[value.table].append((_named(one.field), _sentences(one.text, blotter)))
    for table, row_id in whole:
        texts[table] += [(_named(n), t) for n, t in row_texts(connection, table, row_id)]
        if table == "participants":
            theirs = cards.of_participant(connection, row_id)
            texts["cards"] += [("text", one.text) for one in theirs if one.text]
        if table == "people":
            agreed = people.consents_of(connection, [row_id])
            texts["consents"] += [(one.purpose.label, f"{one.given_at:%d %B %Y}") for one in agreed]
    return texts


def _named(field: str) -> str:
    return field.replace("_", " ")


def _sentences(text: str, blotter: Blotter) -> str:
    """Return the sentences in which somebody stands, without addresses of anybody else."""
    others = Blotter(
        is_known=lambda one: one.kind is not IdentifierKind.NAME and not blotter.is_known(one)
    )
    text = others.replaced(text, _SOMEBODY_ELSE)
    hits = [(start, end) for start, end, _ in blotter.found(text)]
    chosen = [
        met[0]
        for met in _SENTENCE.finditer(text)
        if any(met.start() < end and start < met.end() for start, end in hits)
    ]
    return "".join(chosen).strip()
