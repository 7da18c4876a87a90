"""A roadshow is set up: when, where, who is asked, what is planned, and the privacy words."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.query import Listing, Query
from asset_map.model.roadshow import Reply, Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.typed import as_words
from asset_map.register import roadshows, search
from asset_map.register.engine import Connection
from asset_map.usecases.find_assets import LISTED_KINDS
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_roadshow, wards_to_begin_with

__all__ = [
    "PRIVACY_WORDS",
    "Noted",
    "Planned",
    "change_roadshow",
    "checked_roadshow",
    "new_code",
    "note_down",
    "roadshow_of",
    "set_up",
    "to_invite",
]

T = TypeVar("T")

# Letters and digits that neither look nor sound alike, and spell nothing.
_CODE_LETTERS = "FHJKMRTWXY3479"
_CODE_LENGTH = 5
_TITLE_MAX = 120
_WORDS_MAX = 2_000
_TRIES = 50

PRIVACY_WORDS = (
    "First names only. What you say of yourself stays in this room, unless you tick that it may "
    "leave it. What we write down about groups and places goes to the council's officers, who "
    "check it before anybody else sees it. We keep the cards for a year and the list of names "
    "for 30 days. You can take back anything you said: on your phone, or tell us. "
    "If you only leave, what you said stays."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a new roadshow begins with; ``like`` is the id of one to copy."""

    title: str
    held_on: date
    place: str = ""
    like: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is noted while a session runs; None leaves it as it is."""

    head_count: int | None = None
    missing_voices: str | None = None
    feedback: str | None = None


def new_code() -> str:
    """Return a code that is easy to say across a hall."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def roadshow_of(house: House, roadshow_id: str, *, actor: Actor) -> Roadshow:
    """Return one roadshow."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return roadshows.get(connection, roadshow_id)


def set_up(
    house: House,
    planned: Planned,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
    draw_code: Callable[[], str] = new_code,
) -> Roadshow:
    """
    Begin a new roadshow with the two-hour plan, or set up as an earlier one; return it.

    Of an earlier one everything is taken over but its day, its code and what came of
    it; everybody is to be asked again.

    Raises
    ------
    InvalidSubmissionError
        When it has no title.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        blank = Roadshow(id="", title="", held_on=planned.held_on, code="")
        last = roadshows.get(connection, planned.like) if planned.like else blank
        fresh = Roadshow(
            id=new_id(),
            title=planned.title,
            held_on=planned.held_on,
            code=_free_code(connection, draw_code),
            place=planned.place or last.place,
            venue_id=last.venue_id,
            starts=last.starts,
            ends=last.ends,
            ward_codes=wards_to_begin_with(actor, last.ward_codes),
            committee_id=last.committee_id,
            partners=last.partners,
            facilitator=last.facilitator,
            agenda=last.agenda,
            invitations=tuple(
                replace(one, reply=Reply.INVITED, note="") for one in last.invitations
            ),
            privacy_words=last.privacy_words or PRIVACY_WORDS,
            tree_labels=last.tree_labels,
            made_at=now,
            made_by=actor.name,
        )
        require_area_of_roadshow(connection, actor, fresh)
        return roadshows.add(connection, checked_roadshow(fresh))


def change_roadshow(house: House, roadshow: Roadshow, *, actor: Actor) -> Roadshow:
    """
    Keep a roadshow as it is now set up; its code and how far it has come stay.

    Raises
    ------
    InvalidSubmissionError
        When it has no title, or a text that does not fit.
    ConflictError
        When somebody else changed it meanwhile.
    """
    require(actor, Action.RUN_ROADSHOW)
    checked = checked_roadshow(roadshow)
    with house.register.writing() as connection:
        standing = roadshows.get(connection, roadshow.id)
        for one in (standing, checked):
            require_area_of_roadshow(connection, actor, one)
        kept = replace(
            checked,
            code=standing.code,
            state=standing.state,
            opened_at=standing.opened_at,
            closed_at=standing.closed_at,
        )
        return roadshows.update(connection, kept)


def note_down(house: House, roadshow_id: str, noted: Noted, *, actor: Actor) -> Roadshow:
    """Keep what is noted while a session runs, over whatever else changed meanwhile."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        standing = roadshows.get(connection, roadshow_id)
        kept = replace(
            standing,
            head_count=_or(noted.head_count, standing.head_count),
            missing_voices=_or(noted.missing_voices, standing.missing_voices),
            feedback=_or(noted.feedback, standing.feedback),
        )
        if kept == standing:
            return standing
        # Another laptop's screen follows this number.
        roadshows.next_seq(connection, roadshow_id)
        return roadshows.update(connection, checked_roadshow(kept))


def to_invite(house: House, words: str, *, actor: Actor, today: date) -> tuple[Listing, ...]:
    """Return groups and places of the register to ask, by any of their words."""
    require(actor, Action.RUN_ROADSHOW)
    query = Query(text=words, kinds=LISTED_KINDS, record_states=(RecordState.APPROVED,), limit=12)
    with house.register.reading() as connection:
        return tuple(search.find(connection, query, audience=actor.audience, today=today).listings)


def _or(said: T | None, standing: T) -> T:
    return standing if said is None else said


def checked_roadshow(roadshow: Roadshow) -> Roadshow:
    """Return a roadshow with its texts tidied, or refuse it with every problem."""
    trimmed = replace(
        roadshow,
        title=as_words(roadshow.title),
        place=as_words(roadshow.place),
        facilitator=as_words(roadshow.facilitator),
        partners=tuple(words for one in roadshow.partners if (words := as_words(one))),
        agenda=tuple(replace(line, title=as_words(line.title)) for line in roadshow.agenda),
        invitations=tuple(replace(one, name=as_words(one.name)) for one in roadshow.invitations),
        tree_labels={part: as_words(label) for part, label in roadshow.tree_labels.items()},
    )
    problems = []
    if not trimmed.title:
        problems.append(
            Problem(
                field="title", fault="The roadshow has no title.", remedy="Say what it is called."
            )
        )
    limits = {
        "title": _TITLE_MAX,
        "place": _TITLE_MAX,
        "privacy_words": _WORDS_MAX,
        "missing_voices": _WORDS_MAX,
        "feedback": _WORDS_MAX,
    }
    for field, most in limits.items():
        if (length := len(getattr(trimmed, field))) > most:
            fault = f"The {field.replace('_', ' ')} has {length:,} letters."
            problems.append(Problem(field=field, fault=fault, remedy=f"Up to {most:,} fit."))
    if trimmed.starts and trimmed.ends and trimmed.ends <= trimmed.starts:
        problems.append(
            Problem(field="ends", fault="It ends before it begins.", remedy="Check the times.")
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return trimmed


def _free_code(connection: Connection, draw_code: Callable[[], str]) -> str:
    for _ in range(_TRIES):
        code = draw_code()
        try:
            roadshows.by_code(connection, code)
        except NotFoundError:
            return code
    message = f"No free code was found in {_TRIES} tries; try again."
    raise InvalidSubmissionError(message)
