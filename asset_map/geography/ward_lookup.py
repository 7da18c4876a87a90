"""Which ward a point lies in: exactly one, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from threading import Lock

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from asset_map.geography.great_britain import Floats
from asset_map.geography.ward_cells import MIXED, OUTSIDE, Rows, WardCells
from asset_map.model.area import Area, Placement
from asset_map.model.errors import CrsError
from asset_map.model.location import GridPoint

__all__ = ["Placements", "WardLookup"]

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """
    The wards of many points, in their order.

    ``wards`` counts into ``ward_codes``; -1 is outside. ``could_be`` has a row for
    each further ward that a point may lie in: the point, the ward.
    """

    ward_codes: Sequence[str]
    wards: Rows
    is_edge: NDArray[np.bool_]
    could_be: Rows

    @property
    def codes(self) -> NDArray[np.object_]:
        """The ward code of each point; None outside."""
        return np.array([*self.ward_codes, None], dtype=object)[self.wards]

    def rows(self) -> list[Placement]:
        """Return one placement for each point."""
        others = {
            point: tuple(self.ward_codes[ward] for _, ward in pairs)
            for point, pairs in groupby(self.could_be.tolist(), key=itemgetter(0))
        }
        return [
            Placement(
                code=None if ward == OUTSIDE else self.ward_codes[ward],
                is_edge=is_edge,
                could_be=others.get(point, ()),
            )
            for point, (ward, is_edge) in enumerate(
                zip(self.wards.tolist(), self.is_edge.tolist(), strict=True)
            )
        ]


class WardLookup:
    """
    Says which ward points lie in.

    A point in several wards, on a shared edge or where they overlap, is in the one
    with the lowest code, with the edge flag. The flag stands too where an edge is no
    farther away than the point's own accuracy.

    Parameters
    ----------
    areas
        Wards with valid polygons in EPSG:27700 (metres) as ``assign_wkb``.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = tuple(sorted(areas, key=lambda area: area.code))
        self._codes = tuple(area.code for area in self._areas)
        self._wards = _polygons(self._areas)
        self._edges = np.asarray(shapely.boundary(self._wards))
        shapely.prepare(self._wards)
        shapely.prepare(self._edges)
        self._tree = shapely.STRtree(self._wards)
        self._cells = WardCells(self._wards)
        boxes = self._cells.blocks()
        blocks, self._wards_near = self._tree.query(boxes)
        self._near_counts = np.bincount(blocks, minlength=len(boxes))
        self._first_near = np.cumsum(self._near_counts) - self._near_counts
        # GEOS completes a prepared polygon at its first use, which no two threads may do.
        self._lock = Lock()

    def __reduce__(self) -> tuple[type["WardLookup"], tuple[tuple[Area, ...]]]:
        return WardLookup, (self._areas,)

    def place(self, easting: float, northing: float, accuracy_m: float | None = None) -> Placement:
        """Return the ward of one point in metres that may be off by its accuracy."""
        accuracies = None if accuracy_m is None else [accuracy_m]
        return self.place_many([easting], [northing], accuracies).rows()[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each ward, lowest first, as rows of placements count them."""
        return self._codes

    @property
    def shapes(self) -> Geometries:
        """The polygon of each ward in EPSG:27700 (metres), in the order of the codes."""
        return self._wards

    def inner_points(self) -> dict[str, GridPoint]:
        """Return a point inside each ward, by code."""
        inner = np.asarray(shapely.point_on_surface(self._wards))
        eastings, northings = shapely.get_x(inner).tolist(), shapely.get_y(inner).tolist()
        return {
            code: GridPoint(easting=round(x, 1), northing=round(y, 1))
            for code, x, y in zip(self._codes, eastings, northings, strict=True)
        }

    def edge_m(self, easting: float, northing: float, *, within_m: float) -> float | None:
        """Return how far the nearest edge of a ward is, in metres; None if it is farther off."""
        near = self._tree.query(shapely.Point(easting, northing).buffer(within_m))
        if not len(near):
            return None
        far = float(shapely.distance(self._edges[near], shapely.Point(easting, northing)).min())
        return far if far <= within_m else None

    def place_many(
        self, eastings: ArrayLike, northings: ArrayLike, accuracies_m: ArrayLike | None = None
    ) -> Placements:
        """
        Return the wards of many points.

        Parameters
        ----------
        eastings, northings
            EPSG:27700 (metres).
        accuracies_m
            How far off each point may be; NaN where that is not known.

        Raises
        ------
        CrsError
            When a coordinate is missing; the message names the first rows.
        """
        x, y = (np.asarray(each, dtype=np.float64) for each in (eastings, northings))
        _refuse_missing(x, y)
        wards, blocks = self._cells.look_up(x, y)
        is_edge = np.zeros(len(x), dtype=bool)
        could_be = np.empty((0, 2), dtype=np.int64)
        unsure = wards == MIXED
        reach_m = None
        if accuracies_m is not None:
            reach_m = np.nan_to_num(np.asarray(accuracies_m, dtype=np.float64))
            unsure |= reach_m > 0
        (tested,) = np.nonzero(unsure)
        if len(tested):
            x, y = x[tested], y[tested]
            reach_m = None if reach_m is None else reach_m[tested]
            near = self._near_in(blocks) if reach_m is None else self._near(x, y, reach_m)
            answers = self._tested(*near, x, y, reach_m)
            wards[tested], is_edge[tested] = answers.wards, answers.is_edge
            could_be = np.column_stack((tested[answers.could_be[:, 0]], answers.could_be[:, 1]))
        return Placements(ward_codes=self._codes, wards=wards, is_edge=is_edge, could_be=could_be)

    def _near_in(self, blocks: Rows) -> tuple[Rows, Rows]:
        """Pair points with the wards that their blocks may hold."""
        first, counts = self._first_near[blocks], self._near_counts[blocks]
        points = np.repeat(np.arange(len(blocks)), counts)
        nth = np.arange(len(points)) - (np.cumsum(counts) - counts)[points]
        return points, self._wards_near[first[points] + nth]

    def _near(self, x: Floats, y: Floats, reach_m: Floats) -> tuple[Rows, Rows]:
        """Pair points with the wards that may lie within their reach."""
        boxes = shapely.box(x - reach_m, y - reach_m, x + reach_m, y + reach_m)
        points, wards = self._tree.query(boxes)
        return points, wards

    def _tested(
        self, points: Rows, wards: Rows, x: Floats, y: Floats, reach_m: Floats | None
    ) -> Placements:
        """Place the points by exact tests of the wards that they are paired with."""
        # Ward by ward, so that each polygon's index is used while it is at hand.
        by_ward = np.argsort(wards, kind="stable")
        points, wards = points[by_ward], wards[by_ward]
        xs, ys = x[points], y[points]
        with self._lock:
            covered = shapely.intersects_xy(self._wards[wards], xs, ys)
            touched = covered.copy()
            touched[covered] = ~shapely.contains_xy(
                self._wards[wards[covered]], xs[covered], ys[covered]
            )
            if reach_m is not None:
                at = np.asarray(shapely.points(x, y), dtype=object)
                # The stubs know one distance for all.
                touched |= shapely.dwithin(  # type: ignore[call-overload]
                    self._edges[wards], at[points], reach_m[points]
                )
        lowest = np.full(len(x), len(self._codes))
        np.minimum.at(lowest, points[covered], wards[covered])
        is_other = (covered | touched) & (wards != lowest[points])
        is_edge = np.zeros(len(x), dtype=bool)
        # On or near an edge, or in several wards at once, where they overlap.
        is_edge[points[touched | (covered & is_other)]] = True
        could_be = np.column_stack((points[is_other], wards[is_other]))
        could_be = could_be[np.lexsort((could_be[:, 1], could_be[:, 0]))]
        lowest[lowest == len(self._codes)] = OUTSIDE
        return Placements(ward_codes=self._codes, wards=lowest, is_edge=is_edge, could_be=could_be)


def _polygons(areas: Sequence[Area]) -> Geometries:
    return np.asarray(shapely.from_wkb(np.array([a.assign_wkb for a in areas], dtype=object)))


def _refuse_missing(x: Floats, y: Floats) -> None:
    (missing,) = np.nonzero(~(np.isfinite(x) & np.isfinite(y)))
    if len(missing):
        named = ", ".join(str(row + 1) for row in missing[:5])
        message = (
            f"{len(missing):,} of {len(x):,} points have no coordinates (row {named}); leave "
            "them out, or place them first."
        )
        raise CrsError(message)
