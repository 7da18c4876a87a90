"""Outlines of areas in metres, light enough to draw on a page."""

from collections.abc import Container

import numpy as np
import shapely

from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.committee_pack import AreaShape, Ring

__all__ = ["outlines"]

# What the Office for National Statistics calls generalised: on paper nobody sees it.
_TOLERANCE_M = 20.0


def outlines(lookup: WardLookup, codes: Container[str]) -> tuple[AreaShape, ...]:
    """Return the outlines of some areas by code, in EPSG:27700; shared edges stay shared."""
    rows = [row for row, code in enumerate(lookup.codes) if code in codes]
    whole = lookup.shapes[rows]
    light = np.asarray(shapely.coverage_simplify(whole, _TOLERANCE_M), dtype=object)
    # Where areas overlap, what is made of them may be broken: those stay as they are.
    broken = shapely.is_empty(light) | ~shapely.is_valid(light)
    drawn = np.where(broken, whole, light)
    return tuple(_shape(lookup.codes[row], drawn[number]) for number, row in enumerate(rows))


def _shape(code: str, shape: shapely.Geometry) -> AreaShape:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    largest = max(parts, key=lambda part: part.area)
    # The middle of the largest circle that fits in has the most room for a number.
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=_TOLERANCE_M), 0)
    return AreaShape(
        code=code,
        polygons=tuple((_ring(part.exterior), *map(_ring, part.interiors)) for part in parts),
        easting=round(shapely.get_x(middle)),
        northing=round(shapely.get_y(middle)),
    )


def _ring(ring: shapely.LinearRing) -> Ring:
    return tuple((round(x), round(y)) for x, y in shapely.get_coordinates(ring)[:-1].tolist())
