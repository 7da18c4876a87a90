"""
Five thousand posts of the plain form from two hundred clients at once.

Each post carries what a page of the form gave along, so that all of them go into the queue.
Goals: none lost, at least 500 a second. On SQLite; on PostgreSQL too where
``ASSET_MAP_TEST_POSTGRESQL`` names a server. Run it with ``python -m benchmarks.posts``.
"""

import asyncio
import contextlib
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import sqlalchemy as sa

from asset_map.model.state import RecordState
from asset_map.register.engine import open_register
from asset_map.register.submissions import queue
from asset_map.settings import ROOT
from tests.serving import free_port, wait_for

POSTS, CLIENTS, SENDERS = 5_000, 200, 2
# What is tried first, so that the server is warm.
WARMING = 50
# So often a page may be sent before it counts as a program's, and so long it lies open at least.
OF_A_PAGE, LEAST_S = 5, 3
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs, and what it has used of the processor."""

    address: str
    process: int

    def used(self) -> float:
        """Return its seconds of processor so far, as Linux counts them."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def served(folder: Path, database_url: str, *, most: int = 10 * POSTS) -> Iterator[Server]:
    """Run the real server on a fresh register; so many posts of a network are likely."""
    port = free_port()
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": database_url,
        "ASSET_MAP_CACHE_DIR": str(folder / "cache"),
        "ASSET_MAP_PORT": str(port),
        "ASSET_MAP_SUBMISSIONS_PER_HOUR": str(most),
    }
    log = folder / "server.log"
    command = [sys.executable, "-m", "asset_map", "serve"]
    with log.open("wb") as written:
        server = subprocess.Popen(
            command, env=environ, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health", server, log)
        yield Server(address=f"http://127.0.0.1:{port}", process=server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def tickets_of(address: str, count: int) -> list[str]:
    """Open so many pages of the form; return what each gave along."""
    with httpx.Client(timeout=60) as client:
        pages = (client.get(f"{address}/add").text for _ in range(count))
        return [re.findall(r'name="opened" value="([^"]+)"', page)[0] for page in pages]


async def sending(address: str, tickets: list[str], clients: int) -> list[tuple[int, float]]:
    """
    Send an entry by each ticket from so many clients; return each answer's status and seconds.

    Each client keeps one plain socket open: an HTTP library would cost more of the two
    cores than the server does.
    """
    host, port = urlsplit(address).hostname, urlsplit(address).port
    answers: list[tuple[int, float]] = []
    waiting = iter(enumerate(tickets))

    async def client() -> None:
        reader, writer = await asyncio.open_connection(host, port)
        for number, ticket in waiting:
            request = request_of(number, ticket)
            began = time.perf_counter()
            status = 0
            while not status:
                # A browser tries again on a connection that was just closed: same key, sent once.
                try:
                    writer.write(request)
                    status = await answered(reader)
                except (ConnectionError, asyncio.IncompleteReadError):
                    reader, writer = await asyncio.open_connection(host, port)
            answers.append((status, time.perf_counter() - began))
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return answers


def request_of(number: int, ticket: str) -> bytes:
    """Return the last screen of the form as a browser posts it."""
    key = {"request_key": str(uuid.uuid4()), "opened": ticket}
    body = urlencode({**ENTRY, **key, "name": f"Knitters {number}"})
    return (
        "POST /add/check HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def answered(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
        await reader.readexactly(int(length[1]))
    return int(head.split(b" ", 2)[1])


def send_all(address: str, tickets: list[str]) -> tuple[list[tuple[int, float]], float, float]:
    """
    Send every entry from several processes, so that the senders are not the measure.

    Returns the answers, the seconds it took, and the senders' seconds of processor.
    """
    began, used = time.perf_counter(), senders_used()
    part = [sys.executable, "-m", "benchmarks.posts", address]
    senders = [
        subprocess.Popen(part, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(SENDERS)
    ]
    for number, sender in enumerate(senders):
        assert sender.stdin
        sender.stdin.write("\n".join(tickets[number::SENDERS]))
        sender.stdin.close()
    said = [sender.stdout.read() for sender in senders if sender.stdout]
    for sender in senders:
        sender.wait()
    took = time.perf_counter() - began
    answers = [line.split() for lines in said for line in lines.splitlines()]
    read = [(int(status), float(seconds)) for status, seconds in answers]
    return read, took, senders_used() - used


def senders_used() -> float:
    """Return the seconds of processor that processes which ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(name: str, folder: Path, database_url: str) -> None:
    """Send them all, count what is in the register, and say how it went."""
    with served(folder, database_url) as server:
        address = server.address
        tickets = tickets_of(address, (POSTS + WARMING) // OF_A_PAGE) * OF_A_PAGE
        time.sleep(LEAST_S)
        asyncio.run(sending(address, tickets[POSTS:], 5))
        before = server.used()
        answers, took, used = send_all(address, tickets[:POSTS])
        each = (server.used() - before) / len(answers)
    with open_register(database_url) as register, register.reading() as connection:
        kept = queue(connection, states=(RecordState.SUBMITTED,), limit=1)[1]
    seconds = sorted(seconds for _, seconds in answers)
    refused = sum(status != HTTPStatus.SEE_OTHER for status, _ in answers)
    print(
        f"{name}: {len(answers):,} posts from {CLIENTS} clients in {took:.1f} s: "
        f"{len(answers) / took:.0f} a second, median {statistics.median(seconds):.2f} s, "
        f"p95 {seconds[int(len(seconds) * 0.95)]:.2f} s, {refused} refused, "
        f"{len(answers) - refused + WARMING - kept} missing in the queue; the senders used "
        f"{used:.1f} s of processor, the server {each * 1000:.1f} ms a post; "
        f"load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Measure each database that there is."""
    if len(sys.argv) > 1:
        tickets = sys.stdin.read().split()
        for status, seconds in asyncio.run(sending(sys.argv[1], tickets, CLIENTS // SENDERS)):
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
