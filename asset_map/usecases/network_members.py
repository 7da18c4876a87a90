"""Everybody who can be linked, as the network sees them."""

from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from asset_map.connections.graph import Member
from asset_map.geography.crs import grid_of
from asset_map.geography.neighbours import touching
from asset_map.model.area import BoundaryKind
from asset_map.model.asset import Asset, AssetKind, Sector
from asset_map.model.location import GridPoint, PublishLocation
from asset_map.model.role import Audience
from asset_map.register import areas
from asset_map.register.engine import Connection, Register
from asset_map.register.network_rows import MemberRow, member_rows
from asset_map.usecases.house import House

__all__ = ["draft_member", "members_seen_by", "next_wards"]

# To find out which wards touch takes a while, and a set never changes.
_next_wards: "WeakKeyDictionary[Register, dict[str, frozenset[frozenset[str]]]]" = (
    WeakKeyDictionary()
)


def members_seen_by(connection: Connection, *, audience: Audience, today: date) -> list[Member]:
    """Return every open, approved asset that an audience may see, by id."""
    rows = member_rows(connection, audience=audience)
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    names = (
        {code: name for code, name, _ in areas.names_of(connection, ward_set.id)}
        if ward_set
        else {}
    )
    committees: dict[str, list[str]] = {}
    for committee in areas.committees(connection, on=today):
        for member in committee.members:
            committees.setdefault(member.code, []).append(committee.id)
    return [
        Member(
            asset_id=row.asset_id,
            name=row.name,
            kind=AssetKind(row.kind),
            sector=Sector(row.sector) if row.sector else None,
            is_anchor=bool(row.is_anchor),
            ward_code=row.ward_code,
            ward_name=names.get(row.ward_code or "", ""),
            committee_ids=tuple(committees.get(row.ward_code or "", ())),
            point=point,
            publish=PublishLocation.STREET if point else PublishLocation.WARD,
            checked_on=row.verified_on,
        )
        for row, point in zip(rows, _points(rows), strict=True)
    ]


def _points(rows: Sequence[MemberRow]) -> list[GridPoint | None]:
    """Return where each may be said to be, in metres."""
    nowhere = float("nan")
    eastings, northings = grid_of(
        [nowhere if row.lon is None else row.lon for row in rows],
        [nowhere if row.lat is None else row.lat for row in rows],
    )
    return [
        None if np.isnan(easting) else GridPoint(easting=float(easting), northing=float(northing))
        for easting, northing in zip(eastings, northings, strict=True)
    ]


def draft_member(asset: Asset) -> Member:
    """Return a record that a session made and nobody let in yet, for that session's own eyes."""
    return Member(asset_id=asset.id, name=asset.name, kind=asset.kind, sector=asset.sector)


def next_wards(house: House, connection: Connection) -> frozenset[frozenset[str]]:
    """Return the pairs of wards in use that touch, worked out once for each set."""
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        return frozenset()
    known = _next_wards.setdefault(house.register, {})
    if ward_set.id not in known:
        known[ward_set.id] = touching(areas.areas_of(connection, ward_set.id))
    return known[ward_set.id]
