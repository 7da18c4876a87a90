"""What was done with an offer or a need, and what it said before: only ever added to."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.connection import Offer, OfferState
from asset_map.model.role import Role
from asset_map.model.words import WordEnum

__all__ = ["OfferEvent", "OfferStep", "step_between"]


class OfferStep(WordEnum):
    """What was done; that its last day is over is worked out, not noted."""

    MADE = "made"
    CHANGED = "changed"
    OPENED = "opened"
    MATCHED = "matched"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"


_STEPS = {
    OfferState.OPEN: OfferStep.OPENED,
    OfferState.MATCHED: OfferStep.MATCHED,
    OfferState.FULFILLED: OfferStep.FULFILLED,
    OfferState.WITHDRAWN: OfferStep.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEvent:
    """
    One step of an offer or a need, with what it said before and after.

    ``before`` is None for a new one. Both are None where the words were erased, on the
    day of ``emptied_at``: who did what, and when, stays.
    """

    offer_id: str
    version: int
    at: datetime
    actor_name: str
    actor_role: Role
    action: OfferStep
    before: Offer | None = None
    after: Offer | None = None
    emptied_at: datetime | None = None


def step_between(before: Offer | None, after: Offer) -> OfferStep:
    """Return what was done, from what was said before and after it."""
    if before is None:
        return OfferStep.MADE
    if after.state is before.state:
        return OfferStep.CHANGED
    return _STEPS.get(after.state, OfferStep.CHANGED)
