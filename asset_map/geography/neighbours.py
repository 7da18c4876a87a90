"""Which areas of a set touch."""

from collections.abc import Sequence

import shapely

from asset_map.model.area import Area

__all__ = ["touching"]

# Two editions of one edge may lie centimetres apart.
_SLACK_M = 1.0


def touching(areas: Sequence[Area]) -> frozenset[frozenset[str]]:
    """Return the pairs of areas, by code, that meet at an edge or a corner."""
    shapes = shapely.from_wkb([area.assign_wkb for area in areas])
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_SLACK_M)
    return frozenset(
        frozenset({areas[one].code, areas[other].code})
        for one, other in zip(first.tolist(), second.tolist(), strict=True)
        if one < other
    )
