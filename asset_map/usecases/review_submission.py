"""An officer decides what comes into the register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.errors import ConflictError
from asset_map.model.message import MessageKind
from asset_map.model.revision import Change, carried_over
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import OperatingStatus, RecordState, check_move
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission, SubmissionKind
from asset_map.model.words import LONDON
from asset_map.register import assets, conversations, history, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.between_wards import Between, between_wards
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.conversing import event_of, tell_sender
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import let_in_offer
from asset_map.usecases.keeping import Kept, keep, keep_many

__all__ = [
    "WAITING",
    "BulkApproval",
    "Decision",
    "Waiting",
    "approve",
    "approve_batch",
    "ask",
    "batch_waiting",
    "look_at",
    "queue",
    "reject",
]

WAITING = (RecordState.SUBMITTED, RecordState.NEEDS_INFO)
# So many rows are let in by one transaction: others can write in between.
BULK_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """
    One proposal beside what stands; ``standing`` is None for something new.

    ``between`` holds, by location id, the proposed places that may lie in two wards.
    """

    submission: Submission
    standing: Asset | None
    proposed: Asset | None
    changes: tuple[Change, ...]
    between: Mapping[str, Between] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decides on which version of a proposal, when, and why."""

    submission_id: str
    version: int
    actor: Actor
    now: datetime
    reason: str = ""


def queue(
    house: House, *, actor: Actor, batch_id: str | None = None, limit: int = 50, offset: int = 0
) -> tuple[list[Submission], int]:
    """Return what waits, oldest first, and how many there are in all."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        return submissions.queue(
            connection, states=WAITING, batch_id=batch_id, limit=limit, offset=offset
        )


def look_at(house: House, submission_id: str, *, actor: Actor) -> Waiting:
    """Return a proposal beside what stands, as it would change it today."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        submission = submissions.get(connection, submission_id)
        standing = assets.get(connection, submission.asset_id) if submission.asset_id else None
        proposed = _as_it_would_stand(connection, submission, standing)
        places = proposed.locations if proposed else ()
        between = between_wards(house, connection, places)
    return Waiting(
        submission=submission,
        standing=standing,
        proposed=proposed,
        changes=changes_told(standing, proposed) if proposed else (),
        between=between,
    )


def _as_it_would_stand(
    connection: Connection, submission: Submission, standing: Asset | None
) -> Asset | None:
    """Return the asset after approval; None where approval changes nothing (a report)."""
    if standing is None:
        new = submission.proposed
        return replace(new, record_state=RecordState.APPROVED) if new else None
    if submission.kind is SubmissionKind.NEW and submission.proposed:
        # It was let in before and taken back: the archived record comes alive again.
        alive = replace(submission.proposed, record_state=RecordState.APPROVED)
        return replace(alive, version=standing.version)
    if submission.kind is SubmissionKind.CLOSE:
        closed_on = submission.made_at.astimezone(LONDON).date()
        return replace(standing, operating_status=OperatingStatus.CLOSED, closed_on=closed_on)
    if submission.kind is SubmissionKind.REPORT or submission.proposed is None:
        return None
    base = history.state_at(connection, standing.id, submission.base_version) or standing
    after = carried_over(base, submission.proposed, standing)
    return replace(after, record_state=standing.record_state)


def approve(house: House, decision: Decision, *, new_id: NewId = random_id) -> Asset | None:
    """
    Let a proposal in: its asset and its history are written in one transaction.

    Raises
    ------
    ConflictError
        When another officer decided it first.
    """
    with house.register.writing() as connection:
        before, submission = _moved(connection, decision, RecordState.APPROVED)
        standing = assets.get(connection, submission.asset_id) if submission.asset_id else None
        after = _as_it_would_stand(connection, submission, standing)
        if after is not None:
            after = keep(house, connection, after, _note(submission, decision, new_id))
            submission = replace(submission, asset_id=after.id)
        if submission.offered is not None:
            let_in_offer(connection, submission.offered, actor=decision.actor, now=decision.now)
        _kept(connection, before, submission, decision)
    return after


def ask(house: House, decision: Decision) -> Submission:
    """Ask the sender a question, kept as ``decision.reason``; nothing becomes public."""
    return _decide(house, decision, RecordState.NEEDS_INFO)


def reject(house: House, decision: Decision) -> Submission:
    """Turn a proposal down with a reason; it stays in the history."""
    return _decide(house, decision, RecordState.REJECTED)


def _decide(house: House, decision: Decision, state: RecordState) -> Submission:
    with house.register.writing() as connection:
        before, submission = _moved(connection, decision, state)
        return _kept(connection, before, submission, decision)


