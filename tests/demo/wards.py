"""In which ward of the demonstration a place is."""

from functools import cache

import shapely

from asset_map.demo.district import build_district
from asset_map.demo.wards import PRESENT_SET
from asset_map.model.location import Location

__all__ = ["ward_of", "wards"]


@cache
def wards() -> dict[str, shapely.Geometry]:
    return {
        area.code: shapely.from_wkb(area.assign_wkb)
        for area in build_district().areas[PRESENT_SET.id]
    }


def ward_of(place: Location) -> str:
    assert place.grid is not None
    (code,) = (
        code
        for code, shape in wards().items()
        if shapely.contains_xy(shape, place.grid.easting, place.grid.northing)
    )
    return code
