"""Where the edges of wards cross a stack of level lines: which ward lies between."""

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.geography.great_britain import Floats

__all__ = ["MIXED", "OUTSIDE", "WardCrossings"]

OUTSIDE = -1
MIXED = -2

Rows = NDArray[np.int64]


class WardCrossings:
    """
    All crossings of ward edges with the middle lines of rows of cells.

    Walking a line eastward, each crossing enters a ward or leaves one. Inside one
    ward the sum of what was entered less what was left is that ward's row.

    Parameters
    ----------
    wards
        Valid polygons in metres.
    origin
        South-west corner of the cells.
    line_m
        Side of a cell: the lines lie half of it above the origin, then this far apart.
    """

    def __init__(self, wards: NDArray[np.object_], *, origin: Floats, line_m: float) -> None:
        starts, ends, ward = _directed_edges(wards)
        # In cells, so that the lines are whole numbers.
        starts, ends = ((each - origin) / line_m - (0, 0.5) for each in (starts, ends))
        first = np.ceil(np.minimum(starts[:, 1], ends[:, 1])).astype(np.int64)
        counts = np.ceil(np.maximum(starts[:, 1], ends[:, 1])).astype(np.int64) - first
        edge = np.repeat(np.arange(len(counts)), counts)
        line = first[edge] + np.arange(len(edge)) - (np.cumsum(counts) - counts)[edge]
        (x0, y0), (x1, y1) = starts[edge].T, ends[edge].T
        x = x0 + (line - y0) / (y1 - y0) * (x1 - x0)
        # Wards lie on the left of their edges: going south enters, going north leaves.
        entered = np.where(y1 < y0, 1, -1)
        self._line_length = float(np.ceil(x.max(initial=0))) + 2.0
        places = line * self._line_length + x
        order = np.argsort(places)
        inside = np.cumsum(entered[order])
        labels = np.cumsum((entered * ward[edge])[order])
        labels[inside == 0] = OUTSIDE
        labels[inside > 1] = MIXED
        self._places = places[order]
        self._labels = np.concatenate(([OUTSIDE], labels)).astype(np.int32)

    def labels_at(self, rows: Rows, columns: Rows) -> NDArray[np.int32]:
        """Return the ward in the middle of cells that no edge touches."""
        places = rows * self._line_length + columns + 0.5
        return self._labels[np.searchsorted(self._places, places)]


def _directed_edges(wards: NDArray[np.object_]) -> tuple[Floats, Floats, Rows]:
    polygons, ward = shapely.get_parts(shapely.orient_polygons(wards), return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring[1:] == ring[:-1]
    return corners[:-1][same_ring], corners[1:][same_ring], ward[polygon[ring[1:][same_ring]]]
