"""A suggestion: what one offers may be what another needs; only a person makes more of it."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.words import WordEnum

__all__ = ["DismissReason", "Suggestion", "SuggestionState"]


class SuggestionState(WordEnum):
    """What a person made of it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class DismissReason(WordEnum):
    """Why a suggestion was put aside."""

    KNOW_EACH_OTHER = "know_each_other"
    NOT_SUITABLE = "not_suitable"
    NOT_NOW = "not_now"
    NO_LONGER_TRUE = "no_longer_true"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    One that was decided, or shown in a session.

    ``giver_id`` and ``taker_id`` are the assets of the offer and the need, ``tag`` what
    it is about: a dismissed one never comes back for these three.
    """

    id: str
    offer_id: str
    need_id: str
    giver_id: str
    taker_id: str
    tag: str
    reason: str
    made_at: datetime
    state: SuggestionState = SuggestionState.PROPOSED
    roadshow_id: str | None = None
    dismissed_because: DismissReason | None = None
    dismissed_words: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    connection_id: str | None = None
