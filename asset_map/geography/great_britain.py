"""What lies in Great Britain, and what a point that does not may be instead."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asset_map.model.location import Coordinates, GridPoint

__all__ = ["Floats", "degrees_fault", "grid_fault", "in_great_britain", "on_grid"]

Floats: TypeAlias = NDArray[np.float64]

# St Kilda, the North Sea off Lowestoft, Scilly's Western Rocks, Out Stack.
_WEST, _EAST, _SOUTH, _NORTH = -8.8, 1.8, 49.8, 60.95
# Ireland: west of longitudes half-way over the Irish Sea and the North Channel, by latitude.
_SEA_LAT = (51.0, 52.2, 54.2, 54.85, 55.1, 55.25, 55.5)
_SEA_LON = (-5.9, -5.9, -5.35, -5.33, -5.85, -5.95, -6.1)
_IRELAND_WEST = -11.0
_MAX_LON, _MAX_LAT = 180, 90
_GRID_WIDTH_M, _GRID_HEIGHT_M = 700_000.0, 1_300_000.0


def in_great_britain(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Return which points in degrees lie in Great Britain or its coastal waters."""
    in_bounds = (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)
    return in_bounds & ~_in_ireland(lon, lat)


def on_grid(easting: Floats, northing: Floats) -> NDArray[np.bool_]:
    """Return which points in metres lie on the National Grid, the sea around included."""
    return (easting > 0) & (easting < _GRID_WIDTH_M) & (northing > 0) & (northing < _GRID_HEIGHT_M)


def _in_ireland(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    beside_the_sea = (lat > _SEA_LAT[0]) & (lat < _SEA_LAT[-1])
    return beside_the_sea & (lon > _IRELAND_WEST) & (lon < np.interp(lat, _SEA_LAT, _SEA_LON))


def degrees_fault(point: Coordinates) -> str:
    """Return why a point in degrees cannot be used and what to do, to follow its name."""
    lon, lat = np.array([point.lon]), np.array([point.lat])
    if fault := _missing(point.lon, point.lat):
        return fault
    if abs(point.lon) > _MAX_LON or abs(point.lat) > _MAX_LAT:
        return "looks like eastings and northings in metres; say that it is in EPSG:27700."
    if in_great_britain(lat, lon)[0]:
        return "has longitude and latitude the wrong way round; swap them."
    if _in_ireland(lon, lat)[0]:
        return "lies in Ireland; Northern Ireland and the Irish grid are not supported yet."
    return "is not in Great Britain; check it, or place the pin by hand."


def grid_fault(point: GridPoint) -> str:
    """Return why a point in metres cannot be used and what to do, to follow its name."""
    if fault := _missing(point.easting, point.northing):
        return fault
    if abs(point.easting) <= _MAX_LON and abs(point.northing) <= _MAX_LAT:
        return "looks like longitude and latitude in degrees; say that it is in EPSG:4326."
    if on_grid(np.array([point.easting]), np.array([point.northing]))[0]:
        return (
            "is not in Great Britain; check that easting comes first, and that it is not on "
            "the Irish grid, which is not supported yet."
        )
    return "is not on the British National Grid; check the coordinate system."


def _missing(x: float, y: float) -> str:
    if not (np.isfinite(x) and np.isfinite(y)):
        return "has a part missing; leave the place out rather than guess it."
    return "stands for a missing place; leave the place out." if x == y == 0 else ""
