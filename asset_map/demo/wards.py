"""The wards of two editions, both put together from the same neighbourhoods."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from asset_map.demo.plan import Plan, Seed
from asset_map.demo.terrain import Points, crumpled, land, neighbourhoods
from asset_map.geography.crs import degrees_of
from asset_map.model.area import Area, BoundaryKind, BoundarySet

__all__ = ["FORMER_SET", "PRESENT_SET", "Ground", "Wards", "as_areas", "break_ground", "wards_of"]

FORMER_SET = BoundarySet(
    id="wards-2015",
    name="Wards 2015",
    kind=BoundaryKind.WARD,
    valid_from=date(2015, 5, 7),
    valid_to=date(2026, 5, 6),
    source="Invented for the demonstration: there is no such place",
    licence="Free to use for any purpose",
    attribution="Doggerby is fictional; its boundaries were made up for the demonstration.",
    file_name="wards_2015.geojson",
)
PRESENT_SET = replace(
    FORMER_SET,
    id="wards-2026",
    name="Wards 2026",
    valid_from=date(2026, 5, 7),
    valid_to=None,
    file_name="wards_2026.geojson",
)
# No ward of the United Kingdom has ever had a code that begins with E05999.
_CODES_FROM = {FORMER_SET.id: 1, PRESENT_SET.id: 101}
# A former ward that gave less of a ward's ground than this share is not its predecessor.
_PREDECESSOR_FROM = 0.02
_DEGREE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Ground:
    """
    The neighbourhoods, as planned (kilometres) and as they lie (EPSG:27700, metres).

    ``lie`` turns planned points into where they lie.
    """

    planned: tuple[Polygon, ...]
    lying: tuple[Polygon, ...]
    lie: Callable[[Points], Points]


@dataclass(frozen=True, slots=True)
class Wards:
    """One edition: each ward's code and its ground (EPSG:27700, metres), by name."""

    boundary_set: BoundarySet
    codes: Mapping[str, str]
    shapes: Mapping[str, BaseGeometry]


def break_ground(plan: Plan) -> Ground:
    """Return the ground of the district, cut into neighbourhoods."""
    crumple = crumpled(Random("crumple"))
    corner = np.array(plan.corner)

    def lie(points: Points) -> Points:
        return np.round(corner + 1000 * crumple(points), 1)

    whole = land(plan.coast, plan.islands, rng=Random("coast"))
    planned = tuple(neighbourhoods(whole, plan.spacing_at, rng=Random("ground")))
    return Ground(planned, tuple(shapely.transform(cell, lie) for cell in planned), lie)


def wards_of(ground: Ground, seeds: Sequence[Seed], boundary_set: BoundarySet) -> Wards:
    """Give every neighbourhood to the seed that pulls it most, and number the wards by name."""

    def nearest(cell: Polygon) -> str:
        middle = cell.representative_point()
        return min(
            seeds,
            key=lambda seed: math.hypot(middle.x - seed.at[0], middle.y - seed.at[1]) / seed.pull,
        ).name

    owners = [nearest(cell) for cell in ground.planned]
    names = sorted(seed.name for seed in seeds)
    first = _CODES_FROM[boundary_set.id]
    return Wards(
        boundary_set=boundary_set,
        codes={name: f"E05999{first + number:03d}" for number, name in enumerate(names)},
        shapes={
            name: shapely.coverage_union_all(
                [cell for cell, owner in zip(ground.lying, owners, strict=True) if owner == name]
            )
            for name in names
        },
    )


def _degrees(points: Points) -> Points:
    lons, lats = degrees_of(points[:, 0], points[:, 1])
    return np.column_stack([lons.round(_DEGREE_DECIMALS), lats.round(_DEGREE_DECIMALS)])


def as_areas(wards: Wards, plan: Plan, *, before: Wards | None = None) -> tuple[Area, ...]:
    """Return the wards as areas, naming the wards of the edition before that they grew from."""
    return tuple(
        Area(
            set_id=wards.boundary_set.id,
            code=wards.codes[name],
            name=name,
            district_code=plan.code,
            district_name=plan.name,
            predecessor_codes=_predecessors(shape, before) if before else (),
            assign_wkb=shapely.to_wkb(shape),
            draw_wkb=shapely.to_wkb(shapely.transform(shape, _degrees)),
        )
        for name, shape in wards.shapes.items()
    )


def _predecessors(shape: BaseGeometry, before: Wards) -> tuple[str, ...]:
    return tuple(
        before.codes[name]
        for name, former in before.shapes.items()
        if shapely.area(shapely.intersection(shape, former)) > _PREDECESSOR_FROM * shape.area
    )
