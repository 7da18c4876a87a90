"""
How long it takes to say which ward points lie in, against geopandas' sjoin, in one run.

    ASSET_MAP_REAL_DATA=… python benchmarks/point_to_ward.py

A county is Nottinghamshire's 168 wards, England its 6,826. Points lie evenly spread
over the wards, or where people live: at postcodes, up to 100 m off. sjoin is given its
points and its spatial index ready-made; both are warm, and take turns.
"""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from asset_map.geography.crs import BRITISH_NATIONAL_GRID, frame_to_grid
from asset_map.geography.great_britain import Floats
from asset_map.geography.postcode_table import open_prepared
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.area import Area

COUNTY = (
    "Ashfield",
    "Bassetlaw",
    "Broxtowe",
    "Gedling",
    "Mansfield",
    "Newark and Sherwood",
    "Rushcliffe",
)
COUNTS = (1, 100, 1_000, 10_000, 1_000_000)
SMALL = 10_000
ACCURACY_M = 100.0


@dataclass(frozen=True)
class Region:
    """Wards in EPSG:27700, indexed by code, and their lookup."""

    name: str
    wards: gpd.GeoDataFrame
    lookup: WardLookup
    built_in_s: float


def region(name: str, wards: gpd.GeoDataFrame) -> Region:
    """Return the region with its lookup built, and how long that took."""
    areas = [
        Area(set_id="benchmark", code=code, name=code, assign_wkb=wkb)
        for code, wkb in zip(wards.index, shapely.to_wkb(wards.geometry.array), strict=True)
    ]
    start = time.perf_counter()
    lookup = WardLookup(areas)
    return Region(name, wards, lookup, time.perf_counter() - start)


def spread_points(wards: gpd.GeoDataFrame, count: int, chance: np.random.Generator) -> Floats:
    """Return points evenly spread over the wards."""
    west, south, east, north = wards.total_bounds
    ground = WardLookup(
        Area(set_id="ground", code=code, name=code, assign_wkb=shapely.to_wkb(shape))
        for code, shape in wards.geometry.items()
    )
    kept = np.empty((0, 2))
    while len(kept) < count:
        points = chance.uniform((west, south), (east, north), (count, 2))
        kept = np.concatenate((kept, points[ground.place_many(*points.T).wards >= 0]))
    return kept[:count]


def lived_in_points(wards: gpd.GeoDataFrame, count: int, chance: np.random.Generator) -> Floats:
    """Return points at postcodes of the wards' districts, up to 100 m off."""
    with tempfile.TemporaryDirectory() as cache_dir:
        table = open_prepared(Path(cache_dir))
        codes = np.flatnonzero(np.isin(table.district_codes, wards["LAD25CD"].unique()))
        (rows,) = np.nonzero(np.isin(table.districts, codes) & ~np.isnan(table.eastings))
        chosen = chance.choice(rows, count)
        places = np.column_stack((table.eastings[chosen], table.northings[chosen])).astype(float)
    return places + chance.uniform(-ACCURACY_M, ACCURACY_M, (count, 2))


def least_s(*tasks: Callable[[], object], rounds: int) -> list[float]:
    """Return the least time of each task's second run, taking turns; least is least disturbed."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for task, times in zip(tasks, taken, strict=True):
            task()
            start = time.perf_counter()
            task()
            times.append(time.perf_counter() - start)
    return [min(times) for times in taken]


def disagreements(region: Region, points: Floats, frame: gpd.GeoDataFrame) -> int:
    """Return how many points GEOS puts into another ward; the lowest code of several."""
    joined = gpd.sjoin(frame, region.wards[["geometry"]], predicate="intersects")
    stated = joined["code"].groupby(level=0).min().reindex(frame.index)
    found = region.lookup.place_many(*points.T).codes
    return int((stated.to_numpy(dtype=object, na_value=None) != found).sum())


def compare(region: Region, kind: str, points: Floats) -> None:
    """Print one line of the table."""
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*points.T), crs=BRITISH_NATIONAL_GRID)
    x, y = np.ascontiguousarray(points.T)
    accuracies = np.full(len(x), ACCURACY_M)
    is_small = len(points) <= SMALL
    ours, theirs = least_s(
        lambda: region.lookup.place_many(x, y),
        lambda: gpd.sjoin(frame, region.wards[["geometry"]], predicate="within"),
        rounds=31 if is_small else 3,
    )
    edges = "-"
    if is_small:
        (edges_s,) = least_s(lambda: region.lookup.place_many(x, y, accuracies), rounds=5)
        edges = f"{edges_s * 1000:,.1f}"
    print(
        f"| {region.name} | {kind} | {len(points):,} | {ours * 1000:,.2f} | {edges} "
        f"| {theirs * 1000:,.1f} | {theirs / ours:,.0f} | {disagreements(region, points, frame)} |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    path = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "wards_2025_england.gpkg"
    wards = frame_to_grid(gpd.read_file(path)).set_index("WD25CD")
    wards.index.name = "code"
    county = wards[wards["LAD25NM"].isin(COUNTY)].copy()
    chance = np.random.default_rng(2026)
    regions = [region("county", county), region("England", wards)]
    for each in regions:
        each.wards.sindex.query(shapely.Point(0, 0))
        print(f"{each.name}: {len(each.wards):,} wards, lookup built in {each.built_in_s:.2f} s")
    print()
    print(
        f"| wards | points | count | ms | ms, edges within {ACCURACY_M:.0f} m told | sjoin ms ",
        end="",
    )
    print("| times faster | disagree |")
    print("|---|---|---|---|---|---|---|---|")
    for each in regions:
        for kind, drawn in (
            ("spread evenly", spread_points),
            ("where people live", lived_in_points),
        ):
            points = drawn(each.wards, COUNTS[-1], chance)
            for count in COUNTS:
                compare(each, kind, points[:count])


if __name__ == "__main__":
    main()
