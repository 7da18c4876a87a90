"""
Thirty and a hundred phones in one session, over plain sockets on this machine.

Each phone opens the page that the QR code leads to, fetches what that asks for, joins, adds
ten cards, one every few seconds, and looks at what the room has said every ten seconds. The
facilitator's screen asks every two seconds whether anything moved, and reads the session where
it did. Goals: none lost, p95 of a card from the tap to the facilitator's read under 3 s, thirty
phones under 5 MB together. Run it with ``python -m benchmarks.phones``.
"""

import asyncio
import gzip
import os
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Actor, Role
from asset_map.register import roadshows
from asset_map.settings import Settings
from asset_map.usecases.hold_session import begin, moved_since, session_of
from asset_map.usecases.house import House, open_house
from benchmarks.posts import served

CARDS, EVERY_S, LOOK_S, SCREEN_S = 10, 4.0, 10.0, 2.0
PARTNER = Actor(name="a partner", role=Role.PARTNER)


@dataclass(slots=True)
class Measured:
    """When each card was tapped, acknowledged and seen; how many bytes each phone fetched."""

    tapped: dict[str, float] = field(default_factory=dict)
    acknowledged: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    fetched: list[int] = field(default_factory=list)
    joined: list[float] = field(default_factory=list)


class Wire:
    """One kept connection, as a browser has it; it counts what comes in."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname, parts.port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.bytes_in = 0

    async def ask(self, method: str, path: str, **words: str) -> tuple[int, str, bytes]:
        """Ask, again on a fresh connection where the kept one was closed meanwhile."""
        body = urlencode(words)
        accept = "application/json" if path.endswith("/card") else "*/*"
        asked = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept-Encoding: gzip\r\n"
            f"Accept: {accept}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()
        while True:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._host, self._port)
            reader, writer = self._streams
            try:
                writer.write(asked)
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
                body_in = await reader.readexactly(int(length[1])) if length else b""
            except (ConnectionError, asyncio.IncompleteReadError):
                self._streams = None
                continue
            self.bytes_in += len(head) + len(body_in)
            status = int(head.split(b" ", 2)[1])
            onward = re.search(rb"(?i)\r\nlocation: *(\S+)", head)
            return status, onward[1].decode() if onward else "", body_in


async def phone(address: str, number: int, measured: Measured) -> None:
    """Join, add cards and look at the room, as a person does."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, EVERY_S))
    wire = Wire(address)
    began = time.perf_counter()
    await wire.ask("GET", "/join/WAVE7")
    for path in KEPT_FOR_EVER:
        await wire.ask("GET", path)
    _, room, _ = await wire.ask("POST", "/join/WAVE7", key=f"phone-{number}")
    await wire.ask("GET", room)
    measured.joined.append(time.perf_counter() - began)
    at_room = Wire(address)
    looking = asyncio.create_task(look(room, at_room))
    for card in range(CARDS):
        await asyncio.sleep(chance.uniform(0.5, 1.5) * EVERY_S)
        card_id = f"{number}-{card}"
        measured.tapped[card_id] = time.time()
        text = f"{card_id} the hall next to the old net store"
        status, _, _ = await wire.ask("POST", f"{room}/card", id=card_id, text=text)
        if status == HTTPStatus.OK:
            measured.acknowledged[card_id] = time.time()
    looking.cancel()
    measured.fetched.append(wire.bytes_in + at_room.bytes_in)


async def look(room: str, wire: Wire) -> None:
    """Open what the room has said, and ask every ten seconds what moved since."""
    _, _, page = await wire.ask("GET", f"{room}/said")
    found = re.search(rb'data-said="(\d+)"', _plain(page))
    while found:
        await asyncio.sleep(LOOK_S)
        status, _, body = await wire.ask("GET", f"{room}/said/{int(found[1])}")
        if status == HTTPStatus.OK:
            found = re.search(rb'"seq":(\d+)', _plain(body))


def _plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


async def screen(house: House, measured: Measured) -> None:
    """Look on as the facilitator's page does."""
    seq = -1
    while True:
        if await asyncio.to_thread(moved_since, house, "hall", seq):
            view = await asyncio.to_thread(session_of, house, "hall", actor=PARTNER)
            seq = view.seq
            at = time.time()
            for card in view.cards:
                measured.seen.setdefault(card.id, at)
        await asyncio.sleep(SCREEN_S)


KEPT_FOR_EVER: list[str] = []


async def session(address: str, house: House, phones: int) -> Measured:
    """Hold a session with so many phones."""
    measured = Measured()
    wire = Wire(address)
    _, room, _ = await wire.ask("POST", "/join/WAVE7", key="first")
    _, _, page = await wire.ask("GET", room)
    KEPT_FOR_EVER[:] = re.findall(
        r'(?:href|src)="(/[\w.-]+\.(?:css|js|svg))"', _plain(page).decode()
    )
    looking = asyncio.create_task(screen(house, measured))
    await asyncio.gather(*(phone(address, number, measured) for number in range(phones)))
    await asyncio.sleep(2 * SCREEN_S)
    looking.cancel()
    return measured


def measure(phones: int) -> None:
    """Hold one session on a fresh register, and say how it went."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite:///{folder}/register.sqlite"
        settings = replace(Settings(), database_url=url, cache_dir=str(folder / "cache"))
        house = open_house(settings)
        roadshow = Roadshow(id="hall", title="Hall", held_on=date(2026, 11, 22), code="WAVE7")
        with house.register.writing() as connection:
            roadshows.add(connection, roadshow)
        begin(house, "hall", actor=PARTNER, now=datetime.now(UTC))
        with served(folder, url) as server:
            measured = asyncio.run(session(server.address, house, phones))
        kept = {card.id for card in session_of(house, "hall", actor=PARTNER).cards}
    tell(phones, measured, kept)


def tell(phones: int, measured: Measured, kept: set[str]) -> None:
    """Say how a session went."""
    tapped, answered = measured.tapped, measured.acknowledged
    lost, refused = len(set(tapped) - kept), len(tapped) - len(answered)
    print(
        f"{phones} phones, {len(tapped):,} cards: {lost} lost, {refused} refused; "
        f"joined in {_spread(measured.joined)}; "
        f"answered in {_spread([at - tapped[one] for one, at in answered.items()])}; "
        f"on the screen in {_spread([at - tapped[one] for one, at in measured.seen.items()])}; "
        f"{sum(measured.fetched) / phones / 1000:.1f} kB a phone, "
        f"{sum(measured.fetched) / 1e6:.2f} MB together; load {os.getloadavg()[0]:.1f}"
    )


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return (
        f"{statistics.median(ordered):.2f} s (p95 {ordered[int(len(ordered) * 0.95)]:.2f} s, "
        f"at most {ordered[-1]:.2f} s)"
    )


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ("30", "100")):
        measure(count)
