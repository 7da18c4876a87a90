"""A sender follows what was sent, by the private link alone: reads, answers, takes it back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.revision import Change
from asset_map.model.role import Actor, Audience, Role
from asset_map.model.state import RecordState, check_move
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission
from asset_map.register import (
    conversations,
    history,
    messages,
    public_view,
    submissions,
)
from asset_map.register.engine import Connection
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.conversing import (
    event_of,
    message_id,
    opened_by_sender,
    status_until,
)
from asset_map.usecases.house import House

__all__ = ["ANSWER_MAX", "Status", "answer", "status_of", "withdraw", "withdraw_within"]

ANSWER_MAX = 1000
_OPEN = frozenset({RecordState.SUBMITTED, RecordState.NEEDS_INFO})
# The books that officers keep of a record, and what follows from the rest.
_BOOKS = (
    "record state",
    "provenance",
    "visible to",
    "operating status",
    "verification",
    "building block",
    "sector",
)
_DERIVED = ("found by", "is publish chosen", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    What became of a proposal, as its sender reads it.

    ``details`` are what was sent, detail by detail; ``about`` is what the public
    knows of the record that it is about, None where that is nothing (yet). ``until`` is when
    this can be read no longer, None while nothing is decided.
    """

    submission: Submission
    steps: tuple[ReviewEvent, ...]
    details: tuple[Change, ...]
    about: Asset | None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether an officer has still to decide, so that it can be taken back."""
        return self.submission.state in _OPEN

    @property
    def is_asked(self) -> bool:
        """Whether an officer waits for an answer."""
        return self.submission.state is RecordState.NEEDS_INFO

    @property
    def can_change(self) -> bool:
        """Whether there is a record in it that its sender may still change."""
        return self.is_open and self.submission.proposed is not None


def status_of(house: House, token: str, *, now: datetime) -> Status:
    """
    Return what became of the proposal that a private link opens.

    Raises
    ------
    NotFoundError
        When the link is not known, was ended, or has run out.
    """
    with house.register.reading() as connection:
        submission = opened_by_sender(connection, token, now=now)
        steps = tuple(conversations.of_submission(connection, submission.id))
        return Status(
            submission=submission,
            steps=steps,
            until=status_until(submission, steps),
            details=_details(connection, submission),
            about=_about(connection, submission),
        )


def answer(house: House, token: str, text: str, *, now: datetime) -> Submission:
    """
    Answer the officer's question; the proposal waits for an officer again.

    The same answer sent twice is kept once.

    Raises
    ------
    InvalidSubmissionError
        When nothing is written, too much, or no question is open any more.
    NotFoundError
        When the link is not known, was ended, or has run out.
    """
    # A character that no database keeps says nothing either.
    said = text.replace("\0", "").strip()
    with house.register.writing() as connection:
        submission = opened_by_sender(connection, token, now=now)
        steps = conversations.of_submission(connection, submission.id)
        is_again = steps and (steps[-1].action, steps[-1].text) == (ReviewAction.ANSWERED, said)
        if is_again:
            return submission
        if submission.state is not RecordState.NEEDS_INFO:
            _refuse("No question is open any more.", "Read below how it stands now.")
        if not said:
            _refuse("Nothing is written.", "Write your answer in a sentence or two.")
        if len(said) > ANSWER_MAX:
            _refuse(f"That has {len(said):,} letters; {ANSWER_MAX:,} fit.", "Say it shorter.")
        # Whoever answers has read the question: it need not be sent any more.
        messages.drop_unsent(connection, message_id(submission))
        return _moved(
            connection,
            submission,
            RecordState.SUBMITTED,
            action=ReviewAction.ANSWERED,
            text=said,
            now=now,
        )


def withdraw(house: House, token: str, *, now: datetime, reason: str = "") -> Submission:
    """
    Take a proposal back: nobody decides on it any more, and the record stays as it is.

    Raises
    ------
    InvalidSubmissionError
        When it was decided already.
    NotFoundError
        When the link is not known, was ended, or has run out.
    """
    with house.register.writing() as connection:
        submission = opened_by_sender(connection, token, now=now)
        if submission.state is RecordState.ARCHIVED:
            return submission
        if submission.state not in _OPEN:
            _refuse(
                "An officer has decided, so it cannot be taken back.", "Read below how it stands."
            )
        said = reason.strip()[:ANSWER_MAX] or "The sender took it back."
        return withdraw_within(connection, submission, text=said, now=now)


def withdraw_within(
    connection: Connection, submission: Submission, *, text: str, now: datetime
) -> Submission:
    """Take a proposal that waits out of Review, in a transaction that is open already."""
    # What was asked or acknowledged and has not gone out yet need not be said any more.
    messages.drop_unsent(connection, message_id(submission))
    return _moved(
        connection,
        submission,
        RecordState.ARCHIVED,
        action=ReviewAction.WITHDREW,
        text=text,
        now=now,
    )


def _moved(
    connection: Connection,
    submission: Submission,
    state: RecordState,
    *,
    action: ReviewAction,
    text: str,
    now: datetime,
) -> Submission:
    sender = Actor(name=submission.made_by, role=Role.PUBLIC)
    is_over = state is RecordState.ARCHIVED
    check_move(submission.state, state, actor=sender, reason=text)
    moved = replace(submission, state=state, reason=text if is_over else submission.reason)
    moved = replace(moved, unlikely=() if is_over else submission.unlikely)
    kept = submissions.update(connection, moved, expected_version=submission.version)
    step = event_of(kept, action, actor=sender, at=now, from_state=submission.state, text=text)
    conversations.add(connection, step)
    return kept


def _details(connection: Connection, submission: Submission) -> tuple[Change, ...]:
    """Return what the sender proposed, and nothing of the record that they left alone."""
    if submission.proposed is None:
        return ()
    base = (
        history.state_at(connection, submission.asset_id, submission.base_version)
        if submission.asset_id and submission.base_version
        else None
    )
    return tuple(
        one
        for one in changes_told(base, submission.proposed)
        if not one.field.startswith(_BOOKS)
        and not (one.field.startswith("place") and one.field.endswith(_DERIVED))
    )


def _about(connection: Connection, submission: Submission) -> Asset | None:
    if submission.asset_id is None:
        return None
    try:
        return public_view.visible_asset(connection, submission.asset_id, audience=Audience.PUBLIC)
    except NotFoundError:
        return None


def _refuse(fault: str, remedy: str) -> NoReturn:
    problem = Problem(field="answer", fault=fault, remedy=remedy)
    raise InvalidSubmissionError(str(problem), problems=(problem,))
