"""A sender changes what they sent, while it waits."""

from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState, check_move
from asset_map.model.submission import ReviewAction, Submission
from asset_map.model.visibility import as_seen_by
from asset_map.register import conversations, history, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of, opened_by_sender
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.public_changes import laid_over
from asset_map.usecases.sent_entry import Sent
from asset_map.usecases.submit_asset import Receipt, prepared_asset, receipt_for, refuse_faults

__all__ = ["OwnEntry", "own_entry", "revise_submission"]

_OPEN = (RecordState.SUBMITTED, RecordState.NEEDS_INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """
    What its sender sees of a proposal that still waits.

    ``start`` is what it is a change of, as the public sees that; None for something new.
    """

    submission: Submission
    draft: Asset
    start: Asset | None


def own_entry(house: House, token: str, *, now: datetime) -> OwnEntry:
    """
    Return what a sender's private link opens, while it can still be changed.

    Raises
    ------
    ConflictError
        When an officer has decided it, or its sender took it back.
    NotFoundError
        When the link opens nothing, or nothing that has answers to change.
    """
    with house.register.reading() as connection:
        return _own(connection, token, now=now)


def _own(connection: Connection, token: str, *, now: datetime) -> OwnEntry:
    submission = opened_by_sender(connection, token, now=now)
    draft = submission.proposed
    if draft is None:
        message = "There are no answers to change in this; write to us about it instead."
        raise NotFoundError(message)
    if submission.state not in _OPEN:
        message = (
            f"This was dealt with meanwhile: it is '{submission.state.label}' now, and cannot be "
            "changed any more. Your private page says what you can do."
        )
        raise ConflictError(message, version=submission.version)
    if submission.asset_id is None:
        return OwnEntry(submission=submission, draft=draft, start=None)
    base = history.state_at(connection, submission.asset_id, submission.base_version)
    seen = as_seen_by(base, Audience.PUBLIC) if base else None
    if base is None or seen is None:
        # It was let in before and taken back: all of it is the sender's own.
        return OwnEntry(submission=submission, draft=draft, start=None)
    return OwnEntry(submission=submission, draft=laid_over(base, draft, seen), start=seen)


def revise_submission(
    house: House,
    token: str,
    sent: Sent,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Receipt:
    """
    Change one's own proposal while it waits; what was asked about it goes back to the officer.

    Raises
    ------
    ConflictError
        When an officer has decided it meanwhile.
    InvalidSubmissionError
        With every problem, each naming its field.
    NotFoundError
        When the link opens nothing.
    """
    require(actor, Action.SUBMIT)
    refuse_faults(house, sent)
    draft = prepared_asset(house, sent, new_id)
    with house.register.writing() as connection:
        own = _own(connection, token, now=now)
        before = own.submission
        proposed = replace(draft, id=own.draft.id, provenance=own.draft.provenance)
        if own.start is not None and before.asset_id is not None:
            base = history.state_at(connection, before.asset_id, before.base_version)
            proposed = laid_over(own.start, draft, base) if base else proposed
        if before.state is not RecordState.SUBMITTED:
            check_move(before.state, RecordState.SUBMITTED, actor=actor)
        changed = replace(
            before,
            state=RecordState.SUBMITTED,
            proposed=proposed,
            flags=tuple(dict.fromkeys((*before.flags, *sent.flags))),
            note=sent.note or before.note,
            sender_email=sent.sender_email or before.sender_email,
        )
        kept = submissions.update(connection, changed, expected_version=before.version)
        if not kept.unlikely:  # else nobody has read what it said before
            did, state = ReviewAction.CHANGED, before.state
            conversations.add(
                connection, event_of(kept, did, actor=actor, at=now, from_state=state)
            )
    return receipt_for(house, submission_id=kept.id, reference=kept.reference)
