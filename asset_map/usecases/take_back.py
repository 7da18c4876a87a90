"""An officer takes the last decision on a proposal back."""

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
from asset_map.usecases.keeping import keep

__all__ = ["take_back"]


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
        last = _last_decision(connection, submission)
        if last.action is ReviewAction.APPROVED:
            note = RevisionNote(
                id=new_id(),
                actor=actor,
                at=now,
                action="took back the approval of",
                reason=f"{submission.kind.label} {submission.reference}",
            )
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
            kept, ReviewAction.TOOK_BACK, actor=actor, at=now, from_state=submission.state
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
    if submission.asset_id is None:
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
