"""
The register's places as the sums are handed them, cut to what an audience may see.

For the public only places published exact or street have a point here, so no slider can
find one that is hidden (rule 26): everything comes from what the audience is shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from asset_map.gaps.columns import OUTSIDE, Floats, Places, Rows
from asset_map.gaps.linking import Linking
from asset_map.gaps.visiting import hours_in_28_days
from asset_map.geography.crs import grid_of
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.asset import Asset, AssetKind, Function, Sector
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.freshness import checked_since
from asset_map.model.gap import GapSettings, LeftOut
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import SUPPRESS_BELOW
from asset_map.usecases.anchor_counting import CASE_KINDS
from asset_map.usecases.gap_sought import Wanted

__all__ = ["Mapped", "mapped", "sought_places", "unchecked_anchors"]

_NOT_COUNTED = frozenset({AssetKind.SKILL, AssetKind.STORY})
WITHHELD = "their place is withheld"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mapped:
    """
    Every asset that an audience is shown, with the places that have a point.

    ``spots`` are the fixed places of active, approved assets, ``rows_of`` their rows by
    asset id; ``stops`` are visiting services, with the hours they stay in 28 days.
    """

    assets: Sequence[Asset]
    spots: Places
    rows_of: Mapping[str, Sequence[int]]
    stops: Places
    stop_hours: Floats
    stops_without_times: int
    linking: Linking

    def of(self, chosen: Iterable[Asset]) -> Places:
        """Return the places of some assets."""
        rows = [row for asset in chosen for row in self.rows_of.get(asset.id, ())]
        return self.spots.chosen(np.array(rows, dtype=np.int64))

    def by_function(self) -> dict[Function, Places]:
        """Return the places that serve each function."""
        return {
            one: self.of(asset for asset in self.assets if one in asset.functions)
            for one in Function
        }


def mapped(
    seen: Iterable[Asset],
    lookup: WardLookup,
    *,
    listed_wards: Mapping[tuple[str, str], str],
    links: Sequence[Connection],
    on: date,
) -> Mapped:
    """
    Return what an audience is shown of the register, on the map.

    Parameters
    ----------
    listed_wards
        The ward that the audience is told of each place, by asset and location id: it
        stands where a point was generalised. Empty for another boundary set.
    """
    assets = [one for one in seen if one.kind not in _NOT_COUNTED]
    going = [one for one in assets if _is_going(one)]
    fixed = list(_points(going, lambda place: place.kind is LocationKind.FIXED))
    calls = list(_points(going, lambda place: place.kind is LocationKind.STOP))
    hours = [hours_in_28_days(place.stop, on=on) if place.stop else None for _, place in calls]
    timed = [row for row, stay in enumerate(hours) if stay is not None]
    spots = _placed(fixed, lookup, listed_wards)
    rows_of: dict[str, list[int]] = {}
    for row, asset_id in enumerate(spots.ids):
        rows_of.setdefault(asset_id, []).append(row)
    return Mapped(
        assets=assets,
        spots=spots,
        rows_of=rows_of,
        stops=_placed([calls[row] for row in timed], lookup, listed_wards),
        stop_hours=np.array([hours[row] for row in timed], dtype=np.float64),
        stops_without_times=len(calls) - len(timed),
        linking=_linking(going, spots, links),
    )


def unchecked_anchors(
    everything: Mapped, wanted: Wanted, settings: GapSettings, *, today: date
) -> Places:
    """Return where anchors are that are left out only since nobody checked their record."""
    if not wanted.is_anchor:
        return everything.of(())
    return everything.of(
        asset
        for asset in everything.assets
        if asset.kind in CASE_KINDS and wanted.fits(asset) and _is_going(asset)
        if any(is_so for is_so, _ in _unchecked(asset, wanted, settings, today))
    )


def sought_places(
    everything: Mapped, wanted: Wanted, settings: GapSettings, *, today: date
) -> tuple[Places, tuple[LeftOut, ...]]:
    """Return the places of what is looked for, and what was left out and why."""
    chosen: list[Asset] = []
    left_out: Counter[str] = Counter()
    for asset in everything.assets:
        if (reason := _reason(asset, everything, wanted, settings, today)) is None:
            if wanted.fits(asset):
                chosen.append(asset)
        elif reason:
            left_out[reason] += 1
    if everything.stops_without_times:
        left_out["stops of visiting services that say no times"] = everything.stops_without_times
    told = tuple(
        # Withheld places count only where there are several (rule 27).
        LeftOut(reason=reason, count=None if _is_to_hide(reason, count) else count)
        for reason, count in sorted(left_out.items())
    )
    return everything.of(chosen), told


def _is_to_hide(reason: str, count: int) -> bool:
    return reason.endswith(WITHHELD) and count < SUPPRESS_BELOW


def _reason(
    asset: Asset, everything: Mapped, wanted: Wanted, settings: GapSettings, today: date
) -> str | None:
    """Return why an asset is left out; None where it is not, "" where it is not looked for."""
    if wanted.is_anchor and asset.kind not in CASE_KINDS:
        is_like_one = asset.kind is AssetKind.INSTITUTION and _is_going(asset)
        return "institutions: useful to everybody, but not run by local people" * is_like_one
    if not wanted.fits(asset):
        return ""
    start = "recognised, but " if wanted.is_anchor else "recorded, but "
    checks = (
        (asset.record_state is not RecordState.APPROVED, "their record is not approved"),
        (asset.operating_status is not OperatingStatus.ACTIVE, "closed or not going now"),
        *_unchecked(asset, wanted, settings, today),
        (asset.id not in everything.rows_of, _why_not_placed(asset.locations)),
    )
    return next((f"{start}{why}" for is_so, why in checks if is_so), None)


def _unchecked(
    asset: Asset, wanted: Wanted, settings: GapSettings, today: date
) -> Iterator[tuple[bool, str]]:
    if wanted.is_anchor:
        months = settings.checked_within_months
        checked = asset.verification.verified_on if asset.verification else None
        yield checked is None, "nobody has checked their record"
        if checked is not None:
            is_long_ago = checked < checked_since(months, today=today)
            yield is_long_ago, f"nobody has checked their record for over {months} months"


def _why_not_placed(places: Sequence[Location]) -> str:
    if any(place.publish is PublishLocation.WITHHELD for place in places):
        return WITHHELD
    if any(
        place.publish is PublishLocation.WARD and place.kind is LocationKind.FIXED
        for place in places
    ):
        return "shown by their ward only"
    return "without a place on the map"


def _is_going(asset: Asset) -> bool:
    return (
        asset.record_state is RecordState.APPROVED
        and asset.operating_status is OperatingStatus.ACTIVE
    )


def _points(
    assets: Iterable[Asset], is_meant: Callable[[Location], bool]
) -> Iterator[tuple[Asset, Location]]:
    for asset in assets:
        for place in asset.locations:
            if place.point is not None and is_meant(place):
                yield asset, place


def _placed(
    found: Sequence[tuple[Asset, Location]],
    lookup: WardLookup,
    listed_wards: Mapping[tuple[str, str], str],
) -> Places:
    grid = _grid([place for _, place in found])
    known = np.flatnonzero(np.isfinite(grid).all(axis=1)).tolist()
    found, grid = [found[row] for row in known], grid[known]
    accuracies = [place.accuracy_m or 0.0 for _, place in found]
    placed = lookup.place_many(grid[:, 0], grid[:, 1], accuracies)
    return Places(
        ids=tuple(asset.id for asset, _ in found),
        names=tuple(asset.name for asset, _ in found),
        eastings_m=grid[:, 0],
        northings_m=grid[:, 1],
        wards=_as_told(placed.wards, found, lookup, listed_wards),
        is_edge=placed.is_edge,
        touching=placed.could_be,
    )


def _as_told(
    wards: Rows,
    found: Sequence[tuple[Asset, Location]],
    lookup: WardLookup,
    listed_wards: Mapping[tuple[str, str], str],
) -> Rows:
    row_of = {code: row for row, code in enumerate(lookup.codes)}
    told = [listed_wards.get((asset.id, place.id)) for asset, place in found]
    return np.array(
        [
            row_of.get(code, OUTSIDE) if code else ward
            for code, ward in zip(told, wards.tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def _grid(places: Sequence[Location]) -> Floats:
    """Return eastings and northings; a generalised point has degrees alone."""
    grid = np.full((len(places), 2), np.nan)
    rough = []
    for row, place in enumerate(places):
        if place.grid is not None:
            grid[row] = place.grid.easting, place.grid.northing
        else:
            rough.append(row)
    if rough:
        points = [place.point for place in (places[row] for row in rough) if place.point]
        eastings, northings = grid_of([p.lon for p in points], [p.lat for p in points])
        grid[rough] = np.column_stack((eastings, northings))
    return grid


def _linking(going: Sequence[Asset], spots: Places, links: Sequence[Connection]) -> Linking:
    row_of = {asset.id: row for row, asset in enumerate(going)}
    live = [
        (row_of[link.from_id], row_of[link.to_id])
        for link in links
        if link.state is ConnectionState.ACTIVE and link.from_id in row_of and link.to_id in row_of
    ]
    linked = {row for pair in live for row in pair}
    first_ward = np.full(len(going), OUTSIDE)
    pairs = set()
    for asset_id, ward in zip(spots.ids, spots.wards.tolist(), strict=True):
        row = row_of[asset_id]
        if first_ward[row] == OUTSIDE:
            first_ward[row] = ward
        if going[row].kind is AssetKind.GROUP:
            pairs.add((ward, row))
    groups = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    sectors = list(Sector)
    sector = np.array([sectors.index(one.sector) if one.sector else OUTSIDE for one in going])
    ends = np.array(live, dtype=np.int64).reshape(-1, 2)
    return Linking(
        groups=groups,
        is_linked=np.array([row in linked for _, row in groups.tolist()], dtype=bool),
        link_wards=first_ward[ends],
        link_sectors=sector.astype(np.int64)[ends],
    )
