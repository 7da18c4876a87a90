"""
How long another reach takes to answer, against the same sums in plain geopandas and PostGIS.

    eval "$(.ci/postgresql start)"; ASSET_MAP_REAL_DATA=… python -m benchmarks.gaps

A county is Nottinghamshire's 168 wards with 2,200 points where people live and 10,000 assets,
England 6,826 wards with 33,755 points and 100,000 assets. All three answer for each ward the
residents beyond reach of an anchor and their share, mean and median distance, the share in
reach of each of twelve functions, and visiting hours; ours also writes every row with its
class and sentence. Plain code keeps nothing between two reaches, so it looks everything up
again; "from nothing" is what ours takes to do that too. Indexes are ready-made for all.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg
import shapely

from asset_map.gaps.columns import Floats, Places, Residents, Wards
from asset_map.gaps.measure import Inputs, measure, prepare
from asset_map.gaps.rows import Known, rows, standing
from asset_map.gaps.sentences import Sought
from asset_map.geography.crs import BRITISH_NATIONAL_GRID, frame_to_grid
from asset_map.model.asset import Function
from asset_map.model.gap import GapSettings, MappingStatus
from benchmarks.point_to_ward import COUNTY, Region, lived_in_points, region

NOTHING_SAID = Known(said_on={}, found_none=frozenset())


@dataclass(frozen=True)
class District:
    """What all three are handed."""

    name: str
    inputs: Inputs
    points: gpd.GeoDataFrame
    assets: gpd.GeoDataFrame


def district(where: Region, people_at: int, assets: int, chance: np.random.Generator) -> District:
    """Return wards with points where people live, and assets at random among them."""
    homes = lived_in_points(where.wards, people_at, chance)
    spots = lived_in_points(where.wards, assets, chance)
    residents = Residents(
        codes=tuple(f"p{n:06}" for n in range(people_at)),
        eastings_m=homes[:, 0],
        northings_m=homes[:, 1],
        people=chance.integers(1000, 2200, people_at).astype(float),
        wards=where.lookup.place_many(*homes.T).wards,
        is_rural=chance.random(people_at) < 0.2,
        scores=chance.uniform(2, 80, people_at),
    )
    roles = chance.choice(
        ["anchor", "stop", "", *Function],
        assets,
        p=[0.004, 0.02, 0.376, *[0.05] * len(Function)],
    )
    every = _places(where, spots, [f"a{n:06}" for n in range(assets)])
    stops = every.chosen(np.flatnonzero(roles == "stop"))
    hours = chance.uniform(0.25, 12, len(stops))
    inputs = Inputs(
        wards=Wards(
            codes=tuple(sorted(where.wards.index)),
            names=tuple(where.wards.sort_index()["WD25NM"]),
            districts=tuple(where.wards.sort_index()["LAD25NM"]),
            shapes=np.asarray(where.wards.sort_index().geometry.array, dtype=object),
        ),
        residents=residents,
        sought=every.chosen(np.flatnonzero(roles == "anchor")),
        every=every,
        statuses=(MappingStatus.MAPPED,) * len(where.wards),
        by_function={one: every.chosen(np.flatnonzero(roles == one)) for one in Function},
        stops=stops,
        stop_hours=hours,
    )
    points = _frame(residents.points_m, people=residents.people, ward=residents.wards)
    points["reach_m"] = 800.0
    there = _frame(spots, role=roles, hours=0.0)
    there.loc[there.role == "stop", "hours"] = hours
    return District(where.name, inputs, points, there)


def _places(where: Region, spots: Floats, ids: list[str]) -> Places:
    placed = where.lookup.place_many(*spots.T)
    return Places(
        ids=tuple(ids),
        names=tuple(ids),
        eastings_m=spots[:, 0],
        northings_m=spots[:, 1],
        wards=placed.wards,
        is_edge=placed.is_edge,
        touching=placed.could_be,
    )


def _frame(spots: Floats, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        columns, geometry=gpd.points_from_xy(*spots.T), crs=BRITISH_NATIONAL_GRID
    )


def in_geopandas(
    points: gpd.GeoDataFrame, by_role: dict[str, gpd.GeoDataFrame], reach_m: float
) -> pd.DataFrame:
    """Return the figures by ward as an analyst would write them."""
    inside = points[points.ward >= 0]

    def far(role: str) -> "pd.Series[float]":
        joined = inside.sjoin_nearest(by_role[role][["geometry"]], distance_col="m")
        first: pd.Series[float] = joined["m"].groupby(level=0).first()
        return first

    people = inside["people"]
    of_ward = inside["ward"]
    to_anchor = far("anchor")
    sums = people.groupby(of_ward).sum()
    found = pd.DataFrame({"beyond": (people * (to_anchor > reach_m)).groupby(of_ward).sum()})
    found["share"] = found.beyond / sums
    found["mean_m"] = (people * to_anchor).groupby(of_ward).sum() / sums
    found["median_m"] = to_anchor.groupby(of_ward).median()
    for one in Function:
        found[one.value] = (people * (far(one) <= reach_m)).groupby(of_ward).sum() / sums
    near = inside.sjoin(
        by_role["stop"][["hours", "geometry"]], predicate="dwithin", distance=reach_m
    )
    hours = near["hours"].groupby(level=0).sum().reindex(inside.index, fill_value=0.0)
    found["hours"] = (people * hours).groupby(of_ward).sum() / sums
    return found


_NEAREST = """
  CROSS JOIN LATERAL (SELECT p.geom <-> a.geom AS m FROM bench_assets a WHERE a.role = '{role}'
    ORDER BY p.geom <-> a.geom LIMIT 1) AS near_{role}"""


def postgis_query() -> str:
    """Return one statement for all figures."""
    shares = ", ".join(
        f"sum(people) FILTER (WHERE {one.value} <= %(reach)s) / sum(people)" for one in Function
    )
    distances = ", ".join(f"near_{one}.m AS {one}" for one in ("anchor", *Function))
    joins = "".join(_NEAREST.format(role=one) for one in ("anchor", *Function))
    return f"""
    WITH far AS MATERIALIZED (SELECT p.ward, p.people, {distances},
      (SELECT coalesce(sum(s.hours), 0) FROM bench_assets s WHERE s.role = 'stop'
        AND ST_DWithin(s.geom, p.geom, %(reach)s)) AS hours
      FROM bench_points p {joins} WHERE p.ward >= 0)
    SELECT ward, coalesce(sum(people) FILTER (WHERE anchor > %(reach)s), 0),
      sum(people * anchor) / sum(people), percentile_cont(0.5) WITHIN GROUP (ORDER BY anchor),
      {shares}, sum(people * hours) / sum(people) FROM far GROUP BY ward ORDER BY ward"""


def fill_postgis(connection: psycopg.Connection, area: District) -> None:
    """Make the two tables with a spatial index for each role."""
    connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    connection.execute("DROP TABLE IF EXISTS bench_points, bench_assets")
    connection.execute("CREATE TABLE bench_points (ward int, people float, geom geometry)")
    connection.execute("CREATE TABLE bench_assets (role text, hours float, geom geometry)")
    with connection.cursor() as cursor:
        for table, frame, names in (
            ("bench_points", area.points, ["ward", "people"]),
            ("bench_assets", area.assets, ["role", "hours"]),
        ):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                texts = shapely.to_wkb(frame.geometry.array, hex=True)
                for one, other, text in zip(frame[names[0]], frame[names[1]], texts, strict=True):
                    copy.write_row((one, other, text))
    for role in ("anchor", "stop", *(one.value for one in Function)):
        connection.execute(f"CREATE INDEX ON bench_assets USING gist (geom) WHERE role = '{role}'")
    connection.execute("ANALYZE bench_points")
    connection.execute("ANALYZE bench_assets")


def timed(task: Callable[[], object], *, rounds: int) -> float:
    """Return the least seconds of some rounds; least is least disturbed."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compare(area: District, connection: psycopg.Connection | None, rounds: int) -> None:
    """Print one line of the table, having made sure that all agree."""
    inputs = area.inputs
    prepared = prepare(inputs)
    usual = GapSettings(reach_m=800.0)
    stands = standing(prepared, usual, sought=Sought(), known=NOTHING_SAID)

    def another_reach() -> object:
        figures = measure(prepared, usual)
        return rows(prepared, figures, stands, usual)

    by_role = {str(role): there for role, there in area.assets.groupby("role") if role}
    figures_s = timed(lambda: measure(prepared, usual), rounds=rounds)
    ours_s = timed(another_reach, rounds=rounds)
    prepare_s = timed(
        lambda: standing(prepare(inputs), usual, sought=Sought(), known=NOTHING_SAID),
        rounds=min(rounds, 3),
    )
    theirs = in_geopandas(area.points, by_role, 800.0)
    theirs_s = timed(lambda: in_geopandas(area.points, by_role, 800.0), rounds=min(rounds, 3))
    beyond = measure(prepared, usual).beyond
    assert np.allclose(beyond[theirs.index], theirs.beyond)
    postgis = "-"
    times = f"{theirs_s / ours_s:,.0f} / -"
    if connection is not None:
        fill_postgis(connection, area)
        query = postgis_query()
        told = connection.execute(query, {"reach": 800.0}).fetchall()
        assert np.allclose(beyond[[row[0] for row in told]], [row[1] for row in told])
        postgis_s = timed(
            lambda: connection.execute(query, {"reach": 800.0}).fetchall(), rounds=min(rounds, 3)
        )
        postgis = f"{postgis_s * 1000:,.0f}"
        times = f"{theirs_s / ours_s:,.0f} / {postgis_s / ours_s:,.0f}"
    print(
        f"| {area.name} | {len(inputs.wards):,} | {len(area.points):,} | {len(area.assets):,} "
        f"| {ours_s * 1000:,.0f} ({figures_s * 1000:,.1f}) | {(prepare_s + ours_s) * 1000:,.0f} "
        f"| {theirs_s * 1000:,.0f} | {postgis} | {times} |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    path = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "wards_2025_england.gpkg"
    wards = frame_to_grid(gpd.read_file(path)).set_index("WD25CD")
    wards.index.name = "code"
    chance = np.random.default_rng(2026)
    server = os.environ.get("ASSET_MAP_TEST_POSTGRESQL")
    connection = psycopg.connect(server, autocommit=True) if server else None
    county = region("county", wards[wards["LAD25NM"].isin(COUNTY)].copy())
    print(f"load {os.getloadavg()[0]:.1f}\n")
    print(
        "| where | wards | points | assets | another reach, ms (figures alone) | from nothing, ms ",
        end="",
    )
    print("| geopandas, ms | PostGIS, ms | times faster than each |")
    print("|---|---|---|---|---|---|---|---|---|")
    compare(district(county, 2_200, 10_000, chance), connection, 15)
    compare(district(region("England", wards), 33_755, 100_000, chance), connection, 9)
    if connection is not None:
        connection.execute("DROP TABLE bench_points, bench_assets")
    print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
