"""The toy district: three squares of two kilometres, 25 points of 600 people each, two anchors."""

from collections.abc import Sequence

import numpy as np
import shapely

from asset_map.gaps.columns import Places, Residents, Wards
from asset_map.gaps.measure import Inputs
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.area import Area
from asset_map.model.gap import MappingStatus

SHAPES = [shapely.box(west, 0, west + 2000, 2000) for west in (0, 2000, 4000)]
WARDS = Wards(
    codes=("A", "B", "C"),
    names=("Ash", "Birch", "Cedar"),
    districts=("Toy",) * 3,
    shapes=np.array(SHAPES, dtype=object),
)
LOOKUP = WardLookup(
    Area(set_id="toy", code=code, name=code, assign_wkb=shape.wkb)
    for code, shape in zip("ABC", SHAPES, strict=True)
)
ANCHORS = {"a1": (2100, 1000), "a2": (5000, 1000)}


def residents(people: float = 600, rural: Sequence[int] = ()) -> Residents:
    """25 points in each ward, 400 m apart."""
    points = [
        (west + 200 + 400 * x, 200 + 400 * y)
        for west in (0, 2000, 4000) for x in range(5) for y in range(5)
    ]  # fmt: skip
    eastings, northings = (np.array(axis, dtype=float) for axis in zip(*points, strict=True))
    return Residents(
        codes=tuple(f"p{row:03}" for row in range(75)),
        eastings_m=eastings,
        northings_m=northings,
        people=np.full(75, float(people)),
        wards=np.repeat(np.arange(3), 25),
        is_rural=np.isin(np.arange(75), rural),
        scores=np.repeat([40.0, 20.0, 10.0], 25),
    )


def places(at: dict[str, tuple[float, float]] | None = None, accuracy_m: float = 5.0) -> Places:
    """Places with their wards, as the lookup says."""
    points = ANCHORS if at is None else at
    if not points:
        return Places()
    eastings, northings = (
        np.array(axis, dtype=float) for axis in zip(*points.values(), strict=True)
    )
    placed = LOOKUP.place_many(eastings, northings, np.full(len(points), accuracy_m))
    return Places(
        ids=tuple(points),
        names=tuple(points),
        eastings_m=eastings,
        northings_m=northings,
        wards=placed.wards,
        is_edge=placed.is_edge,
        touching=placed.could_be,
    )


def district(**changed: object) -> Inputs:
    """The district's inputs, every ward mapped."""
    usual: dict[str, object] = {
        "wards": WARDS,
        "residents": residents(),
        "sought": places(),
        "every": places(),
        "statuses": (MappingStatus.MAPPED,) * 3,
    }
    return Inputs(**(usual | changed))  # type: ignore[arg-type]
