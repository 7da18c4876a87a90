import gzip
import json
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, affinity

from asset_map.geography.boundary_files import BoundaryFile, draw_geojson, read_boundaries
from asset_map.model.errors import BoundaryError
from tests.geography.boundaries import (
    SOUTH,
    WEST,
    four_wards,
    in_degrees,
    square,
    wards,
    written,
)

BOW_TIE = Polygon(
    [(WEST, SOUTH), (WEST + 900, SOUTH + 900), (WEST + 900, SOUTH), (WEST, SOUTH + 900)]
)


def _read(frame: gpd.GeoDataFrame, tmp_path: Path, name: str = "wards.gpkg") -> BoundaryFile:
    return read_boundaries(written(frame, tmp_path / name), set_id="s1")


def _refusal(frame: gpd.GeoDataFrame, tmp_path: Path, name: str = "wards.gpkg") -> BoundaryError:
    with pytest.raises(BoundaryError) as caught:
        _read(frame, tmp_path, name)
    return caught.value


@pytest.mark.parametrize("name", ["w.geojson", "w.gpkg", "w.zip", "w.parquet"])
def test_each_kind_of_file_gives_the_same_areas(tmp_path: Path, name: str) -> None:
    frame = in_degrees(four_wards()) if name == "w.geojson" else four_wards()
    read = _read(frame, tmp_path, name)
    assert (read.code_column, read.name_column) == ("WD25CD", "WD25NM")
    assert read.warnings == ()
    first = read.areas[0]
    assert (first.set_id, first.code, first.name) == ("s1", "E05000001", "Ward 1")
    assert (first.district_code, first.district_name) == ("E07000033", "Bolsover")
    for area, expected in zip(read.areas, four_wards().geometry, strict=True):
        assert shapely.from_wkb(area.assign_wkb).hausdorff_distance(expected) < 0.01


@pytest.mark.parametrize("heading", ["predecessors", "predecesso", "former_ward_codes"])
def test_the_codes_that_an_area_came_from_are_kept(tmp_path: Path, heading: str) -> None:
    frame = wards(square(0, 0), square(1, 0), square(0, 1))
    frame[heading] = ["E05000101 E05000102", "E05000103;E05000104", None]
    read = _read(frame, tmp_path)
    assert [area.predecessor_codes for area in read.areas] == [
        ("E05000101", "E05000102"),
        ("E05000103", "E05000104"),
        (),
    ]


def test_metres_are_kept_as_the_file_has_them(tmp_path: Path) -> None:
    (area,) = _read(wards(square(0, 0)), tmp_path).areas
    assert shapely.from_wkb(area.assign_wkb).equals(square(0, 0))


def test_heights_are_left_out(tmp_path: Path) -> None:
    (area,) = _read(wards(shapely.force_3d(square(0, 0), 12.0)), tmp_path).areas
    assert not shapely.has_z(shapely.from_wkb(area.assign_wkb))


def test_names_may_repeat_and_a_blank_one_is_shown_by_its_code(tmp_path: Path) -> None:
    frame = wards(
        square(0, 0),
        square(1, 0),
        square(2, 0),
        square(3, 0),
        names=["Castle", "Castle", " ", None],
    )
    read = _read(frame, tmp_path)
    assert [area.name for area in read.areas] == ["Castle", "Castle", "E05000003", "E05000004"]
    assert read.warnings == ("2 areas without a name: shown by code (E05000003, E05000004).",)


def test_duplicate_and_missing_codes_are_named_by_row(tmp_path: Path) -> None:
    frame = wards(
        *(square(column, 0) for column in range(5)),
        codes=["E05000001", "E05000002", "E05000001", "  ", None],
    )
    error = _refusal(frame, tmp_path)
    assert "Rows 4, 5 have no code in 'WD25CD'." in str(error)
    assert "The code 'E05000001' stands in more than one row: 1, 3." in str(error)
    assert len(error.problems) == 2


def test_a_code_that_could_not_stand_in_an_address_is_refused(tmp_path: Path) -> None:
    error = _refusal(wards(square(0, 0), codes=["<script>"]), tmp_path)
    assert "something in 'WD25CD' that is no code" in str(error)


@pytest.mark.parametrize("name", ["w.gpkg", "w.zip", "w.parquet"])
def test_a_file_that_names_no_coordinate_system_is_refused(tmp_path: Path, name: str) -> None:
    frame = wards(square(0, 0), crs=None)
    assert "does not say which coordinate system" in str(_refusal(frame, tmp_path, name))


def test_eastings_claimed_as_degrees_are_refused(tmp_path: Path) -> None:
    frame = four_wards().set_crs("EPSG:4326", allow_override=True)
    error = _refusal(frame, tmp_path)
    assert "row 1, 2, 3, 4" in str(error)
    assert "looks like eastings and northings" in str(error)


def test_swapped_axes_are_refused(tmp_path: Path) -> None:
    frame = in_degrees(four_wards())
    swapped = frame.set_geometry(shapely.transform(frame.geometry.array, np.fliplr), crs=frame.crs)
    assert "longitude and latitude the wrong way round" in str(_refusal(swapped, tmp_path))


def test_the_irish_grid_is_refused_by_name(tmp_path: Path) -> None:
    frame = wards(shapely.box(333_000, 373_000, 334_000, 374_000), crs="EPSG:29902")
    assert "Irish Grid" in str(_refusal(frame, tmp_path))


def test_a_broken_shape_is_named_with_its_place_and_the_remedy(tmp_path: Path) -> None:
    error = _refusal(wards(square(2, 2), BOW_TIE), tmp_path)
    assert "The shape of 'E05000002' (row 2) is broken: Self-intersection" in str(error)
    assert "Fix Geometries" in str(error)


