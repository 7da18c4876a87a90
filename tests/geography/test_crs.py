import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from asset_map.geography.crs import (
    BRITISH_NATIONAL_GRID,
    WGS84,
    degrees_of,
    frame_to_grid,
    grid_of,
    require_crs,
    to_degrees,
    to_grid,
)
from asset_map.model.errors import CrsError
from asset_map.model.location import Coordinates, GridPoint
from tests.geography.os_test_points import OS_TEST_POINTS


def test_there_are_all_forty_published_points() -> None:
    assert list(OS_TEST_POINTS) == [f"TP{number:02}" for number in range(1, 41)]


@pytest.mark.parametrize("name", OS_TEST_POINTS)
def test_degrees_become_the_metres_that_ordnance_survey_publishes(name: str) -> None:
    lat, lon, easting, northing = OS_TEST_POINTS[name]
    grid = to_grid(Coordinates(lon=lon, lat=lat))
    assert np.hypot(grid.easting - easting, grid.northing - northing) < 0.1


@pytest.mark.parametrize("name", OS_TEST_POINTS)
def test_metres_become_the_degrees_that_ordnance_survey_publishes(name: str) -> None:
    lat, lon, easting, northing = OS_TEST_POINTS[name]
    point = to_degrees(GridPoint(easting=easting, northing=northing))
    metres_off = np.hypot((point.lon - lon) * 70_000, (point.lat - lat) * 111_200)
    assert metres_off < 0.1


@given(lon=st.floats(-5.2, 1.7), lat=st.floats(50, 60.9))
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    point = to_degrees(to_grid(Coordinates(lon=lon, lat=lat)))
    assert abs(point.lon - lon) < 1e-7
    assert abs(point.lat - lat) < 1e-7


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Hugh Town, Scilly", -6.310, 49.914),
        ("Out Stack", -0.874, 60.861),
        ("Lowestoft Ness", 1.763, 52.481),
        ("St Kilda", -8.63, 57.82),
        ("Mull of Kintyre", -5.805, 55.295),
        ("St Davids Head", -5.31, 51.90),
        ("Portpatrick", -5.12, 54.84),
        ("the demonstration district", 1.5, 54.5),
    ],
)
def test_the_corners_of_great_britain_are_on_the_grid(place: str, lon: float, lat: float) -> None:
    grid = to_grid(Coordinates(lon=lon, lat=lat))
    assert 0 < grid.easting < 700_000, place
    assert 0 < grid.northing < 1_300_000, place


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        (0, 0, "missing place"),
        (float("nan"), 53.2, "part missing"),
        (float("inf"), 53.2, "part missing"),
        (452704, 367621, "EPSG:27700"),
        (53.2, -1.2, "wrong way round"),
        (-5.93, 54.60, "Northern Ireland"),
        (-7.32, 55.00, "Northern Ireland"),
        (2.35, 48.85, "not in Great Britain"),
        (1.85, 50.95, "not in Great Britain"),
    ],
)
def test_degrees_elsewhere_are_refused_with_the_likely_cause(
    lon: float, lat: float, why: str
) -> None:
    with pytest.raises(CrsError, match=why):
        to_grid(Coordinates(lon=lon, lat=lat))


@pytest.mark.parametrize(
    ("easting", "northing", "why"),
    [
        (0, 0, "missing place"),
        (452704, float("nan"), "part missing"),
        (-1.2, 53.2, "EPSG:4326"),
        (146263, 529858, "Irish grid"),
        (367621, 1452704, "coordinate system"),
    ],
)
def test_metres_elsewhere_are_refused_with_the_likely_cause(
    easting: float, northing: float, why: str
) -> None:
    with pytest.raises(CrsError, match=why):
        to_degrees(GridPoint(easting=easting, northing=northing))


def test_arrays_keep_their_order_and_leave_what_is_elsewhere_missing() -> None:
    eastings, northings = grid_of([-1.2, 0, np.nan, -1.3], [53.2, 0, 53.2, 53.3])
    assert np.isnan(eastings).tolist() == [False, True, True, False]
    lons, lats = degrees_of(eastings, northings)
    assert np.allclose(lons, [-1.2, np.nan, np.nan, -1.3], equal_nan=True)
    assert np.allclose(lats, [53.2, np.nan, np.nan, 53.3], equal_nan=True)


def _frame(*points: tuple[float, float], crs: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[shapely.Point(p).buffer(0.01) for p in points], crs=crs)


@pytest.mark.parametrize("crs", [WGS84, "OGC:CRS84", "EPSG:4258"])
def test_a_frame_in_degrees_goes_to_the_grid_by_ostn15(crs: str) -> None:
    lat, lon, easting, northing = OS_TEST_POINTS["TP15"]
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(lon, lat)], crs=crs)
    moved = frame_to_grid(frame)
    require_crs(moved, BRITISH_NATIONAL_GRID, name="points")
    assert moved.geometry[0].distance(shapely.Point(easting, northing)) < 0.1


def test_a_frame_of_web_map_metres_goes_to_the_grid_too() -> None:
    lat, lon, easting, northing = OS_TEST_POINTS["TP15"]
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(lon, lat)], crs=WGS84).to_crs("EPSG:3857")
    assert frame_to_grid(frame).geometry[0].distance(shapely.Point(easting, northing)) < 0.1


def test_a_frame_on_the_grid_stays_as_it_is() -> None:
    frame = _frame((452704, 367621), crs=BRITISH_NATIONAL_GRID)
    assert frame_to_grid(frame).geometry[0].equals_exact(frame.geometry[0], 0)


@pytest.mark.parametrize(
    ("point", "crs", "why"),
    [
        ((452704, 367621), WGS84, "looks like eastings and northings"),
        ((53.2, -1.2), WGS84, "wrong way round"),
        ((-1.2, 53.2), BRITISH_NATIONAL_GRID, "looks like longitude and latitude"),
        ((-1.2, 53.2), None, "no named coordinate system"),
        ((146263, 529858), BRITISH_NATIONAL_GRID, "Irish grid"),
        ((333500, 374000), "EPSG:29902", "Irish Grid"),
    ],
)
def test_a_frame_that_says_the_wrong_system_is_refused(
    point: tuple[float, float], crs: str | None, why: str
) -> None:
    with pytest.raises(CrsError, match=why):
        frame_to_grid(_frame(point, crs=crs))


def test_the_rows_that_lie_elsewhere_are_named() -> None:
    frame = _frame((-1.2, 53.2), (53.2, -1.2), (-1.3, 53.1), (0, 0), crs=WGS84)
    with pytest.raises(CrsError, match=r"wards, row 2, 4: the point 53\.\d+"):
        frame_to_grid(frame, name="wards")


def test_a_frame_in_another_system_is_named_with_both_systems() -> None:
    frame = _frame((-1.2, 53.2), crs=WGS84)
    with pytest.raises(CrsError, match="assets are in 'WGS 84', not in EPSG:27700"):
        require_crs(frame, BRITISH_NATIONAL_GRID, name="assets")
