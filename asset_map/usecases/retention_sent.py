"""What retention takes of what people sent in, by what became of it; that it did is a step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from asset_map.model.asset import Asset, Contact
from asset_map.model.identifier import ERASED
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission
from asset_map.register import conversations, erasures, submissions
from asset_map.usecases.retention_doors import Expired, Sweep

__all__ = ["let_in", "refused", "undecided"]

_WAITING = (RecordState.SUBMITTED, RecordState.NEEDS_INFO)
_REFUSED = (RecordState.REJECTED, RecordState.ARCHIVED)
_MANY = 1_000_000


def undecided(sweep: Sweep) -> Iterator[Expired]:
    """Refuse and empty what nobody decided."""
    days = sweep.house.settings.keep_undecided_days
    before = sweep.now - timedelta(days=days)
    waiting, _ = submissions.queue(sweep.connection, states=_WAITING, limit=_MANY)
    gone = [one for one in waiting if one.made_at < before]
    for one in gone:
        reason = f"Nobody decided it within {days} days, and what was sent is erased."
        over = replace(one, state=RecordState.REJECTED, reason=reason, decided_at=sweep.now)
        step = _step(sweep, over, ReviewAction.REJECTED, from_state=one.state, text=reason)
        _empty(sweep, over)
        conversations.add(sweep.connection, step)
        _note(sweep, over)
    yield Expired(
        rule=f"Proposals that nobody decided within {days} days",
        things=tuple(one.reference for one in gone),
    )


def refused(sweep: Sweep) -> Iterator[Expired]:
    """Empty what was refused, or taken back."""
    days = sweep.house.settings.keep_rejected_days
    before = sweep.now - timedelta(days=days)
    every, _ = submissions.queue(sweep.connection, states=_REFUSED, limit=_MANY)
    gone = [one for one in every if not _is_empty(one) and _over_since(sweep, one) < before]
    for one in gone:
        _empty(sweep, one)
        _note(sweep, one)
    yield Expired(
        rule=f"What was sent and refused, or taken back, more than {days} days ago",
        things=tuple(one.reference for one in gone),
    )


def let_in(sweep: Sweep) -> Iterator[Expired]:
    """Take out who sent what was let in, and what was said of it; what it changed stands."""
    days = sweep.house.settings.keep_letters_days
    before = sweep.now - timedelta(days=days)
    every, _ = submissions.queue(sweep.connection, states=[RecordState.APPROVED], limit=_MANY)
    gone = [one for one in every if _names_somebody(one) and _over_since(sweep, one) < before]
    for one in gone:
        bare = replace(one, note="", question="", sender_email="")
        if said := one.proposed:
            unreached = replace(said.contact, email="", phone="")
            bare = replace(bare, proposed=replace(said, contact=unreached))
        _keep(sweep, bare)
        _note(sweep, bare)
    yield Expired(
        rule=f"Who sent what was let in more than {days} days ago, and what was said of it",
        things=tuple(one.reference for one in gone),
    )


def _over_since(sweep: Sweep, one: Submission) -> datetime:
    if one.decided_at is not None:
        return one.decided_at
    # Whoever takes something back decides nothing; the step says when.
    steps = conversations.of_submission(sweep.connection, one.id)
    return max((step.at for step in steps), default=one.made_at)


def _names_somebody(one: Submission) -> bool:
    contact = one.proposed.contact if one.proposed else Contact()
    return bool(one.note or one.question or one.sender_email or contact.email or contact.phone)


def _is_empty(one: Submission) -> bool:
    is_unsaid = one.proposed is None or one.proposed.name == ERASED
    return is_unsaid and not (one.note or one.question or one.sender_email or one.offered)


def _empty(sweep: Sweep, one: Submission) -> None:
    """Take out what was sent, and what was written about it; what became of it stays."""
    proposed = one.proposed
    nothing = Asset(id=proposed.id, kind=proposed.kind, name=ERASED) if proposed else None
    empty = replace(one, proposed=nothing, note="", question="", sender_email="", flags=())
    _keep(sweep, replace(empty, offered=None))


def _keep(sweep: Sweep, one: Submission) -> None:
    submissions.update(sweep.connection, one, expected_version=one.version)
    steps = {seq: {"text": ERASED} for seq in conversations.written(sweep.connection, one.id)}
    erasures.erase_in_history(
        sweep.connection, "review_events", steps, at=sweep.now, new_salt=sweep.new_id
    )


def _note(sweep: Sweep, one: Submission) -> None:
    """Let the history say that something was erased, and nothing of what it was."""
    step = _step(sweep, one, ReviewAction.ERASED, from_state=one.state)
    conversations.add(sweep.connection, step)


def _step(
    sweep: Sweep,
    one: Submission,
    action: ReviewAction,
    *,
    from_state: RecordState,
    text: str = "",
) -> ReviewEvent:
    return ReviewEvent(
        submission_id=one.id,
        at=sweep.now,
        actor_name=sweep.actor.name,
        actor_role=sweep.actor.role,
        action=action,
        from_state=from_state,
        to_state=one.state,
        text=text,
    )
