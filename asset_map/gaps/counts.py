"""Places counted: in a ward (M1), against a standard (M3), and near it (M4)."""

import numpy as np
import shapely

from asset_map.gaps.columns import Flags, Floats, Places, Rows, Wards

__all__ = ["around", "edge_wards", "inside", "near", "nearest_over", "shortfall"]


def inside(places: Places, count: int) -> Rows:
    """Return M1, how many assets each ward has: one with two places in it counts once."""
    _, assets = np.unique(np.asarray(places.ids, dtype=object).astype(str), return_inverse=True)
    pairs = np.unique(np.column_stack((places.wards, assets)), axis=0)
    return np.bincount(pairs[pairs[:, 0] >= 0, 0], minlength=count)


def shortfall(counts: Rows, people: Floats, *, people_per_facility: float) -> Floats:
    """
    Return M3, how many facilities each ward is short of a standard; for spaces.

    max(0, P_w / 4,000 - n_w): one dedicated facility for 4,000 people (Wycombe's
    community facilities standard).
    """
    return np.maximum(0.0, people / people_per_facility - counts)


def near(places: Places, wards: Wards, *, within_m: float) -> Rows:
    """
    Return M4, how many assets each ward has inside or within so many metres of its edge.

    By distance, not by a buffer polygon, whose corners fall short (Community Needs Index).
    """
    if not len(places):
        return np.zeros(len(wards), dtype=np.int64)
    tree = shapely.STRtree(np.asarray(shapely.points(places.points_m)))
    ward_rows, place_rows = tree.query(wards.shapes, predicate="dwithin", distance=within_m)
    _, assets = np.unique(np.asarray(places.ids, dtype=object).astype(str), return_inverse=True)
    pairs = np.unique(np.column_stack((ward_rows, assets[place_rows])), axis=0)
    return np.bincount(pairs[:, 0], minlength=len(wards))


def around(places: Places, wards: Wards, rows: Rows, *, within_m: float) -> int:
    """Return how many places lie outside of some wards and within so many metres of one."""
    outside = np.flatnonzero(~np.isin(places.wards, rows))
    if not len(outside) or not len(rows):
        return 0
    points = np.asarray(shapely.points(places.points_m[outside]))
    tree = shapely.STRtree(wards.shapes[rows])
    return len(np.unique(tree.query(points, predicate="dwithin", distance=within_m)[0]))


def nearest_over(places: Places, wards: Wards) -> tuple[Rows, Floats]:
    """
    Return the place nearest to the boundary of each ward that has none, and how far over it.

    Row -1 and an infinite distance where a ward has a place of its own, or there is none.
    """
    rows, over_m = np.full(len(wards), -1), np.full(len(wards), np.inf)
    bare = np.flatnonzero(inside(places, len(wards)) == 0)
    if len(places) and len(bare):
        tree = shapely.STRtree(np.asarray(shapely.points(places.points_m)))
        (found, place_rows), distances_m = tree.query_nearest(
            wards.shapes[bare], return_distance=True
        )
        # All of equally near places are returned: keep the first.
        order = np.lexsort((place_rows, found))
        found, first = np.unique(found[order], return_index=True)
        rows[bare[found]] = place_rows[order][first]
        over_m[bare[found]] = distances_m[order][first]
    return rows, over_m


def edge_wards(places: Places, count: int) -> Flags:
    """Return which wards a place may or may not be in: it is nearer an edge than it is accurate."""
    is_edge = np.zeros(count, dtype=bool)
    own = places.wards[places.is_edge]
    is_edge[own[own >= 0]] = True
    is_edge[places.touching[:, 1]] = True
    return is_edge
