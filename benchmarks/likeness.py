"""
How long it takes to find likely duplicates, against comparing every pair, in one run.

    python benchmarks/likeness.py [--large]

Every pair is compared where that can finish (1,000 records), and then both must find the
same; for more it is estimated from a sample.
"""

import random
import sys
import time
from dataclasses import dataclass
from itertools import combinations

from asset_map.likeness.pairs import THRESHOLD, Comparable, compare, likely_duplicates
from asset_map.model.location import Coordinates

PLACES = ("Hathern", "Shepshed", "Quorn", "Barrow", "Sileby", "Mountsorrel", "Rothley", "Syston")
WHAT = ("Library", "Village Hall", "Knitting Group", "Scouts", "Coffee Morning", "Repair Cafe")
WHO = ("Community", "Friends of", "Tuesday", "Over Sixties", "Youth", "Parish", "Green", "Old")
# One record in so many is a misspelt second of another.
TWIN_EVERY = 50
FINISHES_UP_TO = 1_000
SAMPLE = 300

Pair = tuple[str, str]


@dataclass(frozen=True)
class Drawn:
    """Records in a district of 20 by 20 km, and the pairs planted among them."""

    records: list[Comparable]
    planted: set[Pair]


def drawn(count: int, *, seed: int = 7) -> Drawn:
    """Return so many records, the same each time."""
    chance = random.Random(seed)
    records: list[Comparable] = []
    planted: set[Pair] = set()
    for number in range(count):
        record_id = f"{number:06}"
        if number % TWIN_EVERY == TWIN_EVERY - 1:
            twin = chance.choice(records)
            planted.add((twin.id, record_id))
            name, point = twin.name.replace("e", "ee", 1), twin.point
        else:
            name = " ".join(map(chance.choice, (WHO, PLACES, WHAT)))
            point = Coordinates(lon=chance.uniform(-1.35, -1.05), lat=chance.uniform(52.65, 52.83))
        records.append(Comparable(id=record_id, name=name, point=point))
    return Drawn(records=records, planted=planted)


def every_pair(records: list[Comparable]) -> set[Pair]:
    """Return the pairs that comparing each with each finds."""
    return {
        (likeness.first_id, likeness.second_id)
        for a, b in combinations(records, 2)
        if (likeness := compare(a, b)) and likeness.score >= THRESHOLD
    }


def main() -> None:
    """Print the table."""
    sizes = (1_000, 10_000, 100_000) if "--large" in sys.argv else (1_000, 10_000)
    print("| records | planted | of them found | other pairs | seconds | every pair | faster |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        district = drawn(size)
        start = time.perf_counter()
        found = {(one.first_id, one.second_id) for one in likely_duplicates(district.records)}
        taken = time.perf_counter() - start
        compared = district.records[: size if size <= FINISHES_UP_TO else SAMPLE]
        start = time.perf_counter()
        expected = every_pair(compared)
        every = time.perf_counter() - start
        if len(compared) == size and found != expected:
            sys.exit(f"{len(found ^ expected)} pairs are found by one way only")
        every *= size * (size - 1) / (len(compared) * (len(compared) - 1))
        about = "" if len(compared) == size else "about "
        planted = len(district.planted)
        print(
            f"| {size:,} | {planted:,} | {len(found & district.planted):,} "
            f"| {len(found - district.planted):,} | {taken:.2f} | {about}{every:,.1f} s "
            f"| {every / taken:,.0f} times |"
        )


if __name__ == "__main__":
    main()
