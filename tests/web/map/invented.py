"""Six-sided wards in the North Sea, and places in them: invented, and always the same."""

import gzip
import json
import math
import random

from asset_map.model.asset import AssetKind
from asset_map.model.errors import NotFoundError
from asset_map.web.map import MapPoint

HOSTILE = "<img src=x onerror=alert(1)> ${tea} {% cake %} `&amp;"
LON, LAT, SIZE = 1.2, 54.5, 0.03


def _corner(column: int, row: int, corner: int) -> list[float]:
    angle = math.radians(60 * corner + 30)
    x = math.sqrt(3) * (column + 0.5 * (row % 2)) + math.cos(angle)
    y = 1.5 * row + math.sin(angle)
    return [round(LON + x * SIZE, 6), round(LAT + y * SIZE * 0.58, 6)]


def ward_map(set_id: str) -> tuple[bytes, str]:
    if set_id != "hexagons":
        message = f"There is no boundary set '{set_id}'."
        raise NotFoundError(message)
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": f"E0599{row}{column:02}",
                "name": f"Ward {row}{column} & St Mary's",
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[_corner(column, row, corner % 6) for corner in range(7)]],
            },
        }
        for row in range(6)
        for column in range(7)
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return gzip.compress(body, mtime=0), '"hexagons-1"'


def places(count: int, *, kinds: tuple[AssetKind, ...] = tuple(AssetKind)) -> list[MapPoint]:
    """Places gathered round a few villages, one of each kind far from the others first."""
    chance = random.Random(7)  # noqa: S311 - no secret: the same places each time
    lonely = [
        MapPoint(f"lonely-{n}", kind, f"Lonely {kind.label}", 1.25 + 0.05 * n, 54.62)
        for n, kind in enumerate(AssetKind)
    ]
    lonely += [
        MapPoint("anchor", AssetKind.GROUP, "The Anchor", 1.25, 54.585, is_anchor=True),
        MapPoint("stale", AssetKind.GROUP, "Long unchecked", 1.30, 54.585, is_stale=True),
        MapPoint("hostile", AssetKind.SPACE, HOSTILE, 1.35, 54.585),
    ]
    villages = [(chance.uniform(1.2, 1.5), chance.uniform(54.49, 54.57)) for _ in range(12)]
    crowd = []
    for n in range(max(0, count - len(lonely))):
        lon, lat = chance.choice(villages)
        crowd.append(
            MapPoint(
                f"place-{n}",
                chance.choice(tuple(AssetKind)),
                f"Place number {n}",
                chance.gauss(lon, 0.02),
                chance.gauss(lat, 0.01),
                is_anchor=chance.random() < 0.05,
                is_stale=chance.random() < 0.2,
            )
        )
    return [point for point in [*lonely, *crowd][:count] if point.kind in kinds]
