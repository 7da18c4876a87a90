"""
Square cells over the wards that answer most points by a look-up.

A cell that no ward's edge touches lies wholly inside one ward, or outside them all.
A cell that an edge touches becomes a block of small cells, and only points in small
cells that an edge touches need an exact test.
"""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.geography.great_britain import Floats
from asset_map.geography.ward_crossings import MIXED, OUTSIDE, WardCrossings

__all__ = ["MIXED", "OUTSIDE", "Rows", "WardCells"]

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Labels = NDArray[np.int32]
Cells = NDArray[np.int32]

# Small cells along a side of a block.
_SIDE = 8
# Measured: fewer cells leave more points to exact tests, more take longer to make.
_CELLS_PER_WARD, _MIN_CELLS, _MAX_CELLS = 250, 1_000_000, 2_000_000
_SMALLEST_M = 1.0
# More than what splitting an edge moves it by.
_TOLERANCE_M = 0.001


class WardCells:
    """
    The cells over some wards.

    Parameters
    ----------
    wards
        Valid polygons in EPSG:27700 (metres).
    """

    def __init__(self, wards: NDArray[np.object_]) -> None:
        west, south, east, north = shapely.total_bounds(wards) if len(wards) else (0.0,) * 4
        cells = np.clip(_CELLS_PER_WARD * len(wards), _MIN_CELLS, _MAX_CELLS)
        small_m = max(np.sqrt((east - west) * (north - south) / cells) / _SIDE, _SMALLEST_M)
        self._origin = np.array([west, south])
        self._small_m = float(small_m)
        # The outer edge itself lies in a cell too, even where cells end there.
        shape = tuple(int(length / small_m) // _SIDE + 1 for length in (north - south, east - west))
        touched = list(self._touched(wards))
        crossings = WardCrossings(wards, origin=self._origin, line_m=self._small_m)
        labels = self._whole_cells(shape, touched, crossings)
        self._block_rows, self._block_columns = np.nonzero(labels == MIXED)
        # From MIXED down the labels count blocks.
        labels[labels == MIXED] = MIXED - np.arange(len(self._block_rows))
        self._labels = labels
        self._block_labels = self._small_cells(touched, crossings)

    def _touched(self, wards: NDArray[np.object_]) -> Iterator[tuple[Cells, Cells]]:
        """Yield rows and columns of small cells that edges touch, and a few beside them."""
        # Pieces shorter than a cell touch at most two by two cells: those of their corners.
        edges = shapely.segmentize(shapely.boundary(wards), 0.9 * self._small_m)
        corners, line = shapely.get_coordinates(shapely.get_parts(edges), return_index=True)
        same_line = line[1:] == line[:-1]
        starts, ends = corners[:-1][same_line], corners[1:][same_line]
        low = self._small_cells_of(np.minimum(starts, ends) - _TOLERANCE_M)
        high = self._small_cells_of(np.maximum(starts, ends) + _TOLERANCE_M)
        for columns in (low[:, 0], high[:, 0]):
            for rows in (low[:, 1], high[:, 1]):
                yield rows, columns

    def _small_cells_of(self, points: Floats) -> Cells:
        cells = np.floor((points - self._origin) / self._small_m)
        return np.asarray(np.maximum(cells, 0), dtype=np.int32)

    def _whole_cells(
        self, shape: tuple[int, ...], touched: list[tuple[Cells, Cells]], crossings: WardCrossings
    ) -> Labels:
        plain = np.ones(shape, dtype=bool)
        for rows, columns in touched:
            plain[rows // _SIDE, columns // _SIDE] = False
        middle = _SIDE // 2
        return _filled(
            plain,
            lambda rows, columns: crossings.labels_at(
                rows * _SIDE + middle, columns * _SIDE + middle
            ),
        )

    def _small_cells(self, touched: list[tuple[Cells, Cells]], crossings: WardCrossings) -> Labels:
        plain = np.ones((len(self._block_rows), _SIDE, _SIDE), dtype=bool)
        for rows, columns in touched:
            blocks = MIXED - self._labels[rows // _SIDE, columns // _SIDE]
            plain[blocks, rows % _SIDE, columns % _SIDE] = False

        def labels_at(lines: Rows, columns: Rows) -> Labels:
            blocks, rows = np.divmod(lines, _SIDE)
            return crossings.labels_at(
                self._block_rows[blocks] * _SIDE + rows,
                self._block_columns[blocks] * _SIDE + columns,
            )

        return _filled(plain.reshape(-1, _SIDE), labels_at)

    def look_up(self, eastings: Floats, northings: Floats) -> tuple[Rows, Rows]:
        """Return each point's label, and the block of each that is ``MIXED``."""
        columns = (eastings - self._origin[0]) / self._small_m
        rows = (northings - self._origin[1]) / self._small_m
        height, width = self._labels.shape
        off_grid = (
            (columns < 0) | (rows < 0) | (columns >= width * _SIDE) | (rows >= height * _SIDE)
        )
        columns[off_grid] = rows[off_grid] = 0
        # None is negative here, so that cutting off what follows the point rounds down.
        columns, rows = columns.astype(np.int64), rows.astype(np.int64)
        labels = self._labels.ravel()[rows // _SIDE * width + columns // _SIDE].astype(np.int64)
        labels[off_grid] = OUTSIDE
        (divided,) = np.nonzero(labels <= MIXED)
        blocks = MIXED - labels[divided]
        rows, columns = rows[divided] % _SIDE, columns[divided] % _SIDE
        small = self._block_labels[blocks * _SIDE + rows, columns]
        labels[divided] = small
        return labels, blocks[small == MIXED]

    def blocks(self) -> NDArray[np.object_]:
        """Return the blocks as boxes in EPSG:27700 (metres)."""
        size_m = _SIDE * self._small_m
        west = self._origin[0] + self._block_columns * size_m
        south = self._origin[1] + self._block_rows * size_m
        return np.asarray(shapely.box(west, south, west + size_m, south + size_m))


def _filled(plain: Flags, labels_at: Callable[[Rows, Rows], Labels]) -> Labels:
    """Label plain cells, asking once for each run along a row; the others are ``MIXED``."""
    starts = plain.copy()
    starts[:, 1:] &= ~plain[:, :-1]
    answers = labels_at(*np.nonzero(starts))
    labels = np.full(plain.shape, MIXED, dtype=np.int32)
    labels[plain] = answers[np.cumsum(starts.ravel(), dtype=np.int32)[plain.ravel()] - 1]
    return labels
