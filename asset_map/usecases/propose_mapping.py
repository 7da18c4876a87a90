"""
What roadshows and imports propose of how well a ward is mapped: a person decides.

Nothing here sets a status by itself. What is left as it is stands written down as a
proposal of what stands already, which proposes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from asset_map.model.area import BoundaryKind
from asset_map.model.asset import Asset
from asset_map.model.gap import MappingStatus, WardMapping
from asset_map.model.location import PublishLocation
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON
from asset_map.register import areas, gaps
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["accept_proposals", "leave_as_they_are", "propose_status", "wards_of_assets"]


def propose_status(
    connection: Connection,
    codes: Iterable[str],
    status: MappingStatus,
    *,
    by: str,
    on: date,
    note: str,
) -> int:
    """
    Propose for wards of the set in use how well they are mapped; return for how many.

    A ward that stands as far along already, or of which that much is proposed, is passed
    over, and so is a code that the set does not have.
    """
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        return 0
    there = {code for code, _, _ in areas.names_of(connection, ward_set.id)}
    known = gaps.mappings(connection, ward_set.id) | gaps.proposed_mappings(connection, ward_set.id)
    further = [
        WardMapping(set_id=ward_set.id, code=code, status=status, by=by, on=on, note=note)
        for code in sorted(there.intersection(codes))
        if code not in known or known[code].status.rank < status.rank
    ]
    gaps.put_mappings(connection, further, is_proposed=True)
    return len(further)


def wards_of_assets(house: House, connection: Connection, assets: Iterable[Asset]) -> set[str]:
    """Return the wards of the assets' places; no withheld place is given away."""
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    spots = [
        place.grid
        for asset in assets
        for place in asset.locations
        if place.grid is not None and place.publish is not PublishLocation.WITHHELD
    ]
    if ward_set is None or not spots:
        return set()
    lookup = house.ward_lookup(connection, ward_set)
    found = lookup.place_many([one.easting for one in spots], [one.northing for one in spots])
    return {code for code in found.codes.tolist() if code}


def accept_proposals(
    house: House, codes: Sequence[str], *, actor: Actor, now: datetime
) -> tuple[WardMapping, ...]:
    """Set for some wards what is proposed of them; return what was set."""
    require(actor, Action.MAP_WARDS)
    with house.register.writing() as connection:
        day = now.astimezone(LONDON).date()
        accepted = [
            WardMapping(
                set_id=one.set_id, code=one.code, status=one.status, by=actor.name, on=day,
                note=one.note,
            )
            for one in _proposed(connection, codes)
        ]  # fmt: skip
        gaps.put_mappings(connection, accepted)
    return tuple(accepted)


def leave_as_they_are(house: House, codes: Sequence[str], *, actor: Actor, now: datetime) -> int:
    """Put away what is proposed of some wards; what stands there stays. Return of how many."""
    require(actor, Action.MAP_WARDS)
    with house.register.writing() as connection:
        left = _proposed(connection, codes)
        standing = gaps.mappings(connection, left[0].set_id) if left else {}
        day = now.astimezone(LONDON).date()
        stays = [
            WardMapping(
                set_id=one.set_id,
                code=one.code,
                status=_status(standing.get(one.code)),
                by=actor.name,
                on=day,
                note=one.note,
            )
            for one in left
        ]
        gaps.put_mappings(connection, stays, is_proposed=True)
    return len(left)


def _proposed(connection: Connection, codes: Sequence[str]) -> list[WardMapping]:
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    proposed = gaps.proposed_mappings(connection, ward_set.id) if ward_set else {}
    return [proposed[code] for code in codes if code in proposed]


def _status(said: WardMapping | None) -> MappingStatus:
    return said.status if said else MappingStatus.NOT_STARTED
