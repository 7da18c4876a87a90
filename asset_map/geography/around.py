"""What lies in some areas, or near them; everything in EPSG:27700 (metres)."""

from collections.abc import Collection, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.model.area import Area

__all__ = ["areas_near", "points_near"]


def areas_near(areas: Sequence[Area], codes: Collection[str], *, within_m: float) -> set[str]:
    """Return the codes of the areas that reach within a distance of the chosen ones."""
    shapes = shapely.from_wkb([area.assign_wkb for area in areas])
    near = shapely.dwithin(shapes, _together(areas, codes), within_m)
    return {area.code for area, is_near in zip(areas, near, strict=True) if is_near}


def points_near(
    areas: Sequence[Area],
    codes: Collection[str],
    points: Sequence[tuple[float, float]],
    *,
    within_m: float,
) -> NDArray[np.bool_]:
    """Return for each point, easting and northing, whether it is in the chosen areas or near."""
    if not points:
        return np.zeros(0, dtype=bool)
    chosen = _together(areas, codes)
    shapely.prepare(chosen)
    near: NDArray[np.bool_] = shapely.dwithin(chosen, shapely.points(points), within_m)
    return near


def _together(areas: Sequence[Area], codes: Collection[str]) -> shapely.Geometry:
    chosen = [area.assign_wkb for area in areas if area.code in codes]
    return shapely.union_all(shapely.make_valid(shapely.from_wkb(chosen)))
