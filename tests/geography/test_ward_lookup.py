import pickle
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LinearRing, MultiPolygon, Point, Polygon, box

from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.area import Area, Placement
from asset_map.model.errors import CrsError

Ward = Polygon | MultiPolygon


def _areas(**wards: Ward) -> list[Area]:
    return [
        Area(set_id="test", code=code, name=code, assign_wkb=shapely.to_wkb(ward))
        for code, ward in wards.items()
    ]


# The toy district: three squares of 2 km side by side.
TOY = _areas(A=box(0, 0, 2000, 2000), B=box(2000, 0, 4000, 2000), C=box(4000, 0, 6000, 2000))


@pytest.fixture(scope="module")
def toy() -> WardLookup:
    return WardLookup(TOY)


def test_a_point_inside_gets_its_ward(toy: WardLookup) -> None:
    assert toy.place(2100, 1000) == Placement(code="B")


@pytest.mark.parametrize("point", [(-1, 1000), (1000, 2000.01), (7000, 1000), (1e9, -1e9)])
def test_a_point_in_no_ward_is_outside(toy: WardLookup, point: tuple[float, float]) -> None:
    assert toy.place(*point) == Placement(code=None)


def test_a_point_on_a_shared_edge_gets_one_ward() -> None:
    backwards = WardLookup(reversed(TOY))
    assert backwards.place(2000, 500) == Placement(code="A", is_edge=True, could_be=("B",))
    assert backwards.place(4000, 2000) == Placement(code="B", is_edge=True, could_be=("C",))


def test_a_point_on_the_outer_edge_is_inside_with_the_flag(toy: WardLookup) -> None:
    assert toy.place(0, 0) == Placement(code="A", is_edge=True)
    assert toy.place(6000, 2000) == Placement(code="C", is_edge=True)


@pytest.mark.parametrize(
    ("accuracy_m", "placement"),
    [
        (None, Placement(code="B")),
        (float("nan"), Placement(code="B")),
        (50, Placement(code="B")),
        (100, Placement(code="B", is_edge=True, could_be=("A",))),
        (2500, Placement(code="B", is_edge=True, could_be=("A", "C"))),
    ],
)
def test_the_flag_stands_when_an_edge_is_no_farther_than_the_accuracy(
    toy: WardLookup, accuracy_m: float | None, placement: Placement
) -> None:
    assert toy.place(2100, 1000, accuracy_m) == placement


def test_a_point_outside_may_be_in_the_ward_that_its_accuracy_reaches(toy: WardLookup) -> None:
    assert toy.place(-40, 1000, 100) == Placement(code=None, is_edge=True, could_be=("A",))
    assert toy.place(-140, 1000, 100) == Placement(code=None)


def test_a_point_near_the_outer_edge_has_the_flag_and_no_other_ward(toy: WardLookup) -> None:
    assert toy.place(1000, 1990, 20) == Placement(code="A", is_edge=True)


def test_a_point_in_a_hole_is_outside_and_an_island_counts() -> None:
    hole = LinearRing([(1000, 1000), (1000, 2000), (2000, 2000), (2000, 1000)])
    ring = Polygon([(0, 0), (3000, 0), (3000, 3000), (0, 3000)], [hole])
    lookup = WardLookup(
        _areas(A=MultiPolygon([ring, box(5000, 0, 5100, 100)]), B=box(9, 9, 10, 10))
    )
    assert lookup.place(1500, 1500).code is None
    assert lookup.place(5050, 50).code == "A"
    assert lookup.place(4000, 50).code is None


def test_where_wards_overlap_the_lowest_code_wins_with_the_flag() -> None:
    lookup = WardLookup(_areas(B=box(0, 0, 5000, 5000), A=box(4000, 0, 9000, 5000)))
    assert lookup.place(4500, 2500) == Placement(code="A", is_edge=True, could_be=("B",))
    assert lookup.place(3000, 2500) == Placement(code="B")


def test_without_wards_everything_is_outside() -> None:
    assert WardLookup([]).place(452704, 367621, 100) == Placement(code=None)


def test_no_points_have_no_placements(toy: WardLookup) -> None:
    assert toy.place_many([], []).rows() == []


def test_points_without_coordinates_are_refused_by_row(toy: WardLookup) -> None:
    with pytest.raises(CrsError, match=r"2 of 3 points have no coordinates \(row 1, 3\)"):
        toy.place_many([np.nan, 1, 2], [1, 1, np.inf])


def test_many_points_are_placed_in_their_order(toy: WardLookup) -> None:
    placements = toy.place_many([5000, -5, 2000], [1000, 5, 7], [np.nan, 10, 0])
    assert placements.codes.tolist() == ["C", None, "A"]
    assert placements.rows() == [
        Placement(code="C"),
        Placement(code=None, is_edge=True, could_be=("A",)),
        Placement(code="A", is_edge=True, could_be=("B",)),
    ]


