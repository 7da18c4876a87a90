"""Where the rows of an import are: pins as they stand, postcodes looked up all at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from asset_map.geography.crs import degrees_of, grid_of, to_degrees, to_grid
from asset_map.geography.distance import distance_m
from asset_map.geography.postcodes import FoundPostcodes
from asset_map.imports.reading import ReadRow, Stated
from asset_map.imports.table import RowProblem
from asset_map.model.asset import Asset
from asset_map.model.errors import CrsError, LocationNotFoundError
from asset_map.model.location import Coordinates, GridPoint, Location, LocationMethod
from asset_map.usecases.house import House, NewId

__all__ = ["PlacedRow", "place_rows"]

# What two ways of writing one place may differ by: figures that were rounded.
PINS_APART_M = 100
# A pin so near to its postcode's centre is that centre, looked up by somebody before.
POSTCODE_CENTRE_M = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """
    A row that was read, with its asset where it belongs.

    ``pin_off_m`` is how far its pin lies from its own postcode, in metres; None where
    the two cannot be compared. ``remarks`` tell what was not taken as it was typed.
    """

    row: ReadRow
    asset: Asset
    pin_off_m: float | None = None
    remarks: tuple[RowProblem, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether at least one of its places has a point."""
        return any(place.is_placed for place in self.asset.locations)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Every stated place of every row, with what the look-ups found for it."""

    points: list[tuple[Coordinates, GridPoint] | None]
    postcodes: FoundPostcodes


def place_rows(
    house: House, rows: Sequence[ReadRow], *, new_id: NewId
) -> tuple[list[PlacedRow], list[RowProblem]]:
    """
    Return the rows with their places, and the faults of those that must be mended first.

    A pin wins over a postcode. A postcode that is not to be found is a fault where it is
    all that says where the place is, else a remark. A row that says nothing of where it is
    stays without a point. Of a mobile service only the stops with a fault stay out.
    """
    stated = [place for row in rows for place in row.stated]
    sought = _Sought(
        points=_points(stated), postcodes=house.postcodes.find_many([s.postcode for s in stated])
    )
    placed: list[PlacedRow] = []
    faults: list[RowProblem] = []
    start = 0
    for row in rows:
        numbers = range(start, start + len(row.stated))
        start += len(row.stated)
        found = list(_faults(house, row, sought, numbers))
        faults += [problem for problem, is_fault in found if is_fault]
        out = {problem.row for problem, is_fault in found if is_fault}
        if len(out) < len(row.numbers):
            remarks = tuple(problem for problem, _ in found if problem.row not in out)
            lines = zip(numbers, row.numbers, strict=True)
            fitting = [number for number, line in lines if line not in out]
            placed.append(_placed(_without(row, out), sought, fitting, remarks, new_id=new_id))
    return placed, faults


def _without(row: ReadRow, out: Collection[int]) -> ReadRow:
    """Return the service without those of its stops that stand in the rows ``out``."""
    if not out:
        return row
    calls = zip(row.numbers, row.asset.locations, row.stated, strict=True)
    numbers, places, stated = zip(*(call for call in calls if call[0] not in out), strict=True)
    return replace(row, numbers=numbers, asset=replace(row.asset, locations=places), stated=stated)


def _points(stated: Sequence[Stated]) -> list[tuple[Coordinates, GridPoint] | None]:
    """Return each stated pin in degrees and in metres; None where there is none that fits."""
    count = len(stated)
    lons, lats, eastings, northings = np.full((4, count), np.nan)
    for number, place in enumerate(stated):
        if place.point is not None:
            lons[number], lats[number] = place.point.lon, place.point.lat
        elif place.grid is not None:
            eastings[number], northings[number] = place.grid.easting, place.grid.northing
    in_metres, in_degrees = ~np.isnan(eastings), ~np.isnan(lons)
    lons[in_metres], lats[in_metres] = degrees_of(eastings[in_metres], northings[in_metres])
    eastings[in_degrees], northings[in_degrees] = grid_of(lons[in_degrees], lats[in_degrees])
    found = ~np.isnan(lons) & ~np.isnan(eastings)
    columns = zip(lons.tolist(), lats.tolist(), eastings.tolist(), northings.tolist(), strict=True)
    return [
        (Coordinates(lon=lon, lat=lat), GridPoint(easting=easting, northing=northing))
        if is_found
        else None
        for is_found, (lon, lat, easting, northing) in zip(found.tolist(), columns, strict=True)
    ]


def _faults(
    house: House, row: ReadRow, sought: _Sought, numbers: range
) -> Iterator[tuple[RowProblem, bool]]:
    """Give each problem of a row's places, and whether it keeps the row out."""
    for line, stated, number in zip(row.numbers, row.stated, numbers, strict=True):
        has_pin = stated.point is not None or stated.grid is not None
        pin = sought.points[number]
        if has_pin and pin is None:
            column, value, told = _why_no_point(stated)
            yield _problem(line, column, value, told), True
        if pin is not None and stated.point is not None and stated.grid is not None:
            apart_m = distance_m(pin[1], stated.grid)
            if apart_m > PINS_APART_M:
                told = (
                    f"The degrees and the metres are {apart_m:,.0f} m apart; keep the pair that "
                    "is right, and empty the other."
                )
                value = f"{stated.grid.easting}, {stated.grid.northing}"
                yield _problem(line, "easting", value, told), True
        if stated.postcode and not sought.postcodes.is_found[number]:
            told = _why_no_postcode(house, stated.postcode)
            yield _problem(line, "postcode", stated.postcode, told), not has_pin


