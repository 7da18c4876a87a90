"""The two lives of a record: in moderation, and in the world."""

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import WordEnum

__all__ = ["MOVES", "OperatingStatus", "RecordState", "check_move"]


class RecordState(WordEnum):
    """Where a record stands with the moderators."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_INFO = "needs_info"
    APPROVED = "approved"
    REJECTED = "rejected"
    ARCHIVED = "archived"


class OperatingStatus(WordEnum):
    """Whether the thing itself is going."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TEMPORARILY_CLOSED = "temporarily_closed"
    CLOSED = "closed"


MOVES: dict[RecordState, dict[RecordState, Action]] = {
    RecordState.DRAFT: {RecordState.SUBMITTED: Action.SUBMIT},
    # A proposal that its sender withdraws is archived.
    RecordState.SUBMITTED: {
        RecordState.ARCHIVED: Action.SUBMIT,
        RecordState.NEEDS_INFO: Action.REVIEW,
        RecordState.APPROVED: Action.REVIEW,
        RecordState.REJECTED: Action.REVIEW,
    },
    RecordState.NEEDS_INFO: {
        RecordState.ARCHIVED: Action.SUBMIT,
        RecordState.SUBMITTED: Action.SUBMIT,
        RecordState.APPROVED: Action.REVIEW,
        RecordState.REJECTED: Action.REVIEW,
    },
    RecordState.APPROVED: {RecordState.ARCHIVED: Action.EDIT},
    RecordState.ARCHIVED: {RecordState.APPROVED: Action.EDIT},
    RecordState.REJECTED: {},
}

_NEEDS_REASON = frozenset({RecordState.NEEDS_INFO, RecordState.REJECTED, RecordState.ARCHIVED})


def check_move(before: RecordState, after: RecordState, *, actor: Actor, reason: str = "") -> None:
    """
    Go on only when the move is allowed, by this role, with a reason where one is due.

    Raises
    ------
    InvalidSubmissionError
        When there is no such move, or its reason is missing.
    NotAllowedError
        When the role may not make it.
    """
    action = MOVES[before].get(after)
    if action is None:
        onward = ", ".join(state.label for state in MOVES[before]) or "nothing else"
        message = (
            f"A record that is '{before.label}' cannot become '{after.label}'; "
            f"it can become {onward}."
        )
        raise InvalidSubmissionError(message)
    require(actor, action)
    if after in _NEEDS_REASON and not reason.strip():
        problem = Problem(
            field="reason",
            fault=f"Making a record '{after.label}' needs a reason.",
            remedy="Say why in a sentence; whoever sent it in will read it.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
