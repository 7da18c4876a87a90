"""A server that is killed while phones send: what it acknowledged is there, and once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

import httpx
import pytest

from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Actor, Role
from asset_map.register import cards, roadshows
from asset_map.settings import ROOT, load_settings
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House, open_house
from asset_map.usecases.join_roadshow import Joining, join
from tests.serving import free_port, wait_for

pytestmark = pytest.mark.xdist_group("server")

PARTNER = Actor(name="a partner", role=Role.PARTNER)
PHONES = 6
# After how many more acknowledged cards the server is killed; the phones are in mid-flow.
CARDS_BEFORE_KILL = (1, 5, 9, 20, 33)
PATIENCE_S = 60


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", f"sqlite:///{tmp_path}/register.sqlite")
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", f"{tmp_path}/cache")
    house = open_house(load_settings())
    with house.register.writing() as connection:
        roadshows.add(
            connection,
            Roadshow(id="hall", title="Hall", held_on=date(2026, 11, 22), code="WAVE7"),
        )
    begin(house, "hall", actor=PARTNER, now=datetime.now(UTC))
    return house


@contextmanager
def served(port: int, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "tests.site.hall_server", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/join", server, log)
        yield server
    finally:
        server.kill()
        server.wait()


class Phone:
    """A phone that sends one card after the other, each until it is acknowledged."""

    def __init__(self, address: str, name: str) -> None:
        self._address = address
        self._name = name
        self._sent = 0
        self.acknowledged: list[str] = []

    def send_until(self, is_over: Event) -> None:
        """Send; where the server is gone, keep the card and try it again next time."""
        with httpx.Client(headers={"Accept": "application/json"}, timeout=10) as client:
            while not is_over.is_set():
                card_id = f"{self._name}-{self._sent}"
                words = {"id": card_id, "text": card_id}
                try:
                    answer = client.post(f"{self._address}/card", data=words)
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                self.acknowledged.append(card_id)
                self._sent += 1


def acknowledged_by(phones: list[Phone]) -> set[str]:
    return {card_id for phone in phones for card_id in list(phone.acknowledged)}


def test_every_acknowledged_card_outlives_a_kill_and_none_is_there_twice(
    hall: House, tmp_path: Path
) -> None:
    port = free_port()
    paths = [join(hall, Joining(code="WAVE7"), now=datetime.now(UTC))[1] for _ in range(PHONES)]
    phones = [Phone(f"http://127.0.0.1:{port}{path}", f"phone-{n}") for n, path in enumerate(paths)]
    for more in CARDS_BEFORE_KILL:
        with served(port, tmp_path / "server.log") as server, ThreadPoolExecutor(PHONES) as hands:
            is_over = Event()
            sending = [hands.submit(phone.send_until, is_over) for phone in phones]
            wanted = len(acknowledged_by(phones)) + more
            until = time.monotonic() + PATIENCE_S
            while len(acknowledged_by(phones)) < wanted and time.monotonic() < until:
                time.sleep(0.001)
            os.kill(server.pid, signal.SIGKILL)
            server.wait()
            is_over.set()
            for one in sending:
                one.result()
        with hall.register.reading() as connection:
            texts = Counter(card.text for card in cards.of_roadshow(connection, "hall"))
        assert acknowledged_by(phones) <= set(texts)
        assert set(texts.values()) <= {1}
    assert len(acknowledged_by(phones)) >= sum(CARDS_BEFORE_KILL)
