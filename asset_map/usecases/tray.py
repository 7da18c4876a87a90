"""The tray of unlikely posts: officers look through it, let one in, or clear many."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.model.errors import ConflictError
from asset_map.model.message import MessageKind
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import ReviewAction, Submission
from asset_map.register import conversations, marks, submissions, tray
from asset_map.usecases.conversing import event_of, tell_sender
from asset_map.usecases.house import House
from asset_map.usecases.taking_in import RECEIPT

__all__ = ["clear_tray", "last_cleared", "let_in_after_all", "unlikely_posts"]

_CLEARED = "tray_cleared"


def unlikely_posts(
    house: House, *, actor: Actor, limit: int = 50, offset: int = 0
) -> tuple[list[Submission], int]:
    """Return what lies in the tray, the latest first, and how many there are in all."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        return tray.listed(connection, limit=limit, offset=offset)


def let_in_after_all(
    house: House, submission_id: str, *, actor: Actor, now: datetime
) -> Submission:
    """
    Put a post into the queue, as if it had come there at once; its sender is written to now.

    Raises
    ------
    ConflictError
        When another officer let it in first.
    NotFoundError
        When it was cleared away meanwhile.
    """
    require(actor, Action.REVIEW)
    with house.register.writing() as connection:
        found = submissions.get(connection, submission_id)
        if not found.unlikely:
            message = f"'{found.reference}' is not in the tray any more; look for it in Review."
            raise ConflictError(message, version=found.version)
        flag = f"It lay among the unlikely posts: {' '.join(found.unlikely)}"
        likely = replace(found, unlikely=(), flags=(*found.flags, flag))
        kept = submissions.update(connection, likely, expected_version=found.version)
        sender = Actor(name=kept.made_by, role=kept.made_as)
        step = event_of(kept, ReviewAction.SENT, actor=sender, at=kept.made_at, from_state=None)
        conversations.add(connection, step)
        if kept.sender_email:
            tell_sender(connection, kept, MessageKind.RECEIPT, RECEIPT, now=now)
    return kept


def clear_tray(
    house: House,
    *,
    actor: Actor,
    now: datetime,
    until: datetime,
    ids: Sequence[str] | None = None,
) -> int:
    """Remove for good what came until then, or those of it that are named; return how many."""
    require(actor, Action.REVIEW)
    with house.register.writing() as connection:
        count = tray.remove(connection, until=until, ids=ids)
        if count:
            marks.put(connection, _CLEARED, f"{now.isoformat()} {count} {actor.name}")
    return count


def last_cleared(house: House, *, actor: Actor) -> tuple[datetime, int, str] | None:
    """Return when the tray was cleared last, of how many posts, and by whom."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        kept = marks.get(connection, _CLEARED)
    if kept is None:
        return None
    at, count, by = kept.split(" ", 2)
    return datetime.fromisoformat(at), int(count), by
