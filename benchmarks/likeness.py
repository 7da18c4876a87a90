"""How long it takes to find likely duplicates: `python benchmarks/likeness.py [--large]`."""

import random
import sys
import time

from asset_map.likeness.pairs import Comparable, compare, likely_duplicates
from asset_map.model.location import Coordinates

PLACES = ("Hathern", "Shepshed", "Quorn", "Barrow", "Sileby", "Mountsorrel", "Rothley", "Syston")
WHAT = ("Library", "Village Hall", "Knitting Group", "Scouts", "Coffee Morning", "Repair Cafe")
WHO = ("Community", "Friends of", "Tuesday", "Over Sixties", "Youth", "Parish", "Green", "Old")


def register(count: int, *, seed: int = 7) -> list[Comparable]:
    """Return records in a district of 20 by 20 km, one in fifty a misspelt second."""
    chance = random.Random(seed)
    records: list[Comparable] = []
    for number in range(count):
        if records and number % 50 == 0:
            twin = chance.choice(records)
            name, point = twin.name.replace("e", "ee", 1), twin.point
        else:
            name = " ".join(map(chance.choice, (WHO, PLACES, WHAT))) + f" {number % 97}"
            point = Coordinates(lon=chance.uniform(-1.35, -1.05), lat=chance.uniform(52.65, 52.83))
        records.append(Comparable(id=f"{number:06}", name=name, point=point))
    return records


def main() -> None:
    """Print the table."""
    sizes = (1_000, 10_000, 100_000) if "--large" in sys.argv else (1_000, 10_000)
    print("| records | pairs found | seconds | every pair compared (estimate) | times faster |")
    print("|---:|---:|---:|---:|---:|")
    for size in sizes:
        records = register(size)
        start = time.perf_counter()
        pairs = likely_duplicates(records)
        taken = time.perf_counter() - start
        sample = records[:200]
        start = time.perf_counter()
        for first in sample:
            for second in sample:
                compare(first, second)
        every = (time.perf_counter() - start) / len(sample) ** 2 * size * (size - 1) / 2
        times = every / taken
        print(f"| {size:,} | {len(pairs):,} | {taken:.2f} | {every:,.0f} s | {times:,.0f} |")


if __name__ == "__main__":
    main()
