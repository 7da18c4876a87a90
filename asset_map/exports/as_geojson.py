"""
The register as GeoJSON (RFC 7946), for geographical programs.

One feature is one asset: a Point, a MultiPoint where it has several places, null where no
place may be shown. The properties tell of the first place, as a row of the CSV does. Texts
are as typed: JSON has no formulas.
"""

import json
from collections.abc import Iterable
from typing import Any

from asset_map.exports.columns import Column, columns_for
from asset_map.exports.table import Conditions, ExportRow, cells

__all__ = ["assets_geojson"]

_DECIMALS = 6
# The feature's own members say these.
_MEMBERS = frozenset({"id", "lon", "lat"})


def assets_geojson(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """Return the file, with the attribution and the conditions as foreign members."""
    columns = tuple(
        column for column in columns_for(conditions.audience) if column.name not in _MEMBERS
    )
    head = _json(
        {
            "type": "FeatureCollection",
            "attribution": conditions.attribution,
            "conditions": conditions.in_words(),
        }
    )
    features = ",\n".join(_json(_feature(row, conditions, columns)) for row in rows)
    return f'{head[:-1]}, "features": [\n{features}\n]}}\n'.encode()


def _feature(row: ExportRow, conditions: Conditions, columns: tuple[Column, ...]) -> dict[str, Any]:
    named = {
        column.name: None if cell == "" else cell
        for column, cell in zip(columns, cells(row, conditions, columns), strict=True)
    }
    return {
        "type": "Feature",
        "id": row.asset.id,
        "geometry": _geometry(row),
        "properties": named,
    }


def _geometry(row: ExportRow) -> dict[str, Any] | None:
    points = [
        [round(place.point.lon, _DECIMALS), round(place.point.lat, _DECIMALS)]
        for place in row.places
        # 0, 0 is nobody's place but a missing one that was counted as nought.
        if place.point is not None and (place.point.lon or place.point.lat)
    ]
    if len(points) > 1:
        return {"type": "MultiPoint", "coordinates": points}
    return {"type": "Point", "coordinates": points[0]} if points else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
