"""How it goes with what was agreed: asked after two, six and twelve weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from asset_map.credentials.tokens import token_hash
from asset_map.model.agreement import (
    CHECK_IN_WEEKS,
    ActionState,
    AgreedAction,
    BarrierKind,
    CheckIn,
)
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words
from asset_map.model.words import LONDON
from asset_map.register import agreements, marks, messages, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.going_links import opened_by_owner
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_outcome

__all__ = [
    "NOTE_MAX",
    "FollowUp",
    "Followed",
    "Saying",
    "answer",
    "asked_of",
    "check_in_key",
    "follow_up",
    "say_how_it_goes",
    "week_of",
]

NOTE_MAX = 500
_OVER = frozenset({ActionState.DONE, ActionState.LET_GO})
_OWNER = "its owner, by the link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How it goes, as somebody says; ``barrier`` is what stops it."""

    state: ActionState
    note: str = ""
    barrier: BarrierKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """
    One thing that was agreed, where it was, and what was said of it since.

    ``week`` is the check-in that is due, or comes next; None when there is none any more.
    """

    action: AgreedAction
    roadshow_title: str
    check_ins: tuple[CheckIn, ...]
    week: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What is due today, what comes, what is over, and apart from them the buds."""

    due: tuple[Followed, ...]
    coming: tuple[Followed, ...]
    over: tuple[Followed, ...]
    buds: tuple[Followed, ...]


def follow_up(house: House, *, actor: Actor, today: date) -> FollowUp:
    """Return what was agreed anywhere, what is due longest first."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        agreed = agreements.every(connection)
        said = agreements.every_check_in(connection)
        titles = {one.id: one.title for one in roadshows.every(connection)}
    followed = [
        _followed(
            action,
            [one for one in said if one.action_id == action.id],
            title=titles.get(action.roadshow_id or "", ""),
            today=today,
        )
        for action in agreed
    ]
    fruit = [one for one in followed if not one.action.is_bud]
    waiting = sorted((one for one in fruit if one.due_on), key=_when)
    return FollowUp(
        due=tuple(one for one in waiting if _when(one) <= today),
        coming=tuple(one for one in waiting if _when(one) > today),
        over=tuple(one for one in fruit if one.due_on is None),
        buds=tuple(one for one in followed if one.action.is_bud),
    )


def _when(one: Followed) -> date:
    return one.due_on or date.max


def _followed(
    action: AgreedAction, said: Sequence[CheckIn], *, title: str, today: date
) -> Followed:
    week = _next_week(action, said, today=today)
    return Followed(
        action=action,
        roadshow_title=title,
        check_ins=tuple(said),
        week=week,
        due_on=_day_of(action, week) if week else None,
    )


def _day_of(action: AgreedAction, week: int) -> date:
    return action.made_at.astimezone(LONDON).date() + timedelta(weeks=week)


def _next_week(action: AgreedAction, said: Iterable[CheckIn], *, today: date) -> int | None:
    """Return the check-in that is due, or comes next: one that was missed gives way to a later."""
    if action.state in _OVER:
        return None
    last = max((one.week for one in said), default=0)
    left = [week for week in CHECK_IN_WEEKS if week > last]
    due = [week for week in left if _day_of(action, week) <= today]
    return due[-1] if due else next(iter(left), None)


def check_in_key(action: AgreedAction, week: int) -> str:
    """Return the key of the letter that asks for a check-in, written once."""
    return f"check-in:{week}:{action.id}"


def week_of(action: AgreedAction, *, today: date) -> int:
    """Return the check-in that something said today belongs to; 0 before the first one."""
    passed = [week for week in CHECK_IN_WEEKS if _day_of(action, week) <= today]
    return passed[-1] if passed else 0


def say_how_it_goes(
    house: House,
    action_id: str,
    saying: Saying,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> AgreedAction:
    """
    Keep how something goes, as a partner heard it.

    Raises
    ------
    InvalidSubmissionError
        When it is stuck and nobody says why, or the note is too long.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = _checked(saying)
    with house.register.writing() as connection:
        require_area_of_outcome(connection, actor, agreements.get(connection, action_id))
        return _keep(connection, action_id, ready, by=actor.name, now=now, said_id=new_id())


def answer(
    house: House, token: str, saying: Saying, *, request_key: str, now: datetime
) -> AgreedAction:
    """
    Keep how something goes, as its owner says by a private link; sent twice it is kept once.

    Raises
    ------
    NotFoundError
        When the link is not known or has run out.
    InvalidSubmissionError
        When it is stuck and nobody says why, or the note is too long.
    """
    ready = _checked(saying)
    with house.register.writing() as connection:
        action = opened_by_owner(connection, token, now)
        once = f"going:{action.id}:{token_hash(request_key)[:32]}"
        if marks.acknowledged(connection, once):
            return action
        said_id = token_hash(once)[:32]
        kept = _keep(connection, action.id, ready, by=_OWNER, now=now, said_id=said_id)
        marks.acknowledge(connection, once, action.id, at=now)
        return kept


def asked_of(house: House, token: str, *, now: datetime) -> AgreedAction:
    """
    Return what a private link asks about; looking changes nothing.

    Raises
    ------
    NotFoundError
        When the link is not known or has run out.
    """
    with house.register.reading() as connection:
        return opened_by_owner(connection, token, now)


def _checked(saying: Saying) -> Saying:
    note = as_words(saying.note)
    problems = []
    if saying.state is ActionState.STUCK and not (saying.barrier or note):
        problems.append(
            Problem(field="barrier", fault="It is stuck.", remedy="Say what stops it, if you can.")
        )
    if len(note) > NOTE_MAX:
        problems.append(
            Problem(
                field="note",
                fault=f"That has {len(note):,} letters.",
                remedy=f"Up to {NOTE_MAX} fit.",
            )
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return replace(
        saying, note=note, barrier=saying.barrier if saying.state is ActionState.STUCK else None
    )


def _keep(
    connection: Connection,
    action_id: str,
    saying: Saying,
    *,
    by: str,
    now: datetime,
    said_id: str,
) -> AgreedAction:
    action = agreements.get(connection, action_id)
    week = week_of(action, today=now.astimezone(LONDON).date())
    said = CheckIn(
        id=said_id,
        action_id=action.id,
        week=week,
        at=now,
        by=by,
        state=saying.state,
        note=saying.note,
    )
    agreements.add_check_in(connection, said)
    for asked in CHECK_IN_WEEKS:
        # A letter that still waits would ask what was answered just now.
        messages.drop_unsent(connection, check_in_key(action, asked).replace(":", "-"))
    # Nobody is asked again: what reached the owner is not kept any longer.
    is_last = saying.state in _OVER or week >= CHECK_IN_WEEKS[-1]
    return agreements.update(
        connection,
        replace(
            action,
            state=saying.state,
            barrier=saying.barrier,
            barrier_words=saying.note if saying.state is ActionState.STUCK else "",
            owner_contact="" if is_last else action.owner_contact,
        ),
    )
