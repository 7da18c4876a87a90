import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.geography.distance import distance_m, nearest, walk_minutes
from asset_map.model.location import GridPoint

METRES = st.integers(0, 50).map(float)
PLACES = st.lists(st.tuples(METRES, METRES), max_size=12)


def test_a_straight_line_is_pythagoras() -> None:
    a, b = GridPoint(easting=2100, northing=1000), GridPoint(easting=2400, northing=1400)
    assert distance_m(a, b) == 500


@pytest.mark.parametrize(("metres", "minutes"), [(1260.8, 20.5), (1006.8, 16.4), (749.7, 12.2)])
def test_the_walks_of_the_toy_district_take_as_long_as_worked_by_hand(
    metres: float, minutes: float
) -> None:
    assert round(walk_minutes(metres), 1) == minutes


def test_a_walk_without_detour_is_ten_minutes_for_800_m() -> None:
    assert walk_minutes(800, detour=1) == 10


@given(origins=PLACES, targets=PLACES)
def test_the_nearest_is_the_first_of_the_least_distances(
    origins: list[tuple[float, float]], targets: list[tuple[float, float]]
) -> None:
    found = nearest(np.reshape(origins, (-1, 2)), np.reshape(targets, (-1, 2)))
    for row, (x, y) in enumerate(origins):
        distances = [float(np.hypot(x - tx, y - ty)) for tx, ty in targets]
        expected = distances.index(min(distances)) if targets else -1
        assert found.rows[row] == expected
        assert found.distances_m[row] == (min(distances) if targets else np.inf)
