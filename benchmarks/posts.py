"""
Five thousand posts of the plain form from two hundred clients at once.

Goals: none lost, at least 500 a second. On SQLite; on PostgreSQL too where
``ASSET_MAP_TEST_POSTGRESQL`` names a server. Run it with ``python -m benchmarks.posts``.
"""

import asyncio
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import sqlalchemy as sa

from asset_map.register.engine import open_register
from asset_map.register.schema import submissions
from asset_map.settings import ROOT
from tests.serving import free_port, wait_for

POSTS, CLIENTS, SENDERS = 5_000, 200, 2
ENTRY = {
    "kind": "group",
    "summary": "We knit and drink tea.",
    "where": "one",
    "postcode": "SW1A 1AA",
    "is_home": "no",
    "often_0": "weekly",
    "day_0": "tuesday",
    "starts_0": "19:00",
    "phone": "01632 960123",
    "adult": "yes",
    "seen_check": "1",
    "to": "send",
}


@contextlib.contextmanager
def served(folder: Path, database_url: str) -> Iterator[str]:
    """Run the real server on a fresh register, the limit on senders lifted."""
    port = free_port()
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": database_url,
        "ASSET_MAP_CACHE_DIR": str(folder / "cache"),
        "ASSET_MAP_PORT": str(port),
        "ASSET_MAP_SUBMISSIONS_PER_HOUR": str(10 * POSTS),
    }
    log = folder / "server.log"
    command = [sys.executable, "-m", "asset_map", "serve"]
    with log.open("wb") as written:
        server = subprocess.Popen(
            command, env=environ, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


async def sending(address: str, posts: int, clients: int) -> list[tuple[int, float]]:
    """Send so many entries from so many clients; return each answer's status and seconds."""
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    answers: list[tuple[int, float]] = []
    waiting = iter(range(posts))

    async def client(browser: httpx.AsyncClient) -> None:
        for number in waiting:
            entry = {**ENTRY, "name": f"Knitters {number}", "request_key": str(uuid.uuid4())}
            began = time.perf_counter()
            status = 0
            while not status:
                # A browser tries again on a connection that was just closed: same key, sent once.
                with contextlib.suppress(httpx.TransportError):
                    status = (await browser.post(f"{address}/add/check", data=entry)).status_code
            answers.append((status, time.perf_counter() - began))

    async with httpx.AsyncClient(limits=limits, timeout=120) as browser:
        await asyncio.gather(*(client(browser) for _ in range(clients)))
    return answers


def send_all(address: str) -> tuple[list[tuple[int, float]], float]:
    """Send every entry from several processes, so that the senders are not the measure."""
    began = time.perf_counter()
    part = [sys.executable, "-m", "benchmarks.posts", address]
    senders = [
        subprocess.Popen(part, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(SENDERS)
    ]
    said = [sender.communicate()[0] for sender in senders]
    took = time.perf_counter() - began
    answers = [line.split() for lines in said for line in lines.splitlines()]
    return [(int(status), float(seconds)) for status, seconds in answers], took


def measure(name: str, folder: Path, database_url: str) -> None:
    """Send them all, count what is in the register, and say how it went."""
    with served(folder, database_url) as address:
        asyncio.run(sending(address, 50, 5))
        answers, took = send_all(address)
    with open_register(database_url) as register, register.reading() as connection:
        kept = connection.scalar(sa.select(sa.func.count()).select_from(submissions)) or 0
    seconds = sorted(seconds for _, seconds in answers)
    refused = sum(status != httpx.codes.SEE_OTHER for status, _ in answers)
    print(
        f"{name}: {len(answers):,} posts from {CLIENTS} clients in {took:.1f} s: "
        f"{len(answers) / took:.0f} a second, median {statistics.median(seconds):.2f} s, "
        f"p95 {seconds[int(len(seconds) * 0.95)]:.2f} s, {refused} refused, "
        f"{len(answers) - refused + 50 - kept} lost"
    )


def main() -> None:
    """Measure each database that there is."""
    if len(sys.argv) > 1:
        for status, seconds in asyncio.run(
            sending(sys.argv[1], POSTS // SENDERS, CLIENTS // SENDERS)
        ):
            print(status, seconds)
        return
    with tempfile.TemporaryDirectory() as made:
        measure("SQLite", Path(made), f"sqlite:///{made}/register.sqlite")
    if server := os.environ.get("ASSET_MAP_TEST_POSTGRESQL"):
        name = f"posts_{uuid.uuid4().hex}"
        engine = sa.create_engine(
            sa.engine.make_url(server).set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
        )
        with tempfile.TemporaryDirectory() as made, engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
            try:
                measure("PostgreSQL", Path(made), re.sub(r"/[^/]*$", f"/{name}", server))
            finally:
                connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


if __name__ == "__main__":
    main()
