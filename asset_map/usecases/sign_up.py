"""Visitors of a market place sign up at a stall; its group is handed the list once."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.imports.readers import Fault, phone
from asset_map.model.cells import neutralised
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
    Problem,
)
from asset_map.model.mailer import mail_address
from asset_map.model.market import SIGN_UP_DAYS, SignUp, Stall
from asset_map.model.private_link import LinkPurpose, PrivateLink
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_code, as_words
from asset_map.model.words import LONDON, fold
from asset_map.register import market, private_links, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.sign_in import signing_key

__all__ = [
    "StallList",
    "StallPage",
    "Visitor",
    "consent_words",
    "hand_over_csv",
    "list_behind",
    "list_link",
    "sign_up",
    "stall_page",
    "stalls_of",
    "take_list",
]

NAME_MAX = 80
# Visitors sign up on the day and for a week after it.
_OPEN_DAYS = 7
# Whoever takes the list may look at it for so long, in case the first look was lost on the way.
_LOOK_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StallPage:
    """What a visitor sees of a stall, and whether it still takes names."""

    roadshow: Roadshow
    stall: Stall
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who signs up; ``contact`` is an email address or a telephone number."""

    name: str
    contact: str
    has_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StallList:
    """A stall's list behind its link: ``names`` are there for an hour after it was taken."""

    stall: Stall
    waiting: int
    names: tuple[SignUp, ...]


def stalls_of(house: House, code: str) -> tuple[Roadshow, tuple[Stall, ...]]:
    """
    Return the stalls that visitors of a roadshow may look at.

    Raises
    ------
    NotFoundError
        When no roadshow has that code.
    """
    plain = as_code(code)
    with house.register.reading() as connection:
        roadshow = roadshows.by_code(connection, plain)
        return roadshow, tuple(market.of_roadshow(connection, roadshow.id))


def stall_page(house: House, code: str, number: int, *, now: datetime) -> StallPage:
    """
    Return one stall of a roadshow.

    Raises
    ------
    NotFoundError
        When there is none of that number.
    """
    roadshow, stalls = stalls_of(house, code)
    stall = next((one for one in stalls if one.number == number), None)
    if stall is None:
        message = f"There is no stall {number} at {roadshow.title}; look at the list of stalls."
        raise NotFoundError(message)
    day = now.astimezone(LONDON).date()
    last = roadshow.held_on + timedelta(days=_OPEN_DAYS)
    with house.register.reading() as connection:
        is_taken = any(one.handed_over_at for one in market.sign_ups_of(connection, stall.id))
    is_open = roadshow.held_on <= day <= last and not is_taken
    return StallPage(roadshow=roadshow, stall=stall, is_open=is_open)


def consent_words(stall: Stall) -> str:
    """Return what a visitor agrees to: it names who receives the address, and what for."""
    return (
        f"{stall.name} may have my name and how to reach me, to tell me about what they do "
        "and to answer me. Nobody else gets them."
    )


def sign_up(
    house: House, page: StallPage, visitor: Visitor, *, request_key: str, now: datetime
) -> None:
    """
    Keep that a visitor wishes to hear from a stall's group; sent twice it is kept once.

    Raises
    ------
    InvalidSubmissionError
        When the name or the contact does not do, or there is no consent.
    ConflictError
        When the stall takes no names any more.
    """
    name, contact = _checked(visitor)
    one = SignUp(
        id=token_hash(f"{page.stall.id}:{request_key}")[:32],
        stall_id=page.stall.id,
        made_at=now,
        name=name,
        contact=contact,
        consent_words=consent_words(page.stall),
    )
    with house.register.writing() as connection:
        there = market.sign_ups_of(connection, page.stall.id)
        # Somebody may have taken the list since the page was opened.
        if not page.is_open or any(other.handed_over_at for other in there):
            message = f"{page.stall.name} takes no more names here. Ask them at their table."
            raise ConflictError(message)
        if fold(contact) not in {fold(other.contact) for other in there}:
            market.add_sign_up(connection, one)


