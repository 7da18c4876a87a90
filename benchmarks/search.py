"""
Time searches at 10,000 and 100,000 assets on each database.

Run ``.venv/bin/python -m benchmarks.search [10000 100000]``. PostgreSQL joins in where
``ASSET_MAP_TEST_POSTGRESQL`` names a server. The searches are what people type, as they
type it (from two letters on, every second letter), some of it misspelt, and the
filters; of three times the quickest counts. Beside it, in the same run: what it takes
to look through the same texts with LIKE, without putting anything in order.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from tempfile import TemporaryDirectory

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from asset_map.model.asset import AssetKind, Function
from asset_map.model.location import Coordinates
from asset_map.model.query import Access, Query, Weekday
from asset_map.model.role import Audience
from asset_map.register.engine import Register, open_register
from asset_map.register.found_words import words_of
from asset_map.register.schema import LISTINGS
from asset_map.register.search import find
from benchmarks.invented_register import ACTIVITIES, PLACES, fill, invented

TODAY = date(2026, 11, 22)


def searches(chance: random.Random) -> list[Query]:
    """Return three hundred searches."""
    asked = []
    for _ in range(20):
        text = f"{chance.choice(ACTIVITIES)} {chance.choice(PLACES)}"
        asked += [Query(text=text[:typed]) for typed in range(2, len(text) + 1, 2)]
    for _ in range(30):
        place = chance.choice(PLACES)
        slip = chance.randrange(1, len(place))
        asked.append(Query(text=f"{chance.choice(ACTIVITIES)} {place[:slip]}{place[slip + 1 :]}"))
    for _ in range(30):
        near = Coordinates(lon=1 + chance.random() / 2, lat=54.3 + chance.random() * 0.4)
        asked.append(Query(near=near, within_m=2000.0, text=chance.choice(["", "ca", "choir"])))
    asked += [Query(day=day, text=text) for day in Weekday for text in ("", "community")]
    asked += [
        Query(),
        Query(kinds=(AssetKind.SPACE,)),
        Query(language="Polish"),
        Query(functions=(Function.FOOD,), age=12),
        Query(access=(Access.KITCHEN,), seats=30, day=Weekday.THURSDAY),
    ]
    return asked


def timed(work: Callable[[Query], object], asked: list[Query]) -> list[float]:
    """Return the milliseconds that each search took; of three times the quickest."""
    return [min(_milliseconds(work, query) for _ in range(3)) for query in asked]


def _milliseconds(work: Callable[[Query], object], query: Query) -> float:
    start = time.perf_counter()
    work(query)
    return (time.perf_counter() - start) * 1000


def measure(register: Register, count: int) -> str:
    """Return a row of the table."""
    start = time.perf_counter()
    fill(register, list(invented(count, random.Random(1))))
    saved_s = time.perf_counter() - start
    if register.dialect == "postgresql":
        with register.writing() as connection:
            connection.exec_driver_sql("ANALYZE")

    def search(query: Query) -> object:
        with register.reading() as connection:
            return find(connection, query, audience=Audience.PUBLIC, today=TODAY)

    words = LISTINGS[Audience.PUBLIC].words.c
    texts = (words.name, words.also, words.tags, words.does, words.place)

    def scan(query: Query) -> object:
        looked_for = [
            sa.or_(*(text.like(f"%{word}%") for text in texts)) for word in words_of(query.text)
        ]
        with register.reading() as connection:
            return connection.execute(sa.select(words.number).where(*looked_for)).all()

    asked = searches(random.Random(2))
    took = timed(search, asked)
    typed = [query for query in asked if query.text]
    scanned = timed(scan, typed)
    p95 = statistics.quantiles(took, n=20)[-1]
    ratio = sum(scanned) / sum(timed(search, typed))
    return (
        f"| {count:,} | {register.dialect} | {len(took)} | {statistics.median(took):.1f} ms "
        f"| {p95:.1f} ms | {max(took):.0f} ms | {ratio:.1f} | {count / saved_s:,.0f} |"
    )


@contextmanager
def registers() -> Iterator[list[str]]:
    """Give the address of an empty register on each database that is there."""
    server = os.environ.get("ASSET_MAP_TEST_POSTGRESQL")
    with TemporaryDirectory() as folder:
        file = f"sqlite:///{folder}/register.sqlite"
        if not server:
            yield [file]
            return
        name = f"asset_map_benchmark_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
            try:
                address = make_url(server).set(database=name)
                yield [file, address.render_as_string(hide_password=False)]
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def main() -> None:
    """Print the table."""
    counts = [int(text) for text in sys.argv[1:]] or [10_000, 100_000]
    print(
        "| assets | database | searches | median | p95 | slowest | LIKE / ours | saved a second |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for count in counts:
        with registers() as addresses:
            for address in addresses:
                with open_register(address) as register:
                    print(measure(register, count), flush=True)


if __name__ == "__main__":
    main()
