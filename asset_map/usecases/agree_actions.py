"""What people agree to do together, at a roadshow: who, the first step, by when."""

from dataclasses import replace
from datetime import datetime

from asset_map.model.agreement import AgreedAction
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words
from asset_map.register import agreements, assets, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_outcome

__all__ = ["agree", "change_action", "checked_action"]

_TITLE_MAX = 160
_WORDS_MAX = 300


def agree(house: House, action: AgreedAction, *, actor: Actor, now: datetime) -> AgreedAction:
    """
    Keep something people want to do; without an owner it is a bud, not fruit.

    The same id again changes nothing.

    Raises
    ------
    InvalidSubmissionError
        When it does not say what, or a text does not fit.
    NotFoundError
        When it names a group or place that is not in the register.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = checked_action(replace(action, made_at=now))
    with house.register.writing() as connection:
        _find_assets(connection, ready)
        require_area_of_outcome(connection, actor, ready)
        _tell_screens(connection, ready)
        return agreements.add(connection, ready)


def change_action(house: House, action: AgreedAction, *, actor: Actor) -> AgreedAction:
    """
    Keep an action as it now is; where and when it was agreed stays.

    Raises
    ------
    InvalidSubmissionError
        When it does not say what, or a text does not fit.
    ConflictError
        When somebody else changed it meanwhile.
    NotFoundError
        When it names a group or place that is not in the register.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = checked_action(action)
    with house.register.writing() as connection:
        _find_assets(connection, ready)
        standing = agreements.get(connection, action.id)
        require_area_of_outcome(connection, actor, standing)
        _tell_screens(connection, standing)
        same = replace(ready, roadshow_id=standing.roadshow_id, made_at=standing.made_at)
        return agreements.update(connection, same)


def _find_assets(connection: Connection, action: AgreedAction) -> None:
    """Refuse an action of groups that are not there: its summary could not be written."""
    owner = [action.owner_asset_id] if action.owner_asset_id else []
    assets.get_many(connection, [*action.asset_ids, *owner])


def _tell_screens(connection: Connection, action: AgreedAction) -> None:
    if action.roadshow_id:
        roadshows.next_seq(connection, action.roadshow_id)


def checked_action(action: AgreedAction) -> AgreedAction:
    """Return an action with its texts tidied, or refuse it with every problem."""
    trimmed = replace(
        action,
        title=as_words(action.title),
        owner=as_words(action.owner),
        helpers=tuple(words for one in action.helpers if (words := as_words(one))),
        first_step=as_words(action.first_step),
        owner_contact=as_words(action.owner_contact),
        barrier_words=as_words(action.barrier_words),
        asset_ids=tuple(dict.fromkeys(action.asset_ids)),
    )
    problems = []
    if not trimmed.title:
        problems.append(
            Problem(
                field="title",
                fault="It does not say what you will do.",
                remedy="Write it in a few words.",
            )
        )
    limits = {"title": _TITLE_MAX, "owner": _TITLE_MAX, "first_step": _WORDS_MAX}
    limits |= {"barrier_words": _WORDS_MAX, "owner_contact": _WORDS_MAX}
    for field, most in limits.items():
        if (length := len(getattr(trimmed, field))) > most:
            fault = f"The {field.replace('_', ' ')} has {length:,} letters."
            problems.append(Problem(field=field, fault=fault, remedy=f"Up to {most} fit."))
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return trimmed
