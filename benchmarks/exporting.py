"""
How long 100,000 assets take to each kind of file, and how much memory.

    python -m benchmarks.exporting [100000]

The demonstration's district with its wards, people and connections, and so many invented
assets in it. Each kind is written in a process of its own, as ``asset-map export`` does: the
seconds are those of the export alone (by the clock, and of the processor, which a busy machine
changes less); the memory is the most that the whole process held.
"""

import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from asset_map.demo.load import load_demonstration
from asset_map.exports.formats import Format
from asset_map.geography.crs import grid_of
from asset_map.model.asset import Asset
from asset_map.model.location import Coordinates, GridPoint
from asset_map.model.role import Actor, Audience, Role
from asset_map.register.assets import RevisionNote
from asset_map.settings import Settings
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.house import House, open_house
from asset_map.usecases.keeping import keep_many
from asset_map.usecases.open_data import open_referral_zip
from benchmarks.invented_register import invented

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OFFICER = Actor(name="benchmark", role=Role.OFFICER)
OPEN_REFERRAL = "open referral (zip)"
AT_ONCE = 5_000


def opened(folder: Path) -> House:
    """Return the register of a folder."""
    url = f"sqlite:///{folder / 'register.sqlite'}"
    return open_house(Settings(database_url=url, cache_dir=str(folder / "cache")))


def filled(folder: Path, count: int) -> None:
    """Make the demonstration's register, and put so many assets into it."""
    house = opened(folder)
    load_demonstration(house, now=NOW)
    drawn = in_their_wards(list(invented(count, random.Random(1))))
    for start in range(0, count, AT_ONCE):
        some = drawn[start : start + AT_ONCE]
        notes = [RevisionNote(id=one.id, actor=OFFICER, at=NOW, action="added") for one in some]
        with house.register.writing() as connection:
            keep_many(house, connection, list(zip(some, notes, strict=True)))


def in_their_wards(drawn: list[Asset]) -> list[Asset]:
    """Return the assets where their degrees say they are, so that they lie all over."""
    points = [asset.locations[0].point or Coordinates(lon=0.0, lat=0.0) for asset in drawn]
    east, north = grid_of([one.lon for one in points], [one.lat for one in points])
    grids = [
        GridPoint(easting=float(x), northing=float(y)) for x, y in zip(east, north, strict=True)
    ]
    return [
        replace(asset, languages=(), locations=(replace(asset.locations[0], grid=grid),))
        for asset, grid in zip(drawn, grids, strict=True)
    ]


def one(folder: Path, kind: str) -> None:
    """Write one kind and print what it took."""
    house = opened(folder)
    gc.freeze()
    start, worked = time.perf_counter(), time.process_time()
    if kind == OPEN_REFERRAL:
        content = open_referral_zip(house, actor=OFFICER, now=NOW)
    else:
        content, _ = export_assets(
            house, Format(kind), audience=Audience.PUBLIC, actor=OFFICER, now=NOW
        )
    taken_s, worked_s = time.perf_counter() - start, time.process_time() - worked
    most_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([taken_s, worked_s, most_kb / 1024, len(content) / 1e6]))


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder, count)
        print(f"load {os.getloadavg()[0]:.1f}\n")
        print("| kind | seconds | of the processor | most memory, MB | file, MB |")
        print("|---|---:|---:|---:|---:|")
        for kind in [*Format, OPEN_REFERRAL]:
            ran = subprocess.run(
                [sys.executable, "-m", "benchmarks.exporting", str(folder), kind],
                capture_output=True,
                text=True,
                check=True,
            )
            taken_s, worked_s, most_mb, size_mb = json.loads(ran.stdout)
            print(
                f"| {kind} | {taken_s:.1f} | {worked_s:.1f} | {most_mb:,.0f} | {size_mb:.1f} |",
                flush=True,
            )
        print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
