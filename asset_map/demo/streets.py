"""Where in the demonstration district something stands."""

import math
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import compress
from random import Random

import shapely
from shapely.geometry.base import BaseGeometry

from asset_map.demo.district import District, Settlement
from asset_map.geography.crs import to_degrees
from asset_map.model.location import GridPoint, Location, LocationMethod

__all__ = ["Streets"]

# A door is at most so far from the middle of its postcode, in metres.
_DOOR_M = 60.0
# A place's own postcodes are those nearest to its middle.
_POSTCODES_OF_A_PLACE = 9
_HOUSES_OF_A_STREET = 58


class Streets:
    """The houses of the district, found by the name of a village or quarter."""

    def __init__(self, district: District, names: Sequence[str]) -> None:
        self._names = names
        self._settlements = {one.name: one for one in district.settlements}
        self._shapes = {
            area.code: shapely.from_wkb(area.assign_wkb)
            for area in district.areas[district.present_set.id]
        }
        self._postcodes = _by_ward(district.postcodes, self._shapes)

    def settlement(self, name: str) -> Settlement:
        """Return a village or quarter of a town."""
        return self._settlements[name]

    def location(
        self, location_id: str, place: str, *, rng: Random, method: LocationMethod
    ) -> Location:
        """Return somewhere in that place, known in the way ``method`` says."""
        settlement = self._settlements[place]
        if method is LocationMethod.SETTLEMENT:
            return _at(location_id, settlement.grid, method, place_name=place)
        near = nsmallest(
            _POSTCODES_OF_A_PLACE,
            self._postcodes[settlement.ward_code],
            key=lambda one: (_apart_m(one[1], settlement.grid), one[0]),
        )
        postcode, grid = rng.choice(near)
        address = f"{rng.randint(1, _HOUSES_OF_A_STREET)} {rng.choice(self._names)}, {place}"
        if method is not LocationMethod.POSTCODE:
            grid = self._door(grid, settlement.ward_code, rng)
        return _at(location_id, grid, method, address=address, postcode=postcode)

    def _door(self, grid: GridPoint, ward_code: str, rng: Random) -> GridPoint:
        """Return a door near the middle of a postcode, in the same ward."""
        while True:
            angle, out = rng.uniform(0, math.tau), _DOOR_M * math.sqrt(rng.random())
            x = round(grid.easting + out * math.cos(angle), 1)
            y = round(grid.northing + out * math.sin(angle), 1)
            if math.dist((x, y), (grid.easting, grid.northing)) <= _DOOR_M and shapely.contains_xy(
                self._shapes[ward_code], x, y
            ):
                return GridPoint(easting=x, northing=y)


def _at(
    location_id: str,
    grid: GridPoint,
    method: LocationMethod,
    *,
    place_name: str = "",
    address: str = "",
    postcode: str = "",
) -> Location:
    return Location(
        id=location_id,
        method=method,
        accuracy_m=method.accuracy_m,
        point=to_degrees(grid),
        grid=grid,
        place_name=place_name,
        address=address,
        postcode=postcode,
    )


def _by_ward(
    postcodes: Mapping[str, GridPoint], shapes: Mapping[str, BaseGeometry]
) -> dict[str, list[tuple[str, GridPoint]]]:
    eastings = [grid.easting for grid in postcodes.values()]
    northings = [grid.northing for grid in postcodes.values()]
    return {
        code: list(compress(postcodes.items(), shapely.contains_xy(shape, eastings, northings)))
        for code, shape in shapes.items()
    }


def _apart_m(one: GridPoint, other: GridPoint) -> float:
    return math.dist((one.easting, one.northing), (other.easting, other.northing))
