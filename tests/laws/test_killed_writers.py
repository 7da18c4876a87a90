"""
Whoever writes is killed, as by a power cut: what was acknowledged is there, and once.

``make endurance`` kills more often, and prints what it found.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Event

import httpx
import pytest
import sqlalchemy as sa

from asset_map.register.engine import Register, open_register
from asset_map.register.schema import submissions
from asset_map.settings import ROOT, Settings
from asset_map.usecases.house import open_house
from asset_map.usecases.seal_history import check_history
from tests.laws import killed_writer
from tests.laws.killed_writer import ADMIN, AT_ONCE, sent_again
from tests.register.test_many_writers import whole_ids
from tests.serving import free_port, wait_for

KILLS = int(os.environ.get("ASSET_MAP_TEST_KILLS", "50"))
SERVER_KILLS = int(os.environ.get("ASSET_MAP_TEST_SERVER_KILLS", "5"))
VISITORS = 6
PATIENCE_S = 60
ENTRY = {
    "kind": "group",
    "summary": "We knit and drink tea.",
    "where": "one",
    "postcode": "SW1A 1AA",
    "is_home": "no",
    "often_0": "arrangement",
    "phone": "01632 960123",
    "adult": "yes",
    "seen_check": "1",
    "to": "send",
}


def names_in(register: Register) -> Counter[str]:
    """Return how often each name was sent in."""
    with register.reading() as connection:
        bodies = connection.scalars(sa.select(submissions.c.body))
        return Counter(json.loads(body)["proposed"]["name"] for body in bodies)


def assert_whole(register: Register, acknowledged: Iterable[str]) -> None:
    """What was acknowledged is there, once; the file is sound, and every seal holds."""
    kept = names_in(register)
    acknowledged = set(acknowledged)
    lost = acknowledged - set(kept)
    twice = [name for name, count in kept.items() if count > 1]
    told = f"{len(acknowledged):,} acknowledged, {len(lost)} lost, {len(twice)} there twice"
    sys.stdout.write(f"{told}\n")
    assert (lost, twice) == (set(), [])
    looked = check_history(register, actor=ADMIN)
    assert looked.faults == ()
    if register.dialect == "sqlite":
        with closing(sqlite3.connect(register.url.database or "")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_writer_that_is_killed_loses_nothing_and_doubles_nothing(
    register_url: str, tmp_path: Path
) -> None:
    settings = Settings(database_url=register_url, cache_dir=f"{tmp_path}/cache")
    chance = random.Random(2026)  # noqa: S311 - the same moments in every run
    sent: set[str] = set()
    saved: set[str] = set()
    for _ in range(KILLS if register_url.startswith("sqlite") else KILLS // 5):
        # The keys of what was on its way are used again: whether it was kept, nobody knows.
        process, told = killed_writer.start(settings, len(sent) // AT_ONCE * AT_ONCE)
        fresh = set(islice(told, chance.randint(1, 40 if KILLS < 100 else 450)))
        time.sleep(chance.uniform(0.0, 0.05))
        process.kill()
        fresh |= set(told)
        saved |= {name for name in fresh if name.startswith("record")}
        sent |= fresh - saved
        process.join()
        assert process.exitcode == -signal.SIGKILL
        process.close()
    house = open_house(settings)
    begin = len(sent) // AT_ONCE * AT_ONCE
    sent |= set(sent_again(house, range(begin, begin + AT_ONCE)))
    assert_whole(house.register, sent)
    assert set(names_in(house.register)) == sent
    assert saved <= whole_ids(house.register)
    house.register.close()


class Visitor:
    """Somebody who sends one entry after the other, each until it is acknowledged."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sent = 0
        self.acknowledged: list[str] = []

    def send_until(self, is_over: Event, address: str) -> None:
        """Send; where the server is gone, keep the entry and its key for the next time."""
        with httpx.Client(base_url=address, timeout=20) as client:
            while not is_over.is_set():
                name = f"{self._name} {self._sent}"
                words = {**ENTRY, "name": name, "request_key": name}
                try:
                    answer = client.post("/add/check", data=words)
                except httpx.TransportError:
                    return
                assert answer.status_code == 303, answer.text
                self.acknowledged.append(name)
                self._sent += 1


def sent_by(visitors: Iterable[Visitor]) -> int:
    """Return how many entries were acknowledged so far."""
    return sum(len(one.acknowledged) for one in visitors)


@contextmanager
def served(settings: Settings, log: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """Run the real server, as people start it."""
    port = free_port()
    names = ("database_url", "cache_dir", "submissions_per_hour", "form_seconds_at_least")
    given = {f"ASSET_MAP_{name.upper()}": str(getattr(settings, name)) for name in names}
    command = [sys.executable, "-m", "asset_map", "serve", "--port", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **given}, stdout=written, stderr=written
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api/health", server, log)
        yield server, address
    finally:
        server.kill()
        server.wait()


@pytest.mark.xdist_group("server")
def test_a_server_that_is_killed_loses_nothing_and_doubles_nothing(
    sqlite_url: str, postcode_cache: Path, tmp_path: Path
) -> None:
    settings = replace(
        Settings(database_url=sqlite_url, cache_dir=str(postcode_cache)),
        submissions_per_hour=1_000_000,
        form_seconds_at_least=0,
    )
    chance = random.Random(2026)  # noqa: S311 - the same moments in every run
    visitors = [Visitor(f"Visitor {number}") for number in range(VISITORS)]
    for _ in range(SERVER_KILLS):
        wanted = sent_by(visitors) + chance.randint(1, 40 if SERVER_KILLS < 20 else 400)
        with (
            served(settings, tmp_path / "server.log") as (server, address),
            ThreadPoolExecutor(VISITORS) as hands,
        ):
            is_over = Event()
            sending = [hands.submit(one.send_until, is_over, address) for one in visitors]
            until = time.monotonic() + PATIENCE_S
            while sent_by(visitors) < wanted and time.monotonic() < until:
                time.sleep(0.001)
            os.kill(server.pid, signal.SIGKILL)
            server.wait()
            is_over.set()
            for one in sending:
                one.result()
        assert sent_by(visitors) >= wanted
    acknowledged = [name for one in visitors for name in one.acknowledged]
    with open_register(sqlite_url) as register:
        assert_whole(register, acknowledged)
        # Kept, and not yet acknowledged when the last kill came: one for each visitor at most.
        assert len(names_in(register)) - len(acknowledged) <= VISITORS
