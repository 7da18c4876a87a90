"""
Runs of figures kept under a name, as they were.

What a committee was told can be read again, and held beside what is so now.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from asset_map.gaps.compare import Comparison, compare_runs
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.gap import GapRun
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.typed import as_words
from asset_map.register import gaps
from asset_map.register.engine import Connection
from asset_map.register.rows import text_of
from asset_map.usecases.house import House, NewId, random_id

__all__ = ["compare_snapshots", "freeze", "frozen", "keep_frozen", "snapshots"]

_FULLEST_LAST = (Audience.PUBLIC, Audience.PARTNER, Audience.OFFICER)
_LONGEST_NAME = 120


def freeze(
    house: House, run: GapRun, name: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> GapRun:
    """
    Keep a run under a name, as it is.

    Raises
    ------
    InvalidSubmissionError
        When it has no name, or another run has that one.
    """
    require(actor, Action.MEASURE_GAPS)
    name = as_words(name)
    if not name or len(name) > _LONGEST_NAME:
        problem = Problem(
            field="name",
            fault=f"A snapshot needs a name of at most {_LONGEST_NAME} letters.",
            remedy="Call it after the meeting it is for: 'North, March 2027'.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.writing() as connection:
        return keep_frozen(connection, replace(run, id=new_id()), name, actor=actor, now=now)


def keep_frozen(
    connection: Connection, run: GapRun, name: str, *, actor: Actor, now: datetime
) -> GapRun:
    """
    Keep a run under a name together with what else is written at once.

    Raises
    ------
    InvalidSubmissionError
        When another run has that name.
    """
    kept = replace(run, name=name, made_by=actor.name, made_on=now)
    gaps.add_run(connection, kept, sha256=_digest(kept))
    return kept


def snapshots(house: House, *, actor: Actor) -> list[GapRun]:
    """Return the frozen runs that the actor may see, the latest first."""
    require(actor, Action.MEASURE_GAPS)
    with house.register.reading() as connection:
        return [run for run in gaps.runs(connection) if _may_see(run, actor)]


def frozen(house: House, name: str, *, actor: Actor) -> GapRun:
    """
    Return a frozen run by its name or id.

    Raises
    ------
    NotFoundError
        When there is none that the actor may see.
    """
    require(actor, Action.MEASURE_GAPS)
    with house.register.reading() as connection:
        run = gaps.run_named(connection, name)
    if not _may_see(run, actor):
        message = f"There is no snapshot '{name}'; the list of snapshots shows them."
        raise NotFoundError(message)
    return run


def compare_snapshots(house: House, before: str, after: str, *, actor: Actor) -> Comparison:
    """
    Return what changed from one frozen run to another.

    Raises
    ------
    NotFoundError
        When there is no run of one of the names that the actor may see.
    """
    return compare_runs(frozen(house, before, actor=actor), frozen(house, after, actor=actor))


def _digest(run: GapRun) -> str:
    """Return the digest of the figures alone: equal inputs have equal ones, whoever made them."""
    bare = replace(run, id="", name="", made_by="", made_on=datetime.min)  # noqa: DTZ901
    return hashlib.sha256(text_of(bare).encode()).hexdigest()


def _may_see(run: GapRun, actor: Actor) -> bool:
    asked = _FULLEST_LAST.index(run.conditions.audience)
    return asked <= _FULLEST_LAST.index(actor.audience)
