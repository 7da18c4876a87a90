"""
Time an import of 25,000 connections, and the same written one by one.

    .venv/bin/python -m benchmarks.connecting

While an import holds the register, nobody else can save; so the rows go in all at once.
"""

import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime

from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.role import Actor, Role
from asset_map.register import links
from asset_map.settings import load_settings
from asset_map.usecases.connect_assets import connect_within
from asset_map.usecases.house import House, open_house
from asset_map.usecases.import_assets import open_file
from asset_map.usecases.import_connections import import_connections
from benchmarks.invented_register import fill, invented

ASSETS, ROWS = 10_000, 25_000
NOW = datetime(2026, 11, 22, tzinfo=UTC)
OFFICER = Actor(name="benchmark", role=Role.OFFICER)


def rows(ids: list[str]) -> bytes:
    """Return a file that says who does what for whom, no two rows the same."""
    chance = random.Random(7)
    kinds = [ConnectionKind.HOSTS, ConnectionKind.REFERS_TO, ConnectionKind.PROVIDES_FOR]
    said: set[tuple[str, str, str]] = set()
    while len(said) < ROWS:
        one, other = chance.sample(ids, 2)
        said.add((one, chance.choice(kinds).label, other))
    return "\n".join(["From,Kind,To", *map(",".join, sorted(said))]).encode()


def one_by_one(house: House, new: list[Connection]) -> float:
    """Write connections one after the other in one transaction; return the seconds."""
    start = time.perf_counter()
    with house.register.writing() as connection:
        for link in new:
            connect_within(connection, link, actor=OFFICER, now=NOW)
    return time.perf_counter() - start


def new_house(folder: str, name: str, content: bytes | None = None) -> tuple[House, bytes]:
    """Return a house with so many invented assets, and the file about them."""
    settings = replace(load_settings(), database_url=f"sqlite:///{folder}/{name}.sqlite")
    house = open_house(settings)
    made = list(invented(ASSETS, random.Random(7)))
    fill(house.register, made)
    return house, content or rows([asset.id for asset in made])


def main() -> None:
    """Print the seconds of both ways, and how they compare."""
    with tempfile.TemporaryDirectory() as folder:
        house, content = new_house(folder, "at-once")
        table = open_file(house, content, file_name="connections.csv")
        start = time.perf_counter()
        report = import_connections(house, table, actor=OFFICER, now=NOW)
        at_once = time.perf_counter() - start
        with house.register.reading() as connection:
            new = links.every(connection)
        start = time.perf_counter()
        import_connections(house, table, actor=OFFICER, now=NOW)
        again = time.perf_counter() - start
        other, _ = new_house(folder, "one-by-one", content)
        slow = one_by_one(other, new)
    print(f"{report.headline} Import: {at_once:.1f} s; again, nothing new: {again:.1f} s.")
    print(f"Written one by one: {slow:.1f} s, {slow / at_once:.1f} times as long.")


if __name__ == "__main__":
    main()