def _checked(visitor: Visitor) -> tuple[str, str]:
    problems = []
    name = as_words(visitor.name)
    if not 0 < len(name) <= NAME_MAX:
        fault = "There is no name." if not name else f"That has {len(name):,} letters."
        remedy = f"Write your name, in up to {NAME_MAX} letters."
        problems.append(Problem(field="name", fault=fault, remedy=remedy))
    contact = _contact(visitor.contact)
    if isinstance(contact, Problem):
        problems.append(contact)
    if not visitor.has_agreed:
        problems.append(
            Problem(
                field="agreed",
                fault="You have not agreed yet.",
                remedy="Tick the box, so that we may pass on how to reach you.",
            )
        )
    if problems or isinstance(contact, Problem):
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return name, contact


def _contact(typed: str) -> str | Problem:
    text = as_words(typed)
    if "@" in text:
        try:
            return mail_address(text, field="contact")
        except InvalidSubmissionError as error:
            return error.problems[0]
    number = phone(text)
    if isinstance(number, Fault):
        return Problem(
            field="contact",
            fault="We cannot read that." if text else "There is no way to reach you.",
            remedy="Write an email address or a telephone number.",
        )
    return number


def list_link(house: House, stall_id: str, *, actor: Actor, now: datetime) -> str:
    """Let a stall's group take its list by a link, for thirty days; return the link's path."""
    require(actor, Action.RUN_ROADSHOW)
    token = _token(house, stall_id)
    with house.register.writing() as connection:
        stall = market.get(connection, stall_id)
        require_area_of_roadshow(connection, actor, stall.roadshow_id)
        private_links.add(
            connection,
            PrivateLink(
                token_hash=token_hash(token),
                purpose=LinkPurpose.STALL,
                made_at=now,
                subject_id=stall_id,
                until=now + timedelta(days=SIGN_UP_DAYS),
            ),
        )
    return f"/stall/{token}"


def list_behind(house: House, token: str, *, now: datetime) -> StallList:
    """
    Return what a stall's link shows: how many wait, or for an hour the names; looking takes none.

    Raises
    ------
    NotFoundError
        When the link is not known or has run out.
    """
    with house.register.reading() as connection:
        stall = _opened(connection, token, now)
        signed = market.sign_ups_of(connection, stall.id)
    return StallList(
        stall=stall,
        waiting=sum(one.handed_over_at is None for one in signed),
        names=tuple(
            one for one in signed if one.handed_over_at and now < one.handed_over_at + _LOOK_FOR
        ),
    )


def take_list(house: House, token: str, *, now: datetime) -> None:
    """
    Hand the list over to the stall's group, once.

    Raises
    ------
    NotFoundError
        When the link is not known or has run out.
    """
    with house.register.writing() as connection:
        market.hand_over(connection, _opened(connection, token, now).id, at=now)


def hand_over_csv(house: House, stall_id: str, *, actor: Actor, now: datetime) -> bytes:
    """
    Hand a stall's list over as a CSV file, once: whoever carries it gives it to the group.

    Raises
    ------
    NotFoundError
        When nobody signed up, or it was handed over already.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        stall = market.get(connection, stall_id)
        require_area_of_roadshow(connection, actor, stall.roadshow_id)
        waiting = [
            one for one in market.sign_ups_of(connection, stall_id) if one.handed_over_at is None
        ]
        if not waiting:
            message = f"No list waits for {stall.name}: nobody signed up, or it was handed over."
            raise NotFoundError(message)
        market.hand_over(connection, stall_id, at=now)
    return _csv(waiting)


def _csv(signed: Sequence[SignUp]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("name", "contact", "agreed_to", "on"))
    for one in signed:
        day = one.made_at.astimezone(LONDON).date().isoformat()
        writer.writerow(map(neutralised, (one.name, one.contact, one.consent_words, day)))
    return text.getvalue().encode("utf-8-sig")


def _token(house: House, stall_id: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, LinkPurpose.STALL, stall_id)


def _opened(connection: Connection, token: str, now: datetime) -> Stall:
    link = private_links.opened_by(
        connection, token_hash(token), purpose=LinkPurpose.STALL, now=now
    )
    return market.get(connection, link.subject_id or "")
