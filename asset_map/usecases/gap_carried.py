"""What was said of another boundary set, carried over by share of residents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from asset_map.gaps.columns import Wards
from asset_map.gaps.overlap import Overlap, carried_found_none, carried_statuses, overlaps
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import Function
from asset_map.model.gap import GapSettings, MappingStatus
from asset_map.register import areas, gaps
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["Said", "overlaps_of", "said_of", "wards_of_set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands of the areas of a set, by code; ``carried`` says what came from another set."""

    statuses: Mapping[str, MappingStatus]
    said_on: Mapping[str, date]
    found_none: frozenset[tuple[str, Function]]
    carried: str = ""


def said_of(
    house: House, connection: Connection, boundary_set: BoundarySet, settings: GapSettings
) -> Said:
    """
    Return what stands of each area of a set.

    Where nothing was said of an area itself, what was said of the wards that its
    residents live in is carried over: from the ward set in use, or the latest before.
    """
    own = gaps.mappings(connection, boundary_set.id)
    none = {(one.code, one.function) for one in gaps.found_none(connection, boundary_set.id)}
    statuses = {code: one.status for code, one in own.items()}
    said_on = {code: one.on for code, one in own.items()}
    every = {code for code, _, _ in areas.names_of(connection, boundary_set.id)}
    unsaid = every - set(own)
    other = _carried_from(connection, boundary_set) if unsaid else None
    if other is None:
        return Said(statuses=statuses, said_on=said_on, found_none=frozenset(none))
    found = overlaps_of(house, connection, other, boundary_set)
    before = gaps.mappings(connection, other.id)
    by_code = {code: one.status for code, one in before.items()}
    share = settings.carried_share
    carried = [
        one for one in carried_statuses(found, by_code, carried_share=share) if one.code in unsaid
    ]
    none_before = frozenset(
        (one.code, one.function) for one in gaps.found_none(connection, other.id)
    )
    still_none = carried_found_none(found, none_before, carried_share=share)
    oldest = _oldest(found, {code: one.on for code, one in before.items()})
    return Said(
        statuses={one.code: one.status for one in carried} | statuses,
        said_on={one.code: oldest[one.code] for one in carried if one.code in oldest} | said_on,
        found_none=frozenset(none) | {pair for pair in still_none if pair[0] in unsaid},
        carried=f"of {len(carried):,} of {len(every):,} areas carried over from '{other.name}' "
        "by share of residents",
    )


def overlaps_of(
    house: House, connection: Connection, old: BoundarySet, new: BoundarySet
) -> tuple[Overlap, ...]:
    """Return what the areas of two sets have in common, by land and by people."""
    return _overlaps(house, old, new, house.register.change_count(connection))


@lru_cache(maxsize=8)
def _overlaps(
    house: House, old: BoundarySet, new: BoundarySet, changes: int
) -> tuple[Overlap, ...]:
    del changes
    with house.register.reading() as connection:
        points = areas.demand_points(connection)
        x, y = [one.easting for one in points], [one.northing for one in points]
        before, after = (
            house.ward_lookup(connection, one).place_many(x, y).wards for one in (old, new)
        )
        return overlaps(
            wards_of_set(house, connection, old),
            wards_of_set(house, connection, new),
            (before, after, np.array([one.people for one in points], dtype=np.float64)),
            predecessors={
                one.code: one.predecessor_codes for one in areas.areas_of(connection, new.id)
            },
        )


def wards_of_set(house: House, connection: Connection, boundary_set: BoundarySet) -> Wards:
    """Return the areas of a set as the sums are handed them."""
    lookup = house.ward_lookup(connection, boundary_set)
    names = {code: rest for code, *rest in areas.names_of(connection, boundary_set.id)}
    return Wards(
        codes=lookup.codes,
        names=tuple(names[code][0] for code in lookup.codes),
        districts=tuple(names[code][1] for code in lookup.codes),
        shapes=lookup.shapes,
    )


def _carried_from(connection: Connection, boundary_set: BoundarySet) -> BoundarySet | None:
    in_use = areas.set_in_use(connection, BoundaryKind.WARD)
    others = [
        one
        for one in areas.sets(connection)
        if one.kind is BoundaryKind.WARD
        and one.id != boundary_set.id
        and gaps.mappings(connection, one.id)
    ]
    others.sort(key=lambda one: (one == in_use, one.valid_from))
    return others[-1] if others else None


def _oldest(found: tuple[Overlap, ...], said_on: Mapping[str, date]) -> dict[str, date]:
    """Return for each new area the longest ago of the days on which somebody looked."""
    days: dict[str, date] = {}
    for one in found:
        if one.share_of_new > 0 and (on := said_on.get(one.old_code)):
            days[one.new_code] = min(on, days.get(one.new_code, on))
    return days
