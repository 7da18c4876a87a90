"""An officer takes a decision back: the last one on a proposal, or a whole import let in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from asset_map.model.errors import ConflictError, InvalidSubmissionError
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.submission import DECISIONS, ReviewAction, ReviewEvent, Submission
from asset_map.register import assets, conversations, history, messages, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of, message_id
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import put_back_offer
from asset_map.usecases.keeping import keep
from asset_map.usecases.review_submission import BulkApproval

__all__ = ["take_back", "take_back_batch"]

# So many are undone by one transaction: others can write in between.
_TOGETHER = 100


def take_back(
    house: House, submission_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Submission:
    """
    Put a proposal back to where it waited before the last decision on it.

    What an approval wrote is undone by a revision of its own: a new record is archived,
    a changed one stands as it stood. A message that has not gone out is taken away.

    Raises
    ------
    ConflictError
        When the record was changed after the approval.
    InvalidSubmissionError
        When nothing was decided that could be taken back.
    """
    require(actor, Action.REVIEW)
    with house.register.writing() as connection:
        submission = submissions.get(connection, submission_id)
        note = RevisionNote(
            id=new_id(),
            actor=actor,
            at=now,
            action="took back the approval of",
            reason=f"{submission.kind.label} {submission.reference}",
        )
        return _taken_back(house, connection, submission, note)


def take_back_batch(
    house: House,
    bulk: BulkApproval,
    *,
    actor: Actor,
    now: datetime,
    progress: Callable[[int, int], object] = lambda _done, _of: None,
    new_id: NewId = random_id,
) -> tuple[int, int]:
    """
    Put all rows of an import back to wait that one press let in; return how many, and how many not.

    A row whose record, or whose proposal, somebody changed since stays as it is.
    """
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        found = submissions.queue(
            connection, states=(RecordState.APPROVED,), batch_id=bulk.batch_id, limit=1_000_000
        )[0]
    let_in = [one for one in found if one.decided_at == bulk.now]
    left = 0
    for start in range(0, len(let_in), _TOGETHER):
        part = let_in[start : start + _TOGETHER]
        with house.register.writing() as connection:
            for one in part:
                note = RevisionNote(
                    id=new_id(),
                    actor=actor,
                    at=now,
                    action="took back the approval of",
                    reason=f"the import, {one.reference}",
                )
                try:
                    _taken_back(house, connection, one, note)
                except ConflictError:
                    left += 1
        progress(start + len(part), len(let_in))
    return len(let_in) - left, left


def _taken_back(
    house: House, connection: Connection, submission: Submission, note: RevisionNote
) -> Submission:
    last = _last_decision(connection, submission)
    if last.action is ReviewAction.APPROVED:
        _undo_approval(house, connection, submission, note)
    waiting = replace(
        submission,
        state=last.from_state or RecordState.SUBMITTED,
        question="" if last.action is ReviewAction.ASKED else submission.question,
        reason="",
        decided_by="",
        decided_at=None,
    )
    messages.drop_unsent(connection, message_id(submission))
    kept = submissions.update(connection, waiting, expected_version=submission.version)
    step = event_of(
        kept, ReviewAction.TOOK_BACK, actor=note.actor, at=note.at, from_state=submission.state
    )
    conversations.add(connection, step)
    return kept


def _last_decision(connection: Connection, submission: Submission) -> ReviewEvent:
    steps = conversations.of_submission(connection, submission.id)
    if not steps or steps[-1].action not in DECISIONS:
        message = f"Submission '{submission.reference}' has no decision that could be taken back."
        raise InvalidSubmissionError(message)
    return steps[-1]


def _undo_approval(
    house: House, connection: Connection, submission: Submission, note: RevisionNote
) -> None:
    if submission.offered is not None:
        put_back_offer(connection, submission.offered.id, actor=note.actor, now=note.at)
    if submission.asset_id is None or submission.offered is not None:
        return
    latest = history.of_asset(connection, submission.asset_id)[0]
    if latest.at != submission.decided_at:
        if latest.at < (submission.decided_at or latest.at):
            return  # the approval of a report wrote nothing
        message = (
            "The record was changed after this approval, so it cannot be taken back whole. "
            "Edit the record instead."
        )
        raise ConflictError(message, version=submission.version)
    standing = assets.get(connection, submission.asset_id)
    before = latest.before or replace(standing, record_state=RecordState.ARCHIVED)
    keep(house, connection, replace(before, version=standing.version), note)
