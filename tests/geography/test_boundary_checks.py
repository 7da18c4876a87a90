import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from asset_map.geography.boundary_checks import overlaps

SIDE = st.integers(0, 8)
BOX = st.tuples(SIDE, SIDE, st.integers(1, 5), st.integers(1, 5)).map(
    lambda corner: shapely.box(corner[0], corner[1], corner[0] + corner[2], corner[1] + corner[3])
)


@given(st.lists(BOX, max_size=7))
def test_every_pair_that_shares_ground_is_found_with_how_much(boxes: list[shapely.Polygon]) -> None:
    expected = [
        (one, other, boxes[one].intersection(boxes[other]).area)
        for one in range(len(boxes))
        for other in range(one + 1, len(boxes))
        if boxes[one].intersection(boxes[other]).area > 0
    ]
    assert overlaps(np.array(boxes, dtype=object)) == expected