@pytest.mark.parametrize("name", ["w.gpkg", "w.geojson", "w.parquet"])
def test_missing_and_empty_shapes_are_refused(tmp_path: Path, name: str) -> None:
    error = _refusal(in_degrees(wards(None, square(1, 0), Polygon())), tmp_path, name)
    assert "Rows 1, 3 have no shape ('E05000001', 'E05000003')." in str(error)


def test_points_and_lines_are_refused(tmp_path: Path) -> None:
    frame = wards(Point(WEST, SOUTH), LineString([(WEST, SOUTH), (WEST + 9, SOUTH)]), square(1, 1))
    error = _refusal(frame, tmp_path)
    assert "Rows 1, 2 have points or lines, not areas alone" in str(error)


def test_an_overlap_beyond_the_tolerance_names_both_wards_and_its_size(tmp_path: Path) -> None:
    frame = wards(square(0, 0, size_m=1002), square(1, 0), square(5, 5))
    error = _refusal(frame, tmp_path)
    assert "'E05000001' and 'E05000002' overlap by 2,000 m2." in str(error)
    assert error.problems[0].value == "E05000001, E05000002"


def test_an_overlap_within_the_tolerance_is_taken_with_a_warning(tmp_path: Path) -> None:
    frame = wards(square(0, 0, size_m=1002), square(1, 0))
    path = written(frame, tmp_path / "wards.gpkg")
    read = read_boundaries(path, set_id="s1", overlap_tolerance_m2=2_100)
    assert read.warnings[0].startswith("1 pair of areas overlaps within the tolerance")


def test_a_ward_inside_another_one_overlaps_it(tmp_path: Path) -> None:
    inner = affinity.scale(square(0, 0), 0.5, 0.5)
    assert "overlap by 250,000 m2" in str(_refusal(wards(square(0, 0), inner), tmp_path))
    assert "overlap by 1,000,000 m2" in str(
        _refusal(wards(square(0, 0), square(0, 0)), tmp_path, "same.gpkg")
    )


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    frame = wards(BOW_TIE, None, square(3, 3), codes=["E05000001", "E05000001", ""])
    error = _refusal(frame, tmp_path)
    assert [problem.field for problem in error.problems] == [
        "WD25CD",
        "WD25CD",
        "geometry",
        "geometry",
    ]
    assert all(problem.remedy for problem in error.problems)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert "There are no areas." in str(_refusal(four_wards().iloc[:0], tmp_path))


def test_the_drawn_areas_share_their_edges_in_degrees(tmp_path: Path) -> None:
    areas = _read(four_wards(), tmp_path).areas
    shapes = shapely.from_wkb([area.draw_wkb for area in areas])
    assert shapely.coverage_is_valid(shapes)
    assert np.allclose(
        shapely.total_bounds(shapes), [-1.2520, 53.1974, -1.2218, 53.2155], atol=1e-3
    )


def _ragged_wards(count: int) -> gpd.GeoDataFrame:
    # Shared edges of several thousand corners, as on a survey map.
    rng = np.random.default_rng(1)
    north = np.linspace(SOUTH, SOUTH + 30_000, 8_000)
    lines = [
        np.column_stack((WEST + 2000 * n + rng.uniform(0, 100, len(north)), north))
        for n in range(count + 1)
    ]
    shapes = [Polygon([*left, *right[::-1]]) for left, right in pairwise(lines)]
    return wards(*shapes, codes=[f"E0500{n:04}" for n in range(count)])


def test_a_district_is_drawn_in_at_most_300_kb_and_still_fits_together(tmp_path: Path) -> None:
    areas = _read(_ragged_wards(6), tmp_path).areas
    assert len(gzip.compress(draw_geojson(areas))) <= 300_000
    assert shapely.coverage_is_valid(shapely.from_wkb([area.draw_wkb for area in areas]))
    assert shapely.get_num_coordinates(shapely.from_wkb(areas[0].assign_wkb)) == 16_001


def test_the_drawing_is_geojson_with_code_and_name(tmp_path: Path) -> None:
    donut = square(0, 0).difference(affinity.scale(square(0, 0), 0.5, 0.5))
    frame = wards(MultiPolygon([square(2, 2), square(4, 4)]), donut, names=['"Ca<stle', "Aberdâr"])
    drawn = json.loads(draw_geojson(_read(frame, tmp_path).areas))
    assert drawn["type"] == "FeatureCollection"
    assert [feature["properties"] for feature in drawn["features"]] == [
        {"code": "E05000001", "name": '"Ca<stle'},
        {"code": "E05000002", "name": "Aberdâr"},
    ]
    assert drawn["features"][0]["geometry"]["type"] == "MultiPolygon"
    ((outer, hole),) = drawn["features"][1]["geometry"]["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "count", "code_column", "district"),
    [
        ("wards_2025_east_midlands.geojson", 761, "WD25CD", "Derby"),
        ("wards_2025_bradford.geojson", 30, "WD25CD", "Bradford"),
        ("wards_2013_charnwood.geojson", 28, "WD13CD", ""),
    ],
)
def test_real_ward_files_are_taken_in(
    real_data: Path, name: str, count: int, code_column: str, district: str
) -> None:
    read = read_boundaries(real_data / name, set_id="s1")
    assert len(read.areas) == count
    assert read.code_column == code_column
    assert read.areas[0].district_name == district
    assert len(gzip.compress(draw_geojson(read.areas))) <= max(300_000, 500 * count)


@pytest.mark.real_data
def test_the_overlaps_of_the_east_midlands_need_the_tolerance(real_data: Path) -> None:
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(
            real_data / "wards_2025_east_midlands.geojson", set_id="s1", overlap_tolerance_m2=0
        )
    assert len(caught.value.problems) == 3
