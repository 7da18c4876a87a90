"""Which records a committee's areas hold, as far as anybody may know: what a pack stands on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from asset_map.geography.crs import grid_of
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.committee_pack import PackAsset
from asset_map.model.location import Location
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.register import areas, public_view
from asset_map.register.engine import Connection
from asset_map.register.placements import ward_set_id
from asset_map.usecases.house import House

__all__ = ["PackRecord", "lookup_of_set", "points_in", "public_records", "strengths"]

# People are only ever counted, and stories are told elsewhere.
_NOT_TOLD = frozenset({AssetKind.SKILL, AssetKind.STORY})
_KINDS = (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS)
_TOLD_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """One record as anybody may know it, with the codes of the areas it may be said to be in."""

    asset: Asset
    codes: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it has not closed."""
        return self.asset.operating_status is not OperatingStatus.CLOSED

    @property
    def is_anchor(self) -> bool:
        """Whether it is a recognised anchor organisation."""
        return bool(self.asset.anchor and self.asset.anchor.status is AnchorStatus.RECOGNISED)

    @property
    def checked_on(self) -> date | None:
        """When somebody last checked it."""
        return self.asset.verification.verified_on if self.asset.verification else None


def public_records(house: House, connection: Connection, set_id: str) -> dict[str, PackRecord]:
    """
    Return everything that the public is shown by its id, with its areas of a set.

    Of a place that is shown by its ward alone no other set's area is known: which
    division it lies in would say more than its ward does.
    """
    seen = [
        asset
        for asset in public_view.every_visible(connection, audience=Audience.PUBLIC)
        if asset.kind not in _NOT_TOLD
    ]
    codes: dict[str, set[str]] = {asset.id: set() for asset in seen}
    if ward_set_id(connection) == set_id:
        wards = public_view.every_ward(connection, audience=Audience.PUBLIC)
        for (asset_id, _), (code, _) in wards.items():
            codes.get(asset_id, set()).add(code)
    else:
        spots = [(asset.id, place) for asset in seen for place in asset.locations if place.point]
        found = points_in(house, connection, set_id, [place for _, place in spots])
        for (asset_id, _), code in zip(spots, found, strict=True):
            codes[asset_id] |= {code} - {""}
    return {
        asset.id: PackRecord(asset=asset, codes=tuple(sorted(codes[asset.id]))) for asset in seen
    }


def points_in(
    house: House, connection: Connection, set_id: str, places: Sequence[Location]
) -> list[str]:
    """Return the code of the area that each place lies in; "" in none, or without a point."""
    nowhere = float("nan")
    lons = [place.point.lon if place.point else nowhere for place in places]
    lats = [place.point.lat if place.point else nowhere for place in places]
    eastings, northings = grid_of(lons, lats)
    known = np.flatnonzero(np.isfinite(eastings)).tolist()
    found = [""] * len(places)
    lookup = lookup_of_set(house, connection, set_id)
    placed = lookup.place_many(eastings[known], northings[known])
    for row, code in zip(known, placed.codes.tolist(), strict=True):
        found[row] = code or ""
    return found


def lookup_of_set(house: House, connection: Connection, set_id: str) -> WardLookup:
    """Return the lookup of a boundary set that is kept."""
    return house.ward_lookup(connection, next(s for s in areas.sets(connection) if s.id == set_id))


def strengths(
    records: Collection[PackRecord], code: str, told: dict[str, str]
) -> tuple[PackAsset, ...]:
    """Return what an area has: anchor organisations, then groups, places and services, by name."""
    there = [record for record in records if code in record.codes and record.is_open]
    ordered = sorted(
        there,
        key=lambda one: (
            not one.is_anchor,
            _KINDS.index(one.asset.kind),
            one.asset.name.casefold(),
            one.asset.id,
        ),
    )
    return tuple(
        PackAsset(
            asset_id=record.asset.id,
            name=record.asset.name,
            kind=record.asset.kind,
            is_anchor=record.is_anchor,
            told=_told(record.asset, told.get(record.asset.id, "")),
            checked_on=record.checked_on,
        )
        for record in ordered
    )


def _told(asset: Asset, when: str) -> str:
    """Return when it happens, or else what it is, in a few words."""
    if asset.operating_status is not OperatingStatus.ACTIVE:
        return "closed for now"
    words = when or asset.summary
    return words if len(words) <= _TOLD_MAX else f"{words[: _TOLD_MAX - 1].rstrip()}…"
