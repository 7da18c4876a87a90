"""Two hundred invented wards and as many invented places as are asked for."""

import gzip
import json
import math
import random
from functools import cache
from itertools import pairwise

from asset_map.model.asset import AssetKind
from asset_map.web.map import MapPoint

COLUMNS, ROWS, SIDE = 20, 10, 0.02
WEST, SOUTH = 1.0, 54.4
EAST, NORTH = WEST + COLUMNS * SIDE, SOUTH + ROWS * SIDE * 0.6
# How many points along each side of a ward: real wards have about 60 once generalised.
WIGGLES = 15


def _edge(one: tuple[float, float], other: tuple[float, float]) -> list[list[float]]:
    """Points from one corner towards the other, swaying alike whichever way it is walked."""
    (x1, y1), (x2, y2) = sorted((one, other))
    sway = [0.12 * SIDE * math.sin(7 * at / WIGGLES + 40 * x1 + 90 * y1) for at in range(WIGGLES)]
    sway[0] = 0.0
    line = [
        [x1 + (x2 - x1) * at / WIGGLES + (y2 - y1 and sway[at]), y1 + (y2 - y1) * at / WIGGLES]
        for at in range(WIGGLES)
    ]
    whole = [*line, [x2, y2]]
    ordered = whole if (x1, y1) == one else whole[::-1]
    return [[round(x, 5), round(y, 5)] for x, y in ordered[:-1]]


@cache
def wards() -> bytes:
    """Return the wards as GeoJSON."""
    features = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            west, south = WEST + column * SIDE, SOUTH + row * SIDE * 0.6
            east, north = west + SIDE, south + SIDE * 0.6
            corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            ring = [point for one, other in pairwise(corners) for point in _edge(one, other)]
            features.append(
                {
                    "type": "Feature",
                    "properties": {
                        "code": f"E0599{row}{column:03}",
                        "name": f"Ward {row}-{column}",
                    },
                    "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
                }
            )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def ward_map(_set_id: str) -> tuple[bytes, str]:
    """Return the wards as the route serves them."""
    return gzip.compress(wards(), mtime=0), '"benchmark"'


@cache
def places(count: int) -> tuple[MapPoint, ...]:
    """Return the places; the kinds are unlike in number, so that each filter can be told."""
    chance = random.Random(count)
    kinds = tuple(AssetKind)
    return tuple(
        MapPoint(
            f"{chance.getrandbits(128):032x}",
            chance.choices(kinds, weights=(30, 20, 18, 14, 10, 8))[0],
            f"The {chance.choice(('Old', 'New', 'Upper', 'Lower'))} Place of Number {n}",
            chance.uniform(WEST, EAST),
            chance.uniform(SOUTH, NORTH),
            is_anchor=chance.random() < 0.03,
            is_stale=chance.random() < 0.2,
        )
        for n in range(count)
    )


def without(count: int, kind: str) -> list[MapPoint]:
    """Return the places that a filter leaves: all but one kind."""
    return [point for point in places(count) if point.kind != kind]
