"""How far places are apart, in a straight line on EPSG:27700, and the walk that makes."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.geography.great_britain import Floats
from asset_map.model.location import GridPoint

__all__ = ["Nearest", "distance_m", "nearest", "walk_minutes"]

# Manual for Streets: 800 m in ten minutes.
_WALK_M_PER_MINUTE = 80.0


def distance_m(a: GridPoint, b: GridPoint) -> float:
    """Return the straight line between two places in metres."""
    return float(np.hypot(a.easting - b.easting, a.northing - b.northing))


def walk_minutes(distance_m: float, *, detour: float = 1.3) -> float:
    """Return the minutes that a walk takes: straight line times detour at 80 m a minute."""
    return distance_m * detour / _WALK_M_PER_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """
    The nearest target of each origin.

    ``rows`` counts into the targets, the first of equally near ones; without
    targets it is -1 and the distance infinite.
    """

    rows: NDArray[np.int64]
    distances_m: Floats


def nearest(origins: Floats, targets: Floats) -> Nearest:
    """
    Return which target is nearest to each origin, and how far away it is.

    Parameters
    ----------
    origins, targets
        One row per place: easting, northing in metres (EPSG:27700).
    """
    rows = np.full(len(origins), -1)
    distances = np.full(len(origins), np.inf)
    if len(origins) and len(targets):
        tree = shapely.STRtree(np.asarray(shapely.points(targets)))
        (origin_rows, target_rows), found_m = tree.query_nearest(
            shapely.points(origins), return_distance=True
        )
        # All of equally near targets are returned: keep the first.
        order = np.lexsort((target_rows, origin_rows))
        origin_rows, first = np.unique(origin_rows[order], return_index=True)
        rows[origin_rows] = target_rows[order][first]
        distances[origin_rows] = found_m[order][first]
    return Nearest(rows=rows, distances_m=distances)
