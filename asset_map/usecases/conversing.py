"""
What an officer and a sender say to each other about a proposal.

Each step is kept for ever; what the sender should hear is kept as a message, to copy
by hand or to be sent when the council set a mail server.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.model.errors import NotFoundError
from asset_map.model.message import LINK, Message, MessageKind
from asset_map.model.private_link import STATUS_DAYS, LinkPurpose, PrivateLink
from asset_map.model.role import Actor
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission
from asset_map.register import conversations, messages, private_links, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import signing_key

__all__ = [
    "event_of",
    "letter_of",
    "link_text",
    "message_id",
    "open_status_link",
    "opened_by_sender",
    "status_link",
    "status_path",
    "status_until",
    "tell_sender",
]

_DECIDED = (RecordState.APPROVED, RecordState.REJECTED, RecordState.ARCHIVED)
_SUBJECTS = {
    MessageKind.RECEIPT: "We have got what you sent",
    MessageKind.QUESTION: "A question about what you sent",
    MessageKind.DECISION: "What became of what you sent",
}


def event_of(
    submission: Submission,
    action: ReviewAction,
    *,
    actor: Actor,
    at: datetime,
    from_state: RecordState | None,
    text: str = "",
) -> ReviewEvent:
    """Return the step that brought a proposal where it is now."""
    return ReviewEvent(
        submission_id=submission.id,
        at=at,
        actor_name=actor.name,
        actor_role=actor.role,
        action=action,
        from_state=from_state,
        to_state=submission.state,
        text=text,
    )


def _status_token(house: House, submission_id: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, LinkPurpose.STATUS, submission_id)


def status_path(house: House, submission_id: str) -> str:
    """Return the private page of a proposal, from the first slash on."""
    return f"/status/{_status_token(house, submission_id)}"


def status_link(house: House, submission_id: str, *, now: datetime) -> PrivateLink:
    """Return what is kept so that the sender's private link opens a proposal."""
    return PrivateLink(
        token_hash=token_hash(_status_token(house, submission_id)),
        purpose=LinkPurpose.STATUS,
        made_at=now,
        submission_id=submission_id,
    )


def open_status_link(
    house: House, connection: Connection, submission_id: str, *, now: datetime
) -> str:
    """Let the sender's private link open a proposal; return its path."""
    private_links.add(connection, status_link(house, submission_id, now=now))
    return status_path(house, submission_id)


def opened_by_sender(connection: Connection, token: str, *, now: datetime) -> Submission:
    """
    Return the proposal that a sender's private link opens.

    Raises
    ------
    NotFoundError
        When the link is not known, was ended, or has run out since the decision.
    """
    link = private_links.opened_by(
        connection, token_hash(token), purpose=LinkPurpose.STATUS, now=now
    )
    submission = submissions.get(connection, link.submission_id or "")
    until = status_until(submission, conversations.of_submission(connection, submission.id))
    if until is not None and now >= until:
        message = f"This private link has run out: it was decided {STATUS_DAYS} days ago or more."
        raise NotFoundError(message)
    return submission


def status_until(submission: Submission, steps: Sequence[ReviewEvent]) -> datetime | None:
    """Return until when a sender's link opens a proposal: None while nothing is decided."""
    if submission.state not in _DECIDED:
        return None
    moved_at = [step.at for step in steps if step.action is not ReviewAction.ERASED]
    decided_at = submission.decided_at or submission.made_at
    return max(moved_at, default=decided_at) + timedelta(days=STATUS_DAYS)


def link_text(house: House, path: str) -> str:
    """Return a path as people copy it: with the council's address where that is set."""
    return f"{house.settings.public_url.rstrip('/')}{path}"


def message_id(submission: Submission) -> str:
    """Return the id of the message about a proposal's present version."""
    return f"{submission.id}-{submission.version}"


def tell_sender(
    connection: Connection, submission: Submission, kind: MessageKind, text: str, *, now: datetime
) -> None:
    """Keep what the sender should hear of a proposal that was just updated."""
    messages.add(connection, letter_of(submission, kind, text, now=now))


def letter_of(submission: Submission, kind: MessageKind, text: str, *, now: datetime) -> Message:
    """Return what the sender should hear; its link is put in when it is read or sent."""
    body = (
        f"{text}\n\nYour reference is {submission.reference}. See how it stands, answer, change "
        f"it or take it back here:\n{LINK}\n"
    )
    return Message(
        id=message_id(submission),
        key=message_id(submission),
        kind=kind,
        subject=f"{_SUBJECTS[kind]} ({submission.reference})",
        body=body,
        made_at=now,
        to_email=submission.sender_email,
        submission_id=submission.id,
    )
