"""What was proposed and waits for an officer, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.state import RecordState
from asset_map.model.submission import DECISIONS, Submission
from asset_map.register.rows import text_from, text_of
from asset_map.register.schema import import_batches, review_events, submissions

__all__ = [
    "add",
    "add_many",
    "by_reference",
    "count_of_batch",
    "decided_since",
    "get",
    "of_source",
    "queue",
    "update",
    "waiting_for",
]

_WAITING = (RecordState.SUBMITTED.value, RecordState.NEEDS_INFO.value)


def add(connection: sa.Connection, submission: Submission) -> Submission:
    """Keep a new proposal; return it as version 1."""
    return add_many(connection, [submission])[0]


def add_many(connection: sa.Connection, proposed: Sequence[Submission]) -> list[Submission]:
    """Keep new proposals; return them as version 1."""
    kept = [replace(submission, version=1) for submission in proposed]
    if kept:
        connection.execute(submissions.insert(), [_row(submission) for submission in kept])
    return kept


def get(connection: sa.Connection, submission_id: str) -> Submission:
    """
    Return a proposal.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    return _one(connection, submissions.c.id == submission_id, f"'{submission_id}'")


def by_reference(connection: sa.Connection, reference: str) -> Submission:
    """
    Return the proposal that a sender quotes.

    Raises
    ------
    NotFoundError
        When nothing has that reference.
    """
    return _one(connection, submissions.c.reference == reference, f"with reference '{reference}'")


def update(
    connection: sa.Connection, submission: Submission, *, expected_version: int
) -> Submission:
    """
    Keep what became of a proposal; return it with its new version.

    Raises
    ------
    ConflictError
        When somebody else dealt with it meanwhile; ``version`` is what stands.
    NotFoundError
        When there is none of that id.
    """
    kept = replace(submission, version=expected_version + 1)
    changed = connection.execute(
        submissions.update()
        .where(submissions.c.id == kept.id, submissions.c.version == expected_version)
        .values(_row(kept))
    )
    if not changed.rowcount:
        standing = get(connection, kept.id)
        message = (
            f"Submission '{standing.reference}' was dealt with meanwhile: it is "
            f"'{standing.state.label}' now. Look at it again."
        )
        raise ConflictError(message, version=standing.version)
    return kept


def queue(
    connection: sa.Connection,
    *,
    states: Sequence[RecordState],
    batch_id: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Submission], int]:
    """
    Return the proposals in some states, the oldest first, and how many there are in all.

    Those of one moment, an import's, stand in the order of its rows; those that wait for
    their sender's answer stand behind the others. What lies in the tray is not among them.
    """
    conditions: list[sa.ColumnElement[bool]] = [
        submissions.c.state.in_([s.value for s in states]),
        ~submissions.c.is_unlikely,
    ]
    if batch_id is not None:
        conditions.append(submissions.c.batch_id == batch_id)
    chosen = sa.and_(*conditions)
    is_asked = submissions.c.state == RecordState.NEEDS_INFO.value
    order = is_asked, submissions.c.made_at, submissions.c.row, submissions.c.id
    bodies = connection.scalars(
        sa.select(submissions.c.body).where(chosen).order_by(*order).limit(limit).offset(offset)
    )
    total = connection.scalar(sa.select(sa.func.count()).where(chosen)) or 0
    return [text_from(Submission, body) for body in bodies], total


def decided_since(
    connection: sa.Connection, since: datetime, *, limit: int
) -> tuple[list[Submission], int]:
    """
    Return the proposals that people sent and whose last step is a decision, the latest first.

    The second is how many there are in all; rows of imports are left out.
    """
    step, later = review_events, review_events.alias("later")
    is_last = ~sa.exists().where(
        later.c.submission_id == step.c.submission_id, later.c.seq > step.c.seq
    )
    chosen = (
        sa.select(submissions.c.body, step.c.seq)
        .join(step, step.c.submission_id == submissions.c.id)
        .where(
            step.c.at >= since,
            step.c.action.in_([action.value for action in DECISIONS]),
            submissions.c.batch_id.is_(None),
            is_last,
        )
    )
    bodies = connection.scalars(chosen.order_by(step.c.seq.desc()).limit(limit))
    total = connection.scalar(sa.select(sa.func.count()).select_from(chosen.subquery())) or 0
    return [text_from(Submission, body) for body in bodies], total


def count_of_batch(
    connection: sa.Connection, batch_id: str, *, state: RecordState
) -> tuple[int, int]:
    """Return how many proposals of an import are in a state, and how many of them have a flag."""
    # JSON leaves an empty list out, and escapes the quotation marks of what was typed.
    has_flag = sa.case((submissions.c.body.contains('"flags":['), 1), else_=0)
    counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(has_flag), 0)).where(
        submissions.c.batch_id == batch_id, submissions.c.state == state.value
    )
    total, flagged = connection.execute(counted).one()
    return total, flagged


def of_source(connection: sa.Connection, source: str) -> list[Submission]:
    """Return the proposals from a source's imports that still wait, in the order of their rows."""
    order = submissions.c.made_at, submissions.c.row, submissions.c.id
    bodies = connection.scalars(
        sa.select(submissions.c.body)
        .join(import_batches, import_batches.c.id == submissions.c.batch_id)
        .where(import_batches.c.source == source, submissions.c.state.in_(_WAITING))
        .order_by(*order)
    )
    return [text_from(Submission, body) for body in bodies]


def waiting_for(connection: sa.Connection, asset_id: str) -> list[Submission]:
    """Return the proposals about an asset that nobody has decided yet, the oldest first."""
    bodies = connection.scalars(
        sa.select(submissions.c.body)
        .where(
            submissions.c.asset_id == asset_id,
            submissions.c.state.in_(_WAITING),
            ~submissions.c.is_unlikely,
        )
        .order_by(submissions.c.made_at, submissions.c.id)
    )
    return [text_from(Submission, body) for body in bodies]


def _one(connection: sa.Connection, chosen: sa.ColumnElement[bool], which: str) -> Submission:
    body = connection.scalar(sa.select(submissions.c.body).where(chosen))
    if body is None:
        message = f"There is no submission {which}; check the reference."
        raise NotFoundError(message)
    return text_from(Submission, body)


def _row(submission: Submission) -> dict[str, Any]:
    return {
        "id": submission.id,
        "reference": submission.reference,
        "state": submission.state.value,
        "made_at": submission.made_at,
        "asset_id": submission.asset_id,
        "batch_id": submission.batch_id,
        "row": submission.row,
        "version": submission.version,
        "body": text_of(submission),
        "is_unlikely": bool(submission.unlikely),
    }
