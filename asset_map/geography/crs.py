"""
The two coordinate systems there are, and the way between them.

EPSG:4326 (degrees) is kept and exchanged, EPSG:27700 (metres) is measured in. The
way between them is Ordnance Survey's OSTN15: the grid that pyproj would need for it
is not in its wheels, and what pyproj does without it is up to 3 m off.
"""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from convertbng import cutil
from numpy.typing import ArrayLike

from asset_map.geography.great_britain import (
    Floats,
    degrees_fault,
    grid_fault,
    in_great_britain,
    on_grid,
)
from asset_map.model.errors import CrsError
from asset_map.model.location import Coordinates, GridPoint

if TYPE_CHECKING:
    import geopandas as gpd
    import pyproj

__all__ = [
    "BRITISH_NATIONAL_GRID",
    "WGS84",
    "degrees_of",
    "frame_to_grid",
    "grid_of",
    "require_crs",
    "to_degrees",
    "to_grid",
]

WGS84 = "EPSG:4326"
BRITISH_NATIONAL_GRID = "EPSG:27700"
_WEB_MERCATOR = "EPSG:3857"
# OSTN15 starts from ETRS89; a web map's metres are one exact step from degrees.
_TAKEN_AS_DEGREES = (WGS84, "EPSG:4258", _WEB_MERCATOR)
# To the millimetre.
_DEGREE_DECIMALS = 8
_NAMED_ROWS = 5


@cache
def _etrs89_grid() -> "pyproj.Proj":
    # convertbng's own way from degrees stops short of St Mary's in Scilly and of
    # Out Stack; from this projection its OSTN15 step covers the whole grid.
    from pyproj import Proj  # noqa: PLC0415 - 0.1 s that only this way round needs

    return Proj(
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=GRS80"
    )


def grid_of(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Return eastings and northings in metres; NaN for what is not in Great Britain."""
    lons, lats = _floats(lon), _floats(lat)
    inside = in_great_britain(lons, lats)
    eastings, northings = np.full(lons.shape, np.nan), np.full(lons.shape, np.nan)
    if inside.any():
        eastings[inside], northings[inside] = cutil.convert_etrs89_to_osgb36(
            *_etrs89_grid()(lons[inside], lats[inside])
        )
    return eastings, northings


def degrees_of(easting: ArrayLike, northing: ArrayLike) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes; NaN for what is not in Great Britain."""
    lons, lats = cutil.convert_osgb36_to_ll(_floats(easting), _floats(northing))
    lons, lats = lons.round(_DEGREE_DECIMALS), lats.round(_DEGREE_DECIMALS)
    outside = ~in_great_britain(lons, lats)
    lons[outside] = lats[outside] = np.nan
    return lons, lats


def _floats(values: ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def to_grid(point: Coordinates) -> GridPoint:
    """
    Return the point in metres.

    Raises
    ------
    CrsError
        When it is not in Great Britain; the message says what it may be instead.
    """
    eastings, northings = grid_of(point.lon, point.lat)
    if np.isnan(eastings[0]):
        message = f"Longitude {point.lon}, latitude {point.lat} {degrees_fault(point)}"
        raise CrsError(message)
    return GridPoint(easting=float(eastings[0]), northing=float(northings[0]))


def to_degrees(point: GridPoint) -> Coordinates:
    """
    Return the point in degrees.

    Raises
    ------
    CrsError
        When it is not in Great Britain; the message says what it may be instead.
    """
    lons, lats = degrees_of(point.easting, point.northing)
    if np.isnan(lons[0]):
        message = f"Easting {point.easting}, northing {point.northing} {grid_fault(point)}"
        raise CrsError(message)
    return Coordinates(lon=float(lons[0]), lat=float(lats[0]))


def _is_in(frame: "gpd.GeoDataFrame", crs: str) -> bool:
    # GeoJSON's CRS84 is EPSG:4326 with its axes named the other way round.
    return frame.crs is not None and bool(frame.crs.equals(crs, ignore_axis_order=True))


def require_crs(frame: "gpd.GeoDataFrame", crs: str, *, name: str) -> None:
    """
    Refuse a frame whose geometry is not in ``crs``.

    Raises
    ------
    CrsError
        It names the frame, what it is in and what it should be in.
    """
    if not _is_in(frame, crs):
        found = "no named coordinate system" if frame.crs is None else f"'{frame.crs.name}'"
        message = f"The {name} are in {found}, not in {crs}; convert them first."
        raise CrsError(message)


def frame_to_grid(frame: "gpd.GeoDataFrame", *, name: str = "areas") -> "gpd.GeoDataFrame":
    """
    Return the frame in EPSG:27700 (metres), by OSTN15 where it came in degrees.

    Raises
    ------
    CrsError
        When its system is not named, is yet another one, or rows lie outside Great
        Britain; the message names the first of them and the likely cause.
    """
    if _is_in(frame, BRITISH_NATIONAL_GRID):
        _refuse_outside(frame, name=name, in_degrees=False)
        return frame
    if not any(_is_in(frame, crs) for crs in _TAKEN_AS_DEGREES):
        require_crs(frame, f"{WGS84} or {BRITISH_NATIONAL_GRID}", name=name)
    if _is_in(frame, _WEB_MERCATOR):
        frame = frame.to_crs(WGS84)
    _refuse_outside(frame, name=name, in_degrees=True)
    moved = shapely.transform(
        frame.geometry.array, lambda points: np.column_stack(grid_of(*points.T))
    )
    return frame.set_geometry(moved, crs=BRITISH_NATIONAL_GRID)


def _refuse_outside(frame: "gpd.GeoDataFrame", *, name: str, in_degrees: bool) -> None:
    points, rows = shapely.get_coordinates(frame.geometry.array, return_index=True)
    if in_degrees:
        outside = ~in_great_britain(*points.T)
    else:
        outside = ~on_grid(*points.T)
        # Ireland is on the grid too: a corner of each shape tells whether it lies there.
        _, corners = np.unique(rows, return_index=True)
        outside[corners] |= np.isnan(degrees_of(*points[corners].T)[0])
    if not outside.any():
        return
    x, y = map(float, points[outside][0])
    fault = (
        degrees_fault(Coordinates(lon=x, lat=y))
        if in_degrees
        else grid_fault(GridPoint(easting=x, northing=y))
    )
    bad_rows = np.unique(rows[outside])
    named = ", ".join(str(row + 1) for row in bad_rows[:_NAMED_ROWS])
    more = f" and {len(bad_rows) - _NAMED_ROWS:,} more" if len(bad_rows) > _NAMED_ROWS else ""
    message = f"The {name}, row {named}{more}: the point {x:.8g}, {y:.8g} {fault}"
    raise CrsError(message)