def test_a_pickled_lookup_gives_the_same_answers(toy: WardLookup) -> None:
    again = pickle.loads(pickle.dumps(toy))  # noqa: S301 - made here
    assert again.place(2000, 500, 10) == toy.place(2000, 500, 10)


def test_threads_share_a_lookup() -> None:
    lookup = WardLookup(
        _areas(**{f"W{n:02}": Point(n * 150, 0).buffer(100, quad_segs=500) for n in range(40)})
    )
    rng = np.random.default_rng(1)
    x, y = rng.uniform(-100, 6000, 20_000), rng.uniform(-100, 100, 20_000)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: lookup.place_many(x, y).codes.tolist(), range(8)))
    assert all(codes == lookup.place_many(x, y).codes.tolist() for codes in together)


# Wards of every shape: unions of triangles and squares with corners on a coarse lattice,
# so that edges, corners and cells often fall together; some wards are cut out of others.
CORNER = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda c: (c[0] * 50, c[1] * 50))
PIECE = st.one_of(
    st.tuples(CORNER, CORNER, CORNER).map(Polygon),
    st.tuples(CORNER, st.integers(1, 6)).map(
        lambda s: box(*s[0], s[0][0] + 50 * s[1], s[0][1] + 50 * s[1])
    ),
)
SHAPE = st.lists(PIECE, min_size=1, max_size=4).map(
    lambda pieces: shapely.union_all([piece.buffer(0) for piece in pieces])
)


def _polygonal(shape: shapely.Geometry) -> MultiPolygon:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return MultiPolygon(parts)


@st.composite
def some_wards(draw: st.DrawFn) -> list[MultiPolygon]:
    wards: list[MultiPolygon] = []
    for shape in draw(st.lists(SHAPE, min_size=1, max_size=5)):
        taken = shapely.union_all(wards) if draw(st.booleans()) else Polygon()
        ward = _polygonal(shape - taken)
        if not ward.is_empty and ward.is_valid:
            wards.append(ward)
    return wards


@st.composite
def some_points(draw: st.DrawFn, wards: Sequence[MultiPolygon]) -> np.ndarray:
    corners = shapely.get_coordinates(wards)
    points = draw(
        st.lists(st.tuples(st.floats(-60, 960), st.floats(-60, 960)), min_size=1, max_size=30)
    )
    on_lattice = draw(st.lists(CORNER, max_size=10))
    middles = (corners[:-1] + corners[1:]) / 2 if len(corners) else corners
    return np.concatenate(
        [np.array(points, dtype=float), np.reshape(on_lattice, (-1, 2)), corners, middles]
    )


@settings(max_examples=120)
@given(st.data())
def test_every_point_is_where_geos_says_it_is(data: st.DataObject) -> None:
    wards = data.draw(some_wards())
    points = data.draw(some_points(wards))
    lookup = WardLookup(_areas(**{f"W{n}": ward for n, ward in enumerate(wards)}))
    placements = lookup.place_many(points[:, 0], points[:, 1]).rows()
    for (x, y), placement in zip(points, placements, strict=True):
        point = Point(x, y)
        covering = [f"W{n}" for n, ward in enumerate(wards) if ward.intersects(point)]
        on_edge = any(ward.boundary.intersects(point) for ward in wards)
        assert placement.code == (covering[0] if covering else None)
        assert placement.could_be == tuple(covering[1:])
        assert placement.is_edge == (on_edge or len(covering) > 1)


@settings(max_examples=80)
@given(st.data())
def test_the_flag_agrees_with_distances_that_geos_measures(data: st.DataObject) -> None:
    wards = data.draw(some_wards())
    points = data.draw(some_points(wards))
    reach_m = data.draw(st.sampled_from([5.0, 50.0, 130.0]))
    lookup = WardLookup(_areas(**{f"W{n}": ward for n, ward in enumerate(wards)}))
    x, y = points.T
    placements = lookup.place_many(x, y, np.full(len(points), reach_m)).rows()
    bare = lookup.place_many(x, y).codes.tolist()
    assert [placement.code for placement in placements] == bare
    for (x, y), placement in zip(points, placements, strict=True):
        point = Point(x, y)
        near = [shapely.dwithin(ward.boundary, point, reach_m) for ward in wards]
        could_be = tuple(
            f"W{n}"
            for n, ward in enumerate(wards)
            if (near[n] or ward.intersects(point)) and f"W{n}" != placement.code
        )
        covering = [ward for ward in wards if ward.intersects(point)]
        assert placement.is_edge == (any(near) or len(covering) > 1)
        assert placement.could_be == could_be
