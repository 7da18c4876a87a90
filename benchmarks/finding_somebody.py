"""
Time finding everything about one person at 100,000 assets with their history.

Run ``.venv/bin/python -m benchmarks.finding_somebody [100000]``. Three kinds of what people
are known by are looked for, as the page Data requests does; one record in a thousand names
somebody, and one of them is meant.
"""

import random
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from asset_map.model.asset import Asset, Contact
from asset_map.model.role import Actor, Role
from asset_map.register.engine import Register
from asset_map.register.rows import asset_text
from asset_map.register.schema import assets, revisions
from asset_map.settings import Settings
from asset_map.usecases.find_person import find_person
from asset_map.usecases.house import House, open_house
from benchmarks.invented_register import invented

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEEPER = Actor(name="Dee", role=Role.DATA_PROTECTION)
ASKED = {
    "an address": ("jo.smith@doggerby.example",),
    "a number": ("07700 900123",),
    "a name": ("Jo Smith",),
    "all three": ("jo.smith@doggerby.example", "07700 900123", "Jo Smith"),
}


def drawn(count: int) -> list[Asset]:
    """Return assets with a contact each; some speak of Jo Smith."""
    return [
        replace(
            one,
            description=f"Ask Jo Smith on 07700 900 123, or Bo Jones {number}."
            if number % 1000 == 0
            else "",
            contact=Contact(
                role="chair",
                email=f"group{number}@doggerby.example" if number else ASKED["an address"][0],
                phone=f"01632 {number:06d}",
            ),
        )
        for number, one in enumerate(invented(count, random.Random(1)))
    ]


def fill(register: Register, assets_drawn: list[Asset]) -> None:
    """Put records and their history into the tables that are looked through, and no listing."""
    bodies = [asset_text(one) for one in assets_drawn]
    kept = [
        {"number": number, "id": one.id, "version": 1, "source": "", "body": body}
        for number, (one, body) in enumerate(zip(assets_drawn, bodies, strict=True), start=1)
    ]
    steps = [
        {
            "seq": one["number"], "id": one["id"], "number": one["number"], "version": 1,
            "at": NOW, "actor_name": "Officer", "actor_role": "officer", "action": "added",
            "reason": "", "before": None, "after": one["body"],
        }
        for one in kept
    ]  # fmt: skip
    with register.writing() as connection:
        connection.execute(assets.insert(), kept)
        connection.execute(revisions.insert(), steps)


def measure(house: House) -> None:
    """Print a row for each way of asking; of three times the quickest."""
    for what, typed in ASKED.items():
        took = []
        for _ in range(3):
            start, worked = time.perf_counter(), time.process_time()
            traces = find_person(house, typed, actor=KEEPER, now=NOW)
            took.append((time.perf_counter() - start, time.process_time() - worked))
        clock, own = min(took)
        print(f"| {what} | {len(traces.found):,} | {clock:.1f} s | {own:.1f} s |", flush=True)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/register.sqlite",
            backup_dir=folder,
            cache_dir=str(Path(folder) / "cache"),
        )
        house = open_house(settings)
        fill(house.register, drawn(count))
        print(f"{count:,} assets:\n")
        print("| asked by | texts found | time | processor |\n|---|---|---|---|")
        measure(house)
        house.register.close()


if __name__ == "__main__":
    main()
