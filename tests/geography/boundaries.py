"""Small boundary files, drawn by hand: square wards in metres near Shirebrook."""

import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from asset_map.geography.crs import BRITISH_NATIONAL_GRID, WGS84, degrees_of

WEST, SOUTH = 450_000, 367_000


def square(column: int, row: int, *, size_m: float = 1000) -> shapely.Polygon:
    west, south = WEST + 1000 * column, SOUTH + 1000 * row
    return shapely.box(west, south, west + size_m, south + size_m)


def wards(
    *shapes: BaseGeometry | None,
    codes: Sequence[object] | None = None,
    names: Sequence[str | None] | None = None,
    crs: str | None = BRITISH_NATIONAL_GRID,
) -> gpd.GeoDataFrame:
    """Return wards headed as the Office for National Statistics heads them."""
    codes = codes or [f"E0500000{row + 1}" for row in range(len(shapes))]
    return gpd.GeoDataFrame(
        {
            "WD25CD": codes,
            "WD25NM": names or [f"Ward {row + 1}" for row in range(len(shapes))],
            "LAD25CD": "E07000033",
            "LAD25NM": "Bolsover",
        },
        geometry=list(shapes),
        crs=crs,
    )


def four_wards() -> gpd.GeoDataFrame:
    return wards(square(0, 0), square(1, 0), square(0, 1), square(1, 1))


def in_degrees(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    moved = shapely.transform(
        frame.geometry.array, lambda points: np.column_stack(degrees_of(*points.T))
    )
    return frame.set_geometry(moved, crs=WGS84)


def written(frame: gpd.GeoDataFrame, path: Path) -> Path:
    with warnings.catch_warnings():
        # Files without a coordinate system are made on purpose.
        warnings.filterwarnings("ignore", "'crs' was not provided")
        if path.suffix == ".parquet":
            frame.to_parquet(path)
        elif path.suffix == ".zip":
            frame.to_file(path.with_suffix(".shz"), driver="ESRI Shapefile")
            path.with_suffix(".shz").rename(path)
        else:
            frame.to_file(path)
    return path
