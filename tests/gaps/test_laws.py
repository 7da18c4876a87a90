"""Laws of the sums, whatever the places and the reach."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.gaps.catchment import access
from asset_map.gaps.columns import Places
from asset_map.gaps.measure import measure, prepare
from asset_map.gaps.reach import Walks, nearest_places, with_walks
from asset_map.model.gap import GapClass, GapSettings
from tests.gaps.test_golden_district import run
from tests.gaps.toy import district, places, residents

points = st.lists(
    st.tuples(st.integers(-500, 6500), st.integers(-500, 2500)), min_size=1, max_size=8
)
reaches = st.integers(1, 5_000)


def _places(at: list[tuple[int, int]]) -> Places:
    return places({f"a{number:02}": point for number, point in enumerate(at)})


def _beyond(at: Places, reach_m: float) -> list[float]:
    figures = measure(prepare(district(sought=at)), GapSettings(reach_m=reach_m))
    return [float(one) for one in figures.beyond]


@settings(max_examples=30)
@given(at=points, reach_m=reaches, further=st.integers(0, 2_000))
def test_a_longer_reach_leaves_no_more_people_beyond_it(
    at: list[tuple[int, int]], reach_m: int, further: int
) -> None:
    before, after = _beyond(_places(at), reach_m), _beyond(_places(at), reach_m + further)
    assert all(late <= early for late, early in zip(after, before, strict=True))


@settings(max_examples=30)
@given(at=points, reach_m=reaches)
def test_one_more_anchor_leaves_no_more_people_beyond_reach(
    at: list[tuple[int, int]], reach_m: int
) -> None:
    before, after = _beyond(_places(at[:-1]), reach_m), _beyond(_places(at), reach_m)
    assert all(late <= early for late, early in zip(after, before, strict=True))


@settings(max_examples=30)
@given(at=points, reach_m=reaches)
def test_the_people_beyond_reach_of_the_wards_are_those_of_the_district(
    at: list[tuple[int, int]], reach_m: int
) -> None:
    nearest = nearest_places(residents(), _places(at))
    assert sum(_beyond(_places(at), reach_m)) == 600 * int((nearest.distances_m > reach_m).sum())


@settings(max_examples=30)
@given(at=points, seed=st.randoms(use_true_random=False))
def test_no_order_of_rows_changes_a_row(
    at: list[tuple[int, int]], seed: "np.random.RandomState"
) -> None:
    there, people = _places(at), residents()
    mixed = list(range(len(there)))
    seed.shuffle(mixed)
    order = np.arange(75)
    order = order[np.argsort([hash((row, at[0])) for row in order])]
    shuffled = replace(
        people,
        codes=tuple(people.codes[row] for row in order),
        eastings_m=people.eastings_m[order],
        northings_m=people.northings_m[order],
        wards=people.wards[order],
        scores=people.scores[order],
    )
    assert run(sought=there) == run(sought=there.chosen(np.array(mixed)), residents=shuffled)


@settings(max_examples=30)
@given(at=points)
def test_every_place_near_people_is_shared_out_whole(at: list[tuple[int, int]]) -> None:
    there = _places(at)
    shared = float(np.sum(residents().people * access(residents(), there, [(1600.0, 1.0)])))
    reached = sum(
        bool(np.hypot(*(residents().points_m - point).T).min() <= 1600) for point in there.points_m
    )
    assert shared == pytest.approx(reached)


@settings(max_examples=30)
@given(at=points, reach_m=reaches)
def test_every_ward_has_exactly_one_class(at: list[tuple[int, int]], reach_m: int) -> None:
    found = run(GapSettings(reach_m=reach_m), sought=_places(at))
    assert sorted(found) == ["A", "B", "C"]
    assert all((row.gap_class is GapClass.ANCHORED) == (row.anchors > 0) for row in found.values())


def test_what_was_walked_takes_the_place_of_straight_lines() -> None:
    nearest = nearest_places(residents(), places())
    walks = Walks(
        point_codes=["p000", "p000", "p003", "p004", "nobody"],
        asset_ids=["a1", "a2", "a2", "closed", "a1"],
        metres=[2500.0, 900.0, 50.0, 10.0, 10.0],
    )
    walked = with_walks(nearest, walks, residents(), places())
    assert walked.distances_m[[0, 3]].tolist() == [900.0, 50.0]
    assert walked.rows[[0, 3]].tolist() == [1, 1]
    unmeasured = [1, 2, *range(4, 75)]
    assert (walked.distances_m[unmeasured] == nearest.distances_m[unmeasured]).all()


def test_a_walk_is_not_lengthened_by_the_detour_again() -> None:
    codes = residents().codes
    walks = Walks(point_codes=codes, asset_ids=["a1"] * 75, metres=[790.0] * 75)
    figures = measure(prepare(district(walks=walks)), GapSettings(is_reach_walked=True))
    assert figures.beyond.tolist() == [0.0, 0.0, 0.0]
