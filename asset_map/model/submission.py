"""What somebody proposes: it waits for an officer and changes nothing by itself."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.connection import Offer
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.words import WordEnum

__all__ = [
    "DECISIONS",
    "ImportBatch",
    "ReviewAction",
    "ReviewEvent",
    "Submission",
    "SubmissionKind",
]


class SubmissionKind(WordEnum):
    """What is proposed."""

    NEW = "new"
    CHANGE = "change"
    CLOSE = "close"
    REPORT = "report"
    # "We are the group": a change whose sender wants to look after the record from now on.
    CLAIM = "claim"
    # Something that a group offers, or would like: ``offered`` holds it.
    OFFER = "offer"


class ReviewAction(WordEnum):
    """What was done with a proposal."""

    SENT = "sent"
    ASKED = "asked"
    ANSWERED = "answered"
    CHANGED = "changed"
    WITHDREW = "withdrew"
    APPROVED = "approved"
    REJECTED = "rejected"
    TOOK_BACK = "took_back"
    # What was sent has been kept as long as people were told.
    ERASED = "erased"


# What an officer decides, and can take back.
DECISIONS = frozenset({ReviewAction.ASKED, ReviewAction.APPROVED, ReviewAction.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent:
    """One step of a proposal's way, only ever added to; ``text`` is what was written."""

    submission_id: str
    at: datetime
    actor_name: str
    actor_role: Role
    action: ReviewAction
    from_state: RecordState | None
    to_state: RecordState
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """
    One proposal.

    ``proposed`` is the asset as it would stand; for a change, ``asset_id`` names
    the live record, which stays as it is, and ``base_version`` the version it was
    made from. ``flags`` tell the officer what to look at ("may be a prison").
    ``reference`` is what the sender quotes. ``sender_email`` is where the sender
    wants to hear of it, for officers' eyes only; empty where none was given. ``offered``
    is what the group of ``asset_id`` offers or asks for. ``unlikely`` says why it may come
    from a program: then it lies in the tray of unlikely posts and not in the queue.
    """

    id: str
    reference: str
    kind: SubmissionKind
    state: RecordState
    made_at: datetime
    made_by: str
    made_as: Role
    proposed: Asset | None = None
    asset_id: str | None = None
    base_version: int = 0
    batch_id: str | None = None
    row: int | None = None
    flags: tuple[str, ...] = ()
    note: str = ""
    question: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    sender_email: str = ""
    offered: Offer | None = None
    unlikely: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch:
    """One file that came in, and what became of its rows."""

    id: str
    source: str
    file_name: str
    sha256: str
    made_at: datetime
    made_by: str
    rows_in: int
    rows_placed: int
    rows_not_placed: int
    rows_refused: int
    rows_unchanged: int = 0
    rows_changed: int = 0
    is_public_confirmed: bool = False
