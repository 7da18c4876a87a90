"""A link that opens one thing to whoever holds it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asset_map.model.words import WordEnum

__all__ = ["STATUS_DAYS", "LinkPurpose", "PrivateLink"]

# So long after it was decided its sender can read what became of a proposal.
STATUS_DAYS: Final = 90


class LinkPurpose(WordEnum):
    """What a link opens."""

    STATUS = "status"
    STILL_RIGHT = "still_right"
    # One side of a connection says that it is so; the subject is the connection.
    AGREE = "agree"
    # A stall's group reads who signed up, once; the subject is the stall.
    STALL = "stall"
    # The owner of an action says how it goes; the subject is the action.
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateLink:
    """
    What is kept of a link: the hash of its token and what it opens.

    ``until`` is None for one that does not run out by a day of its own (a sender's does
    ``STATUS_DAYS`` after the last step); ``ended_at`` is when
    somebody ended it.
    """

    token_hash: str
    purpose: LinkPurpose
    made_at: datetime
    submission_id: str | None = None
    asset_id: str | None = None
    subject_id: str | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
