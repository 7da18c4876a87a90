"""
When boundaries change: what each new area was before, by land and by people.

What was said of the old areas is carried over by share of residents, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from asset_map.gaps.columns import Floats, Rows, Wards
from asset_map.model.asset import Function
from asset_map.model.gap import CarriedStatus, MappingStatus

__all__ = ["Overlap", "carried_found_none", "carried_statuses", "overlaps"]

# Edges of two editions never lie exactly on each other: less than that is no overlap.
_LEAST_SHARE = 0.005
_M2_IN_KM2 = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """
    What an old and a new area have in common; shares from 0 to 1.

    ``share_of_new`` is of the new area's residents, or of its land where ``is_by_people``
    says that nobody is counted in it. ``is_named`` when the new area's file names the
    old one as what it came from.
    """

    old_code: str
    new_code: str
    area_km2: float
    people: int
    share_of_old_area: float
    share_of_new_area: float
    share_of_old: float
    share_of_new: float
    is_by_people: bool
    is_named: bool = False


def overlaps(
    old: Wards,
    new: Wards,
    points: tuple[Rows, Rows, Floats],
    *,
    predecessors: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Overlap, ...]:
    """
    Return each pair of an old and a new area that have land or people in common.

    ``points`` are the ward of each demand point in the old set, in the new set (-1 in
    none), and its people. By old code, then by the larger share.
    """
    land, lived = _land(old, new), _people(*points)
    named = {(code, one) for one, codes in (predecessors or {}).items() for code in codes}
    old_people, new_people = _sums(lived, 0), _sums(lived, 1)
    found = []
    for pair in land.keys() | lived.keys():
        one, other = pair
        m2, of_old, of_new = land.get(pair, (0.0, 0.0, 0.0))
        people = lived.get(pair, 0.0)
        if not people and max(of_old, of_new) < _LEAST_SHARE:
            continue
        overlap = Overlap(
            old_code=old.codes[one],
            new_code=new.codes[other],
            area_km2=round(m2 / _M2_IN_KM2, 4),
            people=round(people),
            share_of_old_area=round(of_old, 4),
            share_of_new_area=round(of_new, 4),
            share_of_old=round(people / old_people[one] if old_people[one] else of_old, 4),
            share_of_new=round(people / new_people[other] if new_people[other] else of_new, 4),
            is_by_people=new_people[other] > 0,
            is_named=(old.codes[one], new.codes[other]) in named,
        )
        found.append(overlap)
    return tuple(sorted(found, key=lambda one: (one.old_code, -one.share_of_old, one.new_code)))


def _land(old: Wards, new: Wards) -> dict[tuple[int, int], tuple[float, float, float]]:
    """Return the land that pairs share, in square metres and as shares of the old and the new."""
    new_rows, old_rows = shapely.STRtree(old.shapes).query(new.shapes, predicate="intersects")
    shared_m2 = shapely.area(shapely.intersection(old.shapes[old_rows], new.shapes[new_rows]))
    of_old = shared_m2 / shapely.area(old.shapes)[old_rows]
    of_new = shared_m2 / shapely.area(new.shapes)[new_rows]
    columns = (one.tolist() for one in (old_rows, new_rows, shared_m2, of_old, of_new))
    return {(one, other): land for one, other, *land in zip(*columns, strict=True) if land[0] > 0}  # type: ignore[misc]


def _people(old_wards: Rows, new_wards: Rows, people: Floats) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = defaultdict(float)
    for one, other, many in zip(old_wards.tolist(), new_wards.tolist(), people, strict=True):
        if one >= 0 and other >= 0 and many:
            found[one, other] += float(many)
    return dict(found)


def _sums(lived: Mapping[tuple[int, int], float], side: int) -> defaultdict[int, float]:
    sums: defaultdict[int, float] = defaultdict(float)
    for pair, people in lived.items():
        sums[pair[side]] += people
    return sums


def carried_statuses(
    found: Iterable[Overlap], statuses: Mapping[str, MappingStatus], *, carried_share: float
) -> tuple[CarriedStatus, ...]:
    """
    Return the mapping status that each new area takes over.

    The furthest that at least ``carried_share`` of its residents have come to or passed;
    an old area of which nobody said anything was not started, and so is new land.
    """
    shares: dict[str, dict[MappingStatus, float]] = defaultdict(lambda: defaultdict(float))
    for one in found:
        status = statuses.get(one.old_code, MappingStatus.NOT_STARTED)
        shares[one.new_code][status] += one.share_of_new
    return tuple(
        CarriedStatus(
            code=code,
            status=_furthest(of_new, carried_share),
            shares=tuple((one, round(of_new[one], 4)) for one in MappingStatus if one in of_new),
        )
        for code, of_new in sorted(shares.items())
    )


def _furthest(shares: Mapping[MappingStatus, float], carried_share: float) -> MappingStatus:
    come_so_far = np.cumsum([shares.get(one, 0.0) for one in reversed(MappingStatus)])
    reached = np.flatnonzero(come_so_far >= carried_share - _LEAST_SHARE)
    last = len(MappingStatus) - 1
    return (
        list(MappingStatus)[last - int(reached[0])] if len(reached) else MappingStatus.NOT_STARTED
    )


def carried_found_none(
    found: Iterable[Overlap],
    found_none: frozenset[tuple[str, Function]],
    *,
    carried_share: float,
) -> frozenset[tuple[str, Function]]:
    """Return where "looked, found none" still holds: for that share of the new area's residents."""
    shares: dict[tuple[str, Function], float] = defaultdict(float)
    for one in found:
        for function in Function:
            if (one.old_code, function) in found_none:
                shares[one.new_code, function] += one.share_of_new
    return frozenset(key for key, share in shares.items() if share >= carried_share - _LEAST_SHARE)
