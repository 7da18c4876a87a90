"""What somebody sends of a record is taken in: kept once, with a private link and a receipt."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.arrival import Arrival
from asset_map.model.asset import Asset
from asset_map.model.connection import Offer
from asset_map.model.message import MessageKind
from asset_map.model.role import Actor
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import conversations, marks, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of, open_status_link, tell_sender
from asset_map.usecases.house import House, NewId
from asset_map.usecases.unlikely import unlikely_reasons

__all__ = ["RECEIPT", "Word", "once_of", "reference_from", "take_in"]

_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
RECEIPT = "Thank you. An officer will look at it; until then nothing changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """
    What somebody says of a record as it stands, checked, and where they want to hear of it.

    ``once`` names the request, "" where it has no name. ``arrival`` is how it came in at the
    open door.
    """

    asset: Asset
    kind: SubmissionKind
    note: str
    sender_email: str
    once: str
    arrival: Arrival | None
    offered: Offer | None = None


def once_of(request_key: str, said: object) -> str:
    """Return the name of a request: the same words under the same key are the same request."""
    if not request_key:
        return ""
    return hashlib.sha256(repr((request_key, said)).encode()).hexdigest()


def reference_from(new_id: str) -> str:
    """Return a reference that can be read out on the telephone: "K7M-4QX-B2D"."""
    number = int(new_id.replace("-", ""), 16)
    letters = []
    for _ in range(9):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "-".join("".join(letters[start : start + 3]) for start in range(0, 9, 3))


def take_in(
    house: House,
    connection: Connection,
    word: Word,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId,
) -> Submission:
    """
    Keep what somebody sent of a record, open its private link, and write the receipt.

    What was sent ``once`` before is returned as it was kept then.
    """
    if word.once and (sent_before := marks.acknowledged(connection, word.once)):
        return submissions.get(connection, sent_before)
    (unlikely,) = unlikely_reasons(house, connection, [word.arrival], now=now)
    submission_id = new_id()
    sent = Submission(
        id=submission_id,
        reference=reference_from(submission_id),
        kind=word.kind,
        state=RecordState.SUBMITTED,
        made_at=now,
        made_by=actor.name,
        made_as=actor.role,
        asset_id=word.asset.id,
        base_version=word.asset.version,
        note=word.note,
        sender_email=word.sender_email,
        offered=word.offered,
        unlikely=unlikely,
    )
    kept = submissions.add(connection, sent)
    open_status_link(house, connection, kept.id, now=now)
    if not kept.unlikely:
        step = event_of(kept, ReviewAction.SENT, actor=actor, at=now, from_state=None)
        conversations.add(connection, step)
        if kept.sender_email:
            tell_sender(connection, kept, MessageKind.RECEIPT, RECEIPT, now=now)
    if word.once:
        marks.acknowledge(connection, word.once, kept.id, at=now)
    return kept
