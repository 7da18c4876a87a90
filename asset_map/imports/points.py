"""Coordinates as a row states them: refused where they cannot be meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from asset_map.imports.readers import Fault
from asset_map.model.location import Coordinates, GridPoint

__all__ = ["StatedPoint", "read_point"]

# Great Britain with its islands, a little generously; metres as the National Grid has them.
_LON, _LAT = (-9.0, 2.5), (49.5, 61.2)
_EASTING, _NORTHING = (0.0, 700_000.0), (0.0, 1_300_000.0)
_DEGREES_UP_TO = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPoint:
    """A point in degrees, in metres, in both, or in neither."""

    point: Coordinates | None = None
    grid: GridPoint | None = None
    faults: tuple[tuple[str, Fault], ...] = ()


def read_point(
    *,
    lon: float | None = None,
    lat: float | None = None,
    easting: float | None = None,
    northing: float | None = None,
) -> StatedPoint:
    """Return the point, or for each field what is wrong with it."""
    faults = (
        *_halves(lon=lon, lat=lat),
        *_halves(easting=easting, northing=northing),
        *_faults_of_degrees(lon, lat),
        *_faults_of_metres(easting, northing),
    )
    if faults:
        return StatedPoint(faults=faults)
    return StatedPoint(
        point=Coordinates(lon=lon, lat=lat) if lon is not None and lat is not None else None,
        grid=GridPoint(easting=easting, northing=northing)
        if easting is not None and northing is not None
        else None,
    )


def _halves(**pair: float | None) -> Iterator[tuple[str, Fault]]:
    (first, second), missing = pair.items(), [name for name in pair if pair[name] is None]
    if len(missing) == 1:
        other = second[0] if missing == [first[0]] else first[0]
        fault = f"There is {other} but no {missing[0]}."
        yield missing[0], Fault(fault, "Fill in both, or neither.")


def _faults_of_degrees(lon: float | None, lat: float | None) -> Iterator[tuple[str, Fault]]:
    if lon is None or lat is None or (_within(lon, _LON) and _within(lat, _LAT)):
        return
    if lon == lat == 0:
        yield "lon", Fault("0, 0 lies off West Africa.", "Leave both empty if they are not known.")
    elif _within(lat, _LON) and _within(lon, _LAT):
        yield "lon", Fault("Longitude and latitude are the wrong way round.", "Swap the two.")
    elif max(abs(lon), abs(lat)) > _DEGREES_UP_TO:
        remedy = "Match the columns to easting and northing instead."
        yield "lon", Fault("These are metres, not degrees.", remedy)
    else:
        yield "lon", Fault("The point does not lie in Great Britain.", "Check both figures.")


def _faults_of_metres(easting: float | None, northing: float | None) -> Iterator[tuple[str, Fault]]:
    if easting is None or northing is None:
        return
    if easting == northing == 0:
        yield "easting", Fault("0, 0 lies in the sea.", "Leave both empty if they are not known.")
    elif max(abs(easting), abs(northing)) <= _DEGREES_UP_TO:
        remedy = "Match the columns to lon and lat instead."
        yield "easting", Fault("These are degrees, not metres.", remedy)
    elif not (_within(easting, _EASTING) and _within(northing, _NORTHING)):
        fault = "The point does not lie on the British National Grid."
        yield "easting", Fault(fault, "Check both figures and which is which.")


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
