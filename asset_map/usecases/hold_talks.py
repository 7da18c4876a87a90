"""Conversations outside any roadshow: a note, what is offered and asked, and when it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.model.card import Card, CardKind, CardSource, Talk
from asset_map.model.connection import OfferAudience
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.typed import as_lines, as_words
from asset_map.model.words import LONDON, fold, long_date
from asset_map.register import alike, cards
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_assets
from asset_map.usecases.place_cards import place_talk
from asset_map.usecases.propose_drafts import propose_drafts
from asset_map.usecases.write_cards import checked_card

__all__ = ["MOST_LINES", "NOTE_MAX", "GroupTalks", "Said", "groups_spoken_to", "record_talk"]

NOTE_MAX = 1_000
MOST_LINES = 20
_SHORT_MAX = 120
_ID_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    A conversation as it was typed: one offer, ask, place or skill a line.

    ``id`` comes with the form, so that sending it again keeps it once.
    """

    id: str
    held_on: date
    for_group: str
    with_whom: str = ""
    note: str = ""
    offers: str = ""
    asks: str = ""
    places: str = ""
    skills: str = ""
    audience: OfferAudience = OfferAudience.PARTNERS
    has_agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTalks:
    """A group and the conversations with it, the latest first."""

    name: str
    asset_id: str | None
    talks: tuple[Talk, ...]
    days_since: int

    @property
    def last_on(self) -> date:
        """When it was last spoken to."""
        return self.talks[0].held_on


# Which box of the form makes which cards.
_BOXES = {
    "offers": CardKind.OFFER,
    "asks": CardKind.NEED,
    "places": CardKind.ASSET,
    "skills": CardKind.SKILL,
}


def record_talk(
    house: House, said: Said, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Talk:
    """
    Keep a conversation with its cards; sent again it stays as it is.

    What it offers and asks is kept for its group; groups and places nobody knew go to
    the officers. Without consent no more is kept than the day and the group.

    Raises
    ------
    InvalidSubmissionError
        When it names no group, is too long, or was not agreed to.
    """
    require(actor, Action.RUN_ROADSHOW)
    said = _seen(said)
    written = _checked(said, today=now.astimezone(LONDON).date())
    with house.register.writing() as connection:
        talk = Talk(
            id=said.id,
            held_on=said.held_on,
            by=actor.name,
            made_at=now,
            asset_id=_known(connection, said.for_group),
            for_group=said.for_group,
            with_whom=said.with_whom if said.has_agreed else "",
            note=said.note,
            may_be_kept=said.has_agreed,
        )
        if talk.asset_id is not None:
            require_area_of_assets(connection, actor, talk.asset_id)
        if not cards.add_talk(connection, talk):
            return cards.talk(connection, said.id)
        ready = [replace(one, asset_id=_of(talk, one), made_by=actor.name) for one in written]
        cards.add_new(connection, [replace(one, made_at=now) for one in ready])
        place_talk(house, connection, talk, actor=actor, now=now, new_id=new_id)
        every = cards.of_talk(connection, talk.id)
        propose_drafts(house, connection, every, actor=actor, now=now, new_id=new_id)
        return talk


def groups_spoken_to(
    house: House, *, actor: Actor, today: date, is_everybody: bool = False
) -> list[GroupTalks]:
    """Return the groups that somebody has spoken with, the longest ago first."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        talks = (
            cards.every_talk(connection) if is_everybody else cards.talks_of(connection, actor.name)
        )
    by_group: dict[str, list[Talk]] = {}
    for talk in talks:
        by_group.setdefault(fold(talk.for_group), []).append(talk)
    groups = [
        GroupTalks(
            name=its[0].for_group,
            asset_id=next((one.asset_id for one in its if one.asset_id), None),
            talks=tuple(its),
            days_since=(today - its[0].held_on).days,
        )
        for its in by_group.values()
    ]
    return sorted(groups, key=lambda one: (one.last_on, one.name))


def _seen(said: Said) -> Said:
    """Return what was typed without what nobody can see and no database keeps."""
    return replace(
        said,
        id=as_lines(said.id),
        for_group=as_words(said.for_group),
        with_whom=as_words(said.with_whom),
        note=as_lines(said.note).strip(),
        offers=as_lines(said.offers),
        asks=as_lines(said.asks),
        places=as_lines(said.places),
        skills=as_lines(said.skills),
    )


def _known(connection: Connection, name: str) -> str | None:
    """Return the one record of a name, where there is just one."""
    folded = fold(name)
    same = alike.named(connection, [folded], audience=Audience.PARTNER).get(folded, [])
    return same[0] if len(same) == 1 else None


def _of(talk: Talk, card: Card) -> str | None:
    """Return the group's own record for what it offers and asks."""
    return talk.asset_id if card.kind in (CardKind.OFFER, CardKind.NEED) else None


def _checked(said: Said, *, today: date) -> list[Card]:
    problems = list(_faults(said, today=today))
    written: list[Card] = []
    for field, kind in _BOXES.items():
        lines = [line for line in getattr(said, field).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            fault = f"There are {len(lines)} lines."
            problems.append(
                Problem(field=field, fault=fault, remedy=f"Write up to {MOST_LINES} at once.")
            )
            continue
        try:
            written += [_card(said, kind, line, n) for n, line in enumerate(lines)]
        except InvalidSubmissionError as error:
            problems += [replace(one, field=field) for one in error.problems]
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return written


def _card(said: Said, kind: CardKind, line: str, number: int) -> Card:
    is_exchange = kind in (CardKind.OFFER, CardKind.NEED)
    return checked_card(
        Card(
            id=f"{said.id}-{kind.value}-{number}",
            kind=kind,
            text=line,
            made_at=datetime.min.replace(tzinfo=LONDON),
            made_by="",
            source=CardSource.TALK,
            talk_id=said.id,
            for_group=said.for_group if is_exchange else "",
            audience=said.audience if is_exchange else OfferAudience.PARTNERS,
        )
    )


def _faults(said: Said, *, today: date) -> Iterable[Problem]:
    if not said.for_group:
        yield Problem(field="for_group", fault="There is no group.", remedy="Write its name.")
    if not 0 < len(said.id) <= _ID_MAX - len("-missing_voice-99"):
        yield Problem(
            field="for_group", fault="The form is damaged.", remedy="Open the page again."
        )
    if said.held_on > today:
        fault = f"{long_date(said.held_on)} has not come yet."
        yield Problem(field="held_on", fault=fault, remedy="Write the day of the conversation.")
    lengths = {"for_group": _SHORT_MAX, "with_whom": _SHORT_MAX, "note": NOTE_MAX}
    for field, most in lengths.items():
        if (length := len(getattr(said, field))) > most:
            yield Problem(
                field=field, fault=f"That has {length:,} letters.", remedy=f"Up to {most:,} fit."
            )
    is_empty = not any(_typed(said))
    if not said.has_agreed and not is_empty:
        yield Problem(
            field="has_agreed",
            fault="They have not agreed that you write this down.",
            remedy="Ask them and tick the box, or leave all but the group empty.",
        )


def _typed(said: Said) -> Sequence[str]:
    return [said.note.strip(), *(getattr(said, field).strip() for field in _BOXES)]
