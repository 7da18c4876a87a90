"""
How far people live from the nearest place (M5), and how many beyond reach (M7).

The nearest place of every point is looked up once, by a KD-tree; what another reach
changes is then a comparison. Residents stand at their points, never at a ward's middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from asset_map.gaps.columns import Flags, Floats, Places, Residents, Rows, by_ward, mean_by_ward
from asset_map.model.gap import GapSettings

__all__ = [
    "Nearest",
    "Walks",
    "is_beyond",
    "mean_m",
    "median_m",
    "nearest_places",
    "reach_of",
    "straight_reach_of",
    "weights",
    "with_walks",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearest:
    """
    The nearest place of each point: its row, -1 for none, and how far it is in metres.

    Straight lines, but for the points of which ``is_walk`` says that the distance was
    walked, as measured elsewhere. Without places the distance is infinite.
    """

    rows: Rows
    distances_m: Floats
    is_walk: Flags


class Walks(NamedTuple):
    """
    Walking distances that were measured elsewhere, along streets and paths.

    A row for each pair that somebody measured: the point's code, the asset's id, and
    metres. A point that occurs here at all goes by these distances alone; pairs of which
    one is not known, or not counted, are passed over.
    """

    point_codes: Sequence[str]
    asset_ids: Sequence[str]
    metres: Sequence[float]


def nearest_places(residents: Residents, places: Places) -> Nearest:
    """Return the nearest place of each point, by straight lines in EPSG:27700 (metres)."""
    rows = np.full(len(residents), -1)
    distances_m = np.full(len(residents), np.inf)
    if len(places) and len(residents):
        distances_m, rows = cKDTree(places.points_m).query(residents.points_m)
    return Nearest(
        rows=rows.astype(np.int64),
        distances_m=distances_m,
        is_walk=np.zeros(len(residents), dtype=bool),
    )


def with_walks(nearest: Nearest, walks: Walks, residents: Residents, places: Places) -> Nearest:
    """Return the nearest places with what was walked in the place of straight lines."""
    point_of = {code: row for row, code in enumerate(residents.codes)}
    # An asset's first place stands for it.
    place_of = {asset_id: row for row, asset_id in reversed(list(enumerate(places.ids)))}
    found: dict[int, tuple[float, int]] = {}
    for code, asset_id, metres in zip(
        walks.point_codes, walks.asset_ids, walks.metres, strict=True
    ):
        point, place = point_of.get(code), place_of.get(asset_id)
        if point is not None and place is not None:
            found[point] = min((metres, place), found.get(point, (metres, place)))
    rows, distances_m = nearest.rows.copy(), nearest.distances_m.copy()
    is_walk = nearest.is_walk.copy()
    for point, (metres, place) in found.items():
        rows[point], distances_m[point], is_walk[point] = place, metres, True
    return Nearest(rows=rows, distances_m=distances_m, is_walk=is_walk)


def reach_of(residents: Residents, settings: GapSettings) -> Floats:
    """Return each point's reach in metres: its own class decides, unless one reach is given."""
    if settings.reach_m is not None:
        return np.full(len(residents), settings.reach_m)
    return np.where(residents.is_rural, settings.reach_rural_m, settings.reach_urban_m)


def straight_reach_of(residents: Residents, settings: GapSettings) -> Floats:
    """Return how far each point's reach goes in a straight line: less where it is walked."""
    shorter = settings.detour if settings.is_reach_walked else 1.0
    return reach_of(residents, settings) / shorter


def is_beyond(nearest: Nearest, reach_m: Floats, settings: GapSettings) -> Flags:
    """Return which points lie farther than their reach from the nearest place."""
    distances_m = nearest.distances_m
    if settings.is_reach_walked:
        distances_m = np.where(nearest.is_walk, distances_m, distances_m * settings.detour)
    return distances_m > reach_m


def weights(residents: Residents, count: int) -> Floats:
    """Return what each point counts for: its people, or 1 in a ward where nobody is counted."""
    people = by_ward(residents.people, residents.wards, count)
    is_counted = np.append(people > 0, True)[residents.wards]
    return np.where(is_counted, residents.people, 1.0)


def mean_m(nearest: Nearest, residents: Residents, count: int) -> Floats:
    """
    Return how far the residents of each ward live from the nearest place, on average.

    M5: sum p_i min_j d_ij / sum p_i over the ward's points, in metres; NaN without points.
    """
    weight = weights(residents, count)
    return mean_by_ward(nearest.distances_m, weight, residents.wards, count)


def median_m(nearest: Nearest, residents: Residents, count: int) -> Floats:
    """
    Return the distance within which half of each ward's residents live, in metres.

    The smallest distance that at least half of the people do not exceed; NaN without
    points.
    """
    inside = np.flatnonzero(residents.wards >= 0)
    order = inside[np.lexsort((nearest.distances_m[inside], residents.wards[inside]))]
    ward = residents.wards[order]
    weight = weights(residents, count)[order]
    totals = np.bincount(ward, weights=weight, minlength=count)
    before = np.concatenate(([0.0], np.cumsum(totals)))[ward]
    is_half = np.cumsum(weight) - before >= totals[ward] / 2
    halves, first = np.unique(ward[is_half], return_index=True)
    medians = np.full(count, np.nan)
    medians[halves] = nearest.distances_m[order][is_half][first]
    return medians
