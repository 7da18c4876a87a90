"""Areas made light enough to send to a phone, edges still shared."""

import gzip
import json
from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.geography.crs import degrees_of
from asset_map.geography.great_britain import Floats
from asset_map.model.area import Area

__all__ = ["Geometries", "draw_geojson", "drawn"]

Geometries = NDArray[np.object_]

# Gzipped: what a district may weigh, and what each area may when there are very many.
_MAX_BYTES, _MAX_BYTES_PER_AREA = 300_000, 500
# Gzipped, a corner takes at least so much: more corners than fit are not worth writing out.
_BYTES_PER_CORNER = 5
# Tried in turn; above some hundred metres a ward is hardly known again.
_TOLERANCES_M = (0, 25, 100, 400)
# To about a decimetre; with fewer, narrow places close up and edges cross.
_DECIMALS = 6


def draw_geojson(areas: Iterable[Area]) -> bytes:
    """Return the areas' draw geometries as GeoJSON (RFC 7946) with code and name."""
    listed = list(areas)
    shapes = shapely.from_wkb(np.array([area.draw_wkb for area in listed], dtype=object))
    return _geojson(np.asarray(shapes), [(area.code, area.name) for area in listed])


def drawn(shapes: Geometries, names: list[tuple[str, str]]) -> Geometries:
    """
    Return the shapes generalised together, in EPSG:4326.

    Parameters
    ----------
    shapes
        Polygons in EPSG:27700 (metres) whose shared edges are identical.
    names
        The code and name of each, which are part of what is sent.
    """
    budget = max(_MAX_BYTES, _MAX_BYTES_PER_AREA * len(shapes))
    for tolerance_m in _TOLERANCES_M:
        light = _in_degrees(_simplified(shapes, tolerance_m))
        if _BYTES_PER_CORNER * shapely.get_num_coordinates(light).sum() > budget:
            continue
        if len(gzip.compress(_geojson(light, names), compresslevel=6, mtime=0)) <= budget:
            break
    return light


def _simplified(shapes: Geometries, tolerance_m: float) -> Geometries:
    if not tolerance_m:
        return shapes
    lighter = np.asarray(shapely.coverage_simplify(shapes, tolerance_m), dtype=object)
    # Where wards overlap, what is made of them may be broken: those stay as they are.
    broken = shapely.is_empty(lighter) | ~shapely.is_valid(lighter)
    return np.where(broken, shapes, lighter)


def _in_degrees(shapes: Geometries) -> Geometries:
    def rounded(points: Floats) -> Floats:
        return np.column_stack(degrees_of(*points.T)).round(_DECIMALS)

    shapes = np.asarray(shapely.transform(shapes, rounded), dtype=object)
    return np.asarray(shapely.orient_polygons(shapes, exterior_cw=False), dtype=object)


def _geojson(shapes: Geometries, names: list[tuple[str, str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": json.loads(shape) if shape else None,
        }
        for shape, (code, name) in zip(shapely.to_geojson(shapes), names, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
