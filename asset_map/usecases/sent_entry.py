"""What a sender's form comes to."""

from dataclasses import dataclass

from asset_map.model.arrival import Arrival
from asset_map.model.asset import Asset
from asset_map.model.submission import SubmissionKind

__all__ = ["Sent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """
    An asset as its sender wants it, and what was said along with it.

    For a change, ``asset_id`` and ``base_version`` name the record, and ``start`` is
    what the form was filled from. ``sender_email`` is where the sender wants to hear of
    it. ``flags`` tell the officer what to look at. For a claim, ``note`` says who the
    sender is to the group. ``arrival`` is how it came in at the open door.
    """

    asset: Asset
    kind: SubmissionKind = SubmissionKind.NEW
    is_adult: bool = False
    note: str = ""
    sender_email: str = ""
    asset_id: str | None = None
    base_version: int = 0
    start: Asset | None = None
    flags: tuple[str, ...] = ()
    arrival: Arrival | None = None