_STEPS = {
    RecordState.APPROVED: (ReviewAction.APPROVED, MessageKind.DECISION, "Thank you: it is in."),
    RecordState.NEEDS_INFO: (ReviewAction.ASKED, MessageKind.QUESTION, "We have a question:"),
    RecordState.REJECTED: (
        ReviewAction.REJECTED,
        MessageKind.DECISION,
        "We did not take it in. The reason:",
    ),
}


def _kept(
    connection: Connection, before: RecordState, submission: Submission, decision: Decision
) -> Submission:
    """Keep a decision and its step; what a person sent is answered with a message."""
    kept = submissions.update(connection, submission, expected_version=decision.version)
    conversations.add(connection, _step(before, kept, decision))
    if kept.batch_id is None:
        _, kind, words = _STEPS[kept.state]
        said = f"{words}\n\n{decision.reason}" if decision.reason else words
        tell_sender(connection, kept, kind, said, now=decision.now)
    return kept


def _step(before: RecordState, kept: Submission, decision: Decision) -> ReviewEvent:
    return event_of(
        kept,
        _STEPS[kept.state][0],
        actor=decision.actor,
        at=decision.now,
        from_state=before,
        text=decision.reason,
    )


def _moved(
    connection: Connection, decision: Decision, state: RecordState
) -> tuple[RecordState, Submission]:
    """Return the state before, and the proposal in its new one, not kept yet."""
    submission = submissions.get(connection, decision.submission_id)
    if submission.version != decision.version:
        message = (
            f"Submission '{submission.reference}' was dealt with meanwhile: it is "
            f"'{submission.state.label}' now. Look at it again."
        )
        raise ConflictError(message, version=submission.version)
    check_move(submission.state, state, actor=decision.actor, reason=decision.reason)
    moved = replace(
        submission, state=state, decided_by=decision.actor.name, decided_at=decision.now
    )
    if state is RecordState.NEEDS_INFO:
        return submission.state, replace(moved, question=decision.reason)
    return submission.state, replace(moved, reason=decision.reason)


def _note(submission: Submission, decision: Decision, new_id: NewId) -> RevisionNote:
    return RevisionNote(
        id=new_id(),
        actor=decision.actor,
        at=decision.now,
        action="approved",
        reason=decision.reason or f"{submission.kind.label} {submission.reference}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkApproval:
    """Which import is let in, by whom and when; flagged rows wait for a look of their own."""

    batch_id: str
    actor: Actor
    now: datetime
    include_flagged: bool = False


def batch_waiting(house: House, batch_id: str, *, actor: Actor) -> tuple[int, int]:
    """Return how many rows of an import can be let in, and how many of them have a flag."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        return submissions.count_of_batch(connection, batch_id, state=RecordState.SUBMITTED)


def approve_batch(
    house: House,
    bulk: BulkApproval,
    *,
    progress: Callable[[int, int], object] = lambda _done, _of: None,
    new_id: NewId = random_id,
) -> tuple[int, int]:
    """
    Approve what an import proposed; return how many were let in and how many still wait.

    Each part of 500 is let in whole or not at all.
    """
    require(bulk.actor, Action.REVIEW)
    with house.register.reading() as connection:
        waiting, total = submissions.queue(
            connection, states=(RecordState.SUBMITTED,), batch_id=bulk.batch_id, limit=1_000_000
        )
    clean = [one for one in waiting if bulk.include_flagged or not one.flags]
    for start in range(0, len(clean), BULK_ROWS):
        part = clean[start : start + BULK_ROWS]
        _approve_part(house, part, bulk, new_id=new_id)
        progress(start + len(part), len(clean))
    return len(clean), total - len(clean)


def _approve_part(
    house: House, part: Sequence[Submission], bulk: BulkApproval, *, new_id: NewId
) -> None:
    with house.register.writing() as connection:
        let_in: list[Kept] = []
        decided: list[tuple[RecordState, Submission, Decision]] = []
        for submission in part:
            decision = Decision(
                submission_id=submission.id,
                version=submission.version,
                actor=bulk.actor,
                now=bulk.now,
            )
            before, moved = _moved(connection, decision, RecordState.APPROVED)
            standing = assets.get(connection, moved.asset_id) if moved.asset_id else None
            after = _as_it_would_stand(connection, moved, standing)
            if after is not None:
                let_in.append((after, _note(moved, decision, new_id)))
                moved = replace(moved, asset_id=after.id)
            decided.append((before, moved, decision))
        keep_many(house, connection, let_in)
        for before, moved, decision in decided:
            _kept(connection, before, moved, decision)
