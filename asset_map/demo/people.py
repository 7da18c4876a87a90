"""The people of the demonstration district, and the postcodes of their houses."""

import math
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from asset_map.demo.plan import PlannedWard
from asset_map.demo.terrain import Points
from asset_map.demo.wards import Ground, Wards
from asset_map.model.area import DemandPoint
from asset_map.model.location import GridPoint

__all__ = ["demand_points", "postcodes"]

_PEOPLE_A_POINT = 355
_PEOPLE_A_POSTCODE = 95
# Nobody lives nearer than this to a ward's edge, in metres.
_FROM_THE_EDGE_M = 60.0
# In the country most people live in villages of about this radius, in metres.
_VILLAGE_M = 330.0
_VILLAGERS = 0.8
# How far a postcode lies from the point it is counted at, in metres.
_STREET_M = {False: 110.0, True: 240.0}
_LEAST_DEPRIVED, _MOST_DEPRIVED = 2.0, 78.0
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def demand_points(
    ground: Ground, wards: Wards, planned: Sequence[PlannedWard]
) -> Iterator[DemandPoint]:
    """Yield the points where people live, ward by ward."""
    number = 0
    for ward in planned:
        rng = Random(f"people of {ward.seed.name}")
        places = ground.lie(np.array([place.at for place in ward.places]))
        count = round(ward.people / _PEOPLE_A_POINT)
        homes = _homes(wards.shapes[ward.seed.name], places, count, ward=ward, rng=rng)
        for (easting, northing), people in zip(
            homes, _shared(ward.people, count, rng), strict=True
        ):
            number += 1
            score = ward.deprivation * rng.uniform(0.7, 1.35)
            yield DemandPoint(
                code=f"E00999{number:03d}",
                easting=easting,
                northing=northing,
                people=people,
                deprivation_score=round(min(max(score, _LEAST_DEPRIVED), _MOST_DEPRIVED), 1),
                is_rural=ward.is_rural,
            )


def _homes(
    shape: BaseGeometry, places: Points, count: int, *, ward: PlannedWard, rng: Random
) -> list[tuple[float, float]]:
    """Return points inside a ward, none too near another: spread in town, gathered in villages."""
    inside = shape.buffer(-_FROM_THE_EDGE_M)
    shapely.prepare(inside)
    left, bottom, right, top = inside.bounds
    apart = math.sqrt(inside.area / count) * (0.3 if ward.is_rural else 0.85)
    homes: list[tuple[float, float]] = []
    while len(homes) < count:
        if ward.is_rural and rng.random() < _VILLAGERS:
            # The first place of a ward is its largest.
            x, y = places[min(int(rng.random() ** 1.6 * len(places)), len(places) - 1)]
            x, y = x + rng.gauss(0, _VILLAGE_M), y + rng.gauss(0, _VILLAGE_M)
        else:
            x, y = rng.uniform(left, right), rng.uniform(bottom, top)
        apart *= 0.995
        if shapely.contains_xy(inside, x, y) and all(math.dist((x, y), h) > apart for h in homes):
            homes.append((float(round(x)), float(round(y))))
    return homes


def _shared(people: int, count: int, rng: Random) -> list[int]:
    """Share people out unevenly among points, to the last one."""
    weights = [rng.uniform(0.65, 1.35) for _ in range(count)]
    cumulated = [people * sum(weights[: n + 1]) / sum(weights) for n in range(count)]
    ends = [round(end) for end in cumulated]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def postcodes(
    points: Sequence[DemandPoint], wards: Wards, planned: Sequence[PlannedWard]
) -> Iterator[tuple[str, GridPoint]]:
    """Yield postcodes, ``ZZ1 1AA`` and onward, with where they lie (whole metres)."""
    for ward in planned:
        shape = wards.shapes[ward.seed.name]
        shapely.prepare(shape)
        units = product(_INWARD_LETTERS, repeat=2)
        rng = Random(f"postcodes of {ward.seed.name}")
        for point in points:
            if not shapely.contains_xy(shape, point.easting, point.northing):
                continue
            for _ in range(max(1, round(point.people / _PEOPLE_A_POSTCODE))):
                yield "".join((ward.sector, *next(units))), _near(point, shape, rng)


def _near(point: DemandPoint, shape: BaseGeometry, rng: Random) -> GridPoint:
    reach = _STREET_M[bool(point.is_rural)]
    while True:
        x, y = point.easting + rng.gauss(0, reach), point.northing + rng.gauss(0, reach)
        if shapely.contains_xy(shape, x, y):
            return GridPoint(easting=float(round(x)), northing=float(round(y)))
