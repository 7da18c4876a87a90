"""
Time reading 100,000 assets into a frame, beside pandas' own reading and whole assets.

Run ``.venv/bin/python -m benchmarks.reading [100000]``. PostgreSQL joins in where
``ASSET_MAP_TEST_POSTGRESQL`` names a server. Each figure is the best of five.
"""

import gc
import random
import sys
import time
from collections.abc import Callable

import pandas as pd
import sqlalchemy as sa

from asset_map.model.role import Audience
from asset_map.register import assets
from asset_map.register.engine import Connection, Register, open_register
from asset_map.register.frames import ASSET_COLUMNS, PLACE_COLUMNS, assets_frame
from asset_map.register.public_view import map_points
from asset_map.register.schema import LISTINGS
from benchmarks.invented_register import fill, invented
from benchmarks.search import registers


def best(register: Register, read: Callable[[Connection], object], *, of: int = 5) -> float:
    """Return the fewest seconds that a reading took."""
    times = []
    for _ in range(of):
        with register.reading() as connection:
            start = time.perf_counter()
            read(connection)
            times.append(time.perf_counter() - start)
    return min(times)


def in_a_frame(connection: Connection) -> pd.DataFrame:
    """Read as the program does."""
    return assets_frame(connection, audience=Audience.PUBLIC)


def by_pandas(connection: Connection) -> pd.DataFrame:
    """Read the same columns as pandas does by itself."""
    listed, place, _ = LISTINGS[Audience.PUBLIC]
    first = (place.c.number == listed.c.number) & (place.c.ordinal == 0)
    columns = [
        *(listed.c[name] for name in ASSET_COLUMNS),
        *(place.c[name] for name in PLACE_COLUMNS),
    ]
    chosen = sa.select(*columns).join_from(listed, place, first, isouter=True)
    return pd.read_sql(chosen.order_by(listed.c.number), connection, index_col="asset_id")


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    drawn = list(invented(count, random.Random(1)))
    print("| database | assets | frame | pandas.read_sql | ratio | every pin | every whole asset |")
    print("|---|---|---|---|---|---|---|")
    with registers() as addresses:
        for address in addresses:
            with open_register(address) as register:
                fill(register, drawn)
                # As the server does: what stays is not looked through again and again.
                gc.freeze()
                # They take turns, so that both meet the same minutes of a busy machine.
                turns = [
                    (best(register, in_a_frame, of=1), best(register, by_pandas, of=1))
                    for _ in range(5)
                ]
                frame_s, pandas_s = (min(times) for times in zip(*turns, strict=True))
                pins_s = best(register, lambda c: map_points(c, audience=Audience.PUBLIC))
                whole_s = best(register, lambda c: sum(1 for _ in assets.every(c)), of=1)
                print(
                    f"| {register.dialect} | {count:,} | {frame_s:.2f} s | {pandas_s:.2f} s "
                    f"| {pandas_s / frame_s:.1f} | {pins_s:.2f} s | {whole_s:.1f} s |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