def _problem(line: int, column: str, value: str, told: str) -> RowProblem:
    fault, _, remedy = told.partition("; ")
    return RowProblem(
        row=line,
        column=column,
        value=value,
        fault=f"{fault.rstrip('.')}.",
        remedy=remedy[:1].upper() + remedy[1:],
    )


def _why_no_point(stated: Stated) -> tuple[str, str, str]:
    try:
        if stated.point is not None:
            value = f"{stated.point.lon}, {stated.point.lat}"
            to_grid(stated.point)
            return "lon", value, "The point is not in Great Britain; check both figures."
        grid = stated.grid or GridPoint(easting=0.0, northing=0.0)
        value = f"{grid.easting}, {grid.northing}"
        to_degrees(grid)
    except CrsError as error:
        return "lon" if stated.point else "easting", value, str(error)
    return "easting", value, "The point is not in Great Britain; check both figures."


def _why_no_postcode(house: House, postcode: str) -> str:
    try:
        house.postcodes.find(postcode)
    except LocationNotFoundError as error:
        return str(error)
    return f"Postcode '{postcode}' was not found; check it."


def _placed(
    row: ReadRow,
    sought: _Sought,
    numbers: Sequence[int],
    remarks: tuple[RowProblem, ...],
    *,
    new_id: NewId,
) -> PlacedRow:
    locations = []
    pin_off_m = None
    for location, number in zip(row.asset.locations, numbers, strict=True):
        located = _located(replace(location, id=new_id()), sought, number)
        locations.append(located)
        if (off_m := _off_m(sought, number)) is not None:
            pin_off_m = off_m
    asset = replace(row.asset, id=new_id(), locations=tuple(locations))
    return PlacedRow(row=row, asset=asset, pin_off_m=pin_off_m, remarks=remarks)


def _off_m(sought: _Sought, number: int) -> float | None:
    """Return how far a pin is from its own postcode; None where the two cannot be compared."""
    pin = sought.points[number]
    if pin is None or not sought.postcodes.is_found[number]:
        return None
    easting, northing = sought.postcodes.eastings[number], sought.postcodes.northings[number]
    return distance_m(pin[1], GridPoint(easting=float(easting), northing=float(northing)))


def _located(location: Location, sought: _Sought, number: int) -> Location:
    postcodes = sought.postcodes
    is_found = bool(postcodes.is_found[number])
    if is_found:
        location = replace(location, postcode=postcodes.postcodes[number])
    if (pin := sought.points[number]) is not None:
        off_m = _off_m(sought, number)
        is_centre = off_m is not None and off_m <= POSTCODE_CENTRE_M
        method = LocationMethod.POSTCODE if is_centre else LocationMethod.MAP_CLICK
        return replace(
            location, point=pin[0], grid=pin[1], method=method, accuracy_m=method.accuracy_m
        )
    if is_found:
        method = LocationMethod.POSTCODE
        return replace(
            location,
            point=Coordinates(lon=float(postcodes.lons[number]), lat=float(postcodes.lats[number])),
            grid=GridPoint(
                easting=float(postcodes.eastings[number]),
                northing=float(postcodes.northings[number]),
            ),
            method=method,
            accuracy_m=method.accuracy_m,
        )
    return location
