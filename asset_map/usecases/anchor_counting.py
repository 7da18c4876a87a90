"""Whether an asset counts as an anchor organisation, and why, in a sentence."""

from dataclasses import dataclass
from datetime import date

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.freshness import checked_since
from asset_map.model.location import LocationKind, PublishLocation
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.words import long_date

__all__ = ["CASE_KINDS", "CHECK_WITHIN_MONTHS", "Counting", "case_of", "counting"]

# A recognised anchor that nobody checked for so long counts no more, unless a council says so.
CHECK_WITHIN_MONTHS = 24
_UNPLACED = {
    PublishLocation.WITHHELD: "its place is withheld",
    None: "it has no place of its own on the map",
}
# A council's library, a school or a surgery is an institution: another thing, however large.
CASE_KINDS = frozenset({AssetKind.GROUP, AssetKind.SPACE, AssetKind.BUSINESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Whether an asset counts as an anchor where gaps are looked for, and why in a sentence."""

    counts: bool
    why: str


_UNDECIDED = {
    AnchorStatus.NONE: "nobody has recognised it as an anchor",
    AnchorStatus.CANDIDATE: "it is a candidate and nobody has decided yet",
    AnchorStatus.FORMER: "its recognition has ended",
}


def case_of(asset: Asset) -> AnchorCase:
    """Return the asset's anchor case; an empty one where none was opened."""
    return asset.anchor or AnchorCase()


def counting(asset: Asset, *, today: date, months: int = CHECK_WITHIN_MONTHS) -> Counting:
    """Say whether an asset counts as an anchor where gaps are looked for, and why."""
    case = case_of(asset)
    checked = asset.verification.verified_on if asset.verification else None
    reasons = {
        "it is an institution: useful to everybody, but not run by local people": asset.kind
        not in CASE_KINDS,
        _UNDECIDED.get(case.status, ""): case.status is not AnchorStatus.RECOGNISED,
        f"it is {asset.operating_status.label}": asset.operating_status
        is not OperatingStatus.ACTIVE,
        f"its record is {asset.record_state.label}": asset.record_state is not RecordState.APPROVED,
        "nobody has checked its record yet": checked is None,
        f"nobody has checked its record for over {months} months": checked is not None
        and checked < checked_since(months, today=today),
        _UNPLACED.get(_shown(asset), ""): _shown(asset) in _UNPLACED,
    }
    against = [reason for reason, holds in reasons.items() if holds]
    if against:
        return Counting(counts=False, why=f"It does not count, because {' and '.join(against)}.")
    day = long_date(case.decided_on) if case.decided_on else ""
    last = long_date(checked) if checked else ""
    return Counting(
        counts=True,
        why=f"It counts: recognised by {case.decided_by} on {day}, it is going, "
        f"and its record was checked on {last}.{_only_inside(asset)}",
    )


def _shown(asset: Asset) -> PublishLocation | None:
    """Return how the place that counts is shown; None where there is none on the map."""
    fixed = [place for place in asset.locations if place.kind is LocationKind.FIXED]
    placed = [place.publish for place in fixed if place.point is not None]
    ways = [one for one in placed if one is not PublishLocation.WITHHELD]
    if ways:
        return next((one for one in ways if one.is_on_map), ways[0])
    withheld = any(place.publish is PublishLocation.WITHHELD for place in fixed)
    return PublishLocation.WITHHELD if withheld else None


def _only_inside(asset: Asset) -> str:
    if _shown(asset) is PublishLocation.WARD:
        return " It is left out of figures made for the public: its place is shown by ward alone."
    return ""
