"""
Choice and crowding (M10): two-step floating catchment areas, plain and enhanced.

Luo and Wang 2003, Luo and Qi 2009. Known to over- and under-count people (Paez and
others 2019): for tables and method notes, never for the map.
"""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from asset_map.gaps.columns import Floats, Places, Residents, Rows, mean_by_ward
from asset_map.gaps.reach import weights

__all__ = ["access", "pairs_within", "per_10000_by_ward"]

Steps = Sequence[tuple[float, float]]


def pairs_within(
    residents: Residents, places: Places, within_m: float
) -> tuple[Rows, Rows, Floats]:
    """Return each point and place no farther apart than that, and the metres between them."""
    if not (len(residents) and len(places)):
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, np.empty(0)
    found = cKDTree(residents.points_m).sparse_distance_matrix(
        cKDTree(places.points_m), within_m, output_type="ndarray"
    )
    found = found[np.lexsort((found["j"], found["i"]))]
    return found["i"].astype(np.int64), found["j"].astype(np.int64), found["v"]


def access(
    residents: Residents, places: Places, steps: Steps, *, capacities: Floats | None = None
) -> Floats:
    """
    Return how much of a place each resident of a point has, sharing it with all in reach.

    R_j = S_j / sum_i p_i W(d_ij), A_i = sum_j R_j W(d_ij); W is the weight of the first
    step, in metres, that the distance does not exceed: ``[(1600, 1)]`` is the plain form.
    sum_i p_i A_i is the number of places that anybody lives near to.
    """
    points, rows, metres = pairs_within(residents, places, steps[-1][0])
    ends, step_weights = np.asarray(steps, dtype=np.float64).T
    weight = step_weights[np.minimum(np.searchsorted(ends, metres), len(ends) - 1)]
    demand = np.bincount(rows, weights=residents.people[points] * weight, minlength=len(places))
    supply = np.ones(len(places)) if capacities is None else capacities
    ratio = np.divide(supply, demand, out=np.zeros(len(places)), where=demand > 0)
    shares = np.bincount(points, weights=ratio[rows] * weight, minlength=len(residents))
    return np.asarray(shares, dtype=np.float64)


def per_10000_by_ward(accesses: Floats, residents: Residents, count: int) -> Floats:
    """Return each ward's access, weighted by its residents, in places per 10,000."""
    weight = weights(residents, count)
    return 10_000 * mean_by_ward(accesses, weight, residents.wards, count)
