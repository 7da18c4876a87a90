"""
Ten thousand posts of programs in a minute, and fifty of people among them.

Goals: at most 20 of the programs' reach the queue, all 50 of the people's do. A third of the
programs are in a hurry, a third fill in everything, and the others are patient and careful, yet
come from one rented machine. Run it with ``python -m benchmarks.bots``.
"""

import asyncio
import os
import random
import tempfile
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from asset_map.model.state import RecordState
from asset_map.register import tray
from asset_map.register.engine import open_register
from asset_map.register.submissions import queue
from asset_map.settings import Settings
from benchmarks.posts import ENTRY, LEAST_S, answered, served, tickets_of

BOTS, PEOPLE, WITHIN_S = 10_000, 50, 60
RENTED = "127.9.9.9"
AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is sent, from which loopback address, and how long after the begin."""

    name: str
    address: str
    at: float
    is_person: bool = False
    ticket: str = ""
    trap: str = ""


def planned(tickets: list[str], *, bots: int, people: int, seconds: float) -> list[Post]:
    """Return every post in the order of its moment; ``tickets`` were given by pages."""
    chance = random.Random(11)
    pages = iter(tickets)
    posts = []
    for number in range(bots):
        at, name = chance.uniform(0, seconds), f"Buy now {number}"
        anywhere = f"127.{chance.randint(1, 8)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"
        match number % 3:
            case 0:
                posts.append(Post(name=name, address=anywhere, at=at))
            case 1:
                ticket = tickets[number % len(tickets)]
                posts.append(
                    Post(name=name, address=anywhere, at=at, ticket=ticket, trap="Bot Ltd")
                )
            case _:
                posts.append(Post(name=name, address=RENTED, at=at, ticket=next(pages)))
    for number in range(people):
        address, name = f"127.10.0.{number + 1}", f"Choir {number}"
        at = chance.uniform(0, seconds)
        posts.append(Post(name=name, address=address, at=at, ticket=next(pages), is_person=True))
    return sorted(posts, key=lambda post: post.at)


def request_of(post: Post) -> bytes:
    """Return the last screen of the form as it is posted."""
    entry = {**ENTRY, "name": post.name, "request_key": str(uuid.uuid4()), "opened": post.ticket}
    body = urlencode(entry | ({"company_name": post.trap} if post.trap else {}))
    return (
        "POST /add/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def sent(host: str, port: int, post: Post, began: float, room: asyncio.Semaphore) -> float:
    """Send one post at its moment; return how long its answer took."""
    await asyncio.sleep(max(0.0, began + post.at - time.perf_counter()))
    async with room:
        start = time.perf_counter()
        reader, writer = await asyncio.open_connection(host, port, local_addr=(post.address, 0))
        writer.write(request_of(post))
        status = await answered(reader)
        writer.close()
    assert status == HTTPStatus.SEE_OTHER, f"{post.name} was answered {status}"
    return time.perf_counter() - start


async def send_all(address: str, posts: list[Post]) -> list[tuple[Post, float]]:
    """Send each post at its moment; return how long each answer took."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    room = asyncio.Semaphore(AT_ONCE)
    began = time.perf_counter()
    took = await asyncio.gather(*(sent(host, port, post, began, room) for post in posts))
    return list(zip(posts, took, strict=True))


def main() -> None:
    """Send them all, and count what lies where."""
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{made}/register.sqlite"
        with served(Path(made), url, most=Settings().submissions_per_hour) as server:
            address = server.address
            tickets = tickets_of(address, BOTS // 3 + PEOPLE + 1)
            time.sleep(LEAST_S + 1)
            posts = planned(tickets, bots=BOTS, people=PEOPLE, seconds=WITHIN_S)
            began, before = time.perf_counter(), server.used()
            done = asyncio.run(send_all(address, posts))
            took, used = time.perf_counter() - began, server.used() - before
        register = open_register(url)
        with register, register.reading() as connection:
            waiting, _ = queue(connection, states=(RecordState.SUBMITTED,), limit=BOTS)
            unlikely = tray.listed(connection, limit=1)[1]
    names = [one.proposed.name for one in waiting if one.proposed]
    people = sum(name.startswith("Choir") for name in names)
    slowest = max(seconds for post, seconds in done if post.is_person)
    print(
        f"{len(done):,} posts in {took:.0f} s, none refused: {len(names) - people} of "
        f"{BOTS:,} programs' and {people} of {PEOPLE} people's in the queue, {unlikely:,} in the "
        f"tray; the slowest answer to a person took {slowest:.2f} s; the server used "
        f"{used * 1000 / len(done):.1f} ms of processor a post, this program "
        f"{time.process_time() * 1000 / len(done):.1f}; load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
