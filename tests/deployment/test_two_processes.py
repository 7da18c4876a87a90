"""Two processes on one PostgreSQL behind nginx: one is killed, and nobody's work is lost."""

import json
import os
import signal
import ssl
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import httpx
import pytest
import sqlalchemy as sa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from asset_map.register.engine import open_register
from asset_map.register.schema import submissions
from asset_map.settings import ROOT
from tests.deployment.front import DEPLOY, Front, in_front
from tests.serving import free_port, wait_for

pytestmark = [pytest.mark.xdist_group("server")]

SENDERS = 6
# So many posts are acknowledged before the kill, and so many more after it.
BEFORE, AFTER = 30, 30
PATIENCE_S = 20
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


@contextmanager
def process(
    folder: Path, database_url: str, *, cache: Path
) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Start `asset-map serve` as a unit would; both share the register and the cache folder."""
    port = free_port()
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": database_url,
        "ASSET_MAP_CACHE_DIR": str(cache),
        "ASSET_MAP_BACKUP_DIR": str(folder / "backups"),
        "ASSET_MAP_PORT": str(port),
        "ASSET_MAP_SUBMISSIONS_PER_HOUR": "100000",
    }
    log = folder / f"{port}.log"
    with log.open("wb") as written:
        command = [sys.executable, "-m", "asset_map", "serve"]
        server = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        yield port, server
    finally:
        server.kill()
        server.wait()


class Sender:
    """Somebody who sends one entry after the other, each again until it is acknowledged."""

    def __init__(self, front: Front, number: int) -> None:
        self._front = front
        self._number = number
        self.acknowledged: list[str] = []

    def send_until(self, is_over: Event) -> None:
        trusted = ssl.create_default_context(cafile=str(self._front.certificate))
        with httpx.Client(base_url=self._front.address, verify=trusted, timeout=10) as client:
            while not is_over.is_set():
                name = f"Knitters {self._number}-{len(self.acknowledged)}"
                entry = {**ENTRY, "name": name, "request_key": str(uuid.uuid4())}
                until = time.monotonic() + PATIENCE_S
                while not self._is_taken(client, entry):
                    assert time.monotonic() < until, f"'{name}' was never taken"
                self.acknowledged.append(name)

    def _is_taken(self, client: httpx.Client, entry: dict[str, str]) -> bool:
        """Post it; a connection that broke, or a gateway that found nobody, is tried again."""
        try:
            answer = client.post("/add/check", data=entry)
        except httpx.TransportError:
            return False
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return False
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
        return True


def sent(senders: list[Sender]) -> int:
    return sum(len(one.acknowledged) for one in senders)


def wait_until_sent(senders: list[Sender], count: int, sending: list["Future[None]"]) -> None:
    until = time.monotonic() + PATIENCE_S
    while sent(senders) < count:
        for one in sending:
            if one.done():
                one.result()
        assert time.monotonic() < until, f"only {sent(senders)} of {count} were taken"
        time.sleep(0.01)


def workroom(front: Front) -> ClientConnection:
    """Open the workroom's web socket as a browser does."""
    return connect(
        f"{front.address.replace('https', 'wss', 1)}/app/_stcore/stream",
        ssl=ssl.create_default_context(cafile=str(front.certificate)),
        origin=Origin(front.address),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    )


def draws_a_page(socket: ClientConnection) -> bool:
    """Have the page run; whether it was drawn to its end."""
    asked = BackMsg()
    asked.rerun_script.page_name = "find"
    socket.send(asked.SerializeToString())
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        said = ForwardMsg.FromString(socket.recv(timeout=PATIENCE_S, decode=False))
        if said.HasField("script_finished"):
            return bool(said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
    return False


def is_cut_off(socket: ClientConnection) -> bool:
    """Whether the web socket ends: then a browser opens another by itself."""
    try:
        while True:
            socket.recv(timeout=PATIENCE_S)
    except (ConnectionClosed, OSError) as error:
        return not isinstance(error, TimeoutError)


@pytest.mark.postgresql
def test_killing_one_of_two_loses_nothing_and_people_carry_on_in_the_other(
    tmp_path: Path, postgresql_url: str, postcode_cache: Path
) -> None:
    with ExitStack() as stack:
        started = [process(tmp_path, postgresql_url, cache=postcode_cache) for _ in range(2)]
        servers = dict(map(stack.enter_context, started))
        for port, server in servers.items():
            wait_for(f"http://127.0.0.1:{port}/api/ready", server, tmp_path / f"{port}.log")
        front = stack.enter_context(
            in_front(DEPLOY / "nginx-several.conf", list(servers), folder=tmp_path)
        )
        socket = stack.enter_context(workroom(front))
        assert draws_a_page(socket)
        senders = [Sender(front, number) for number in range(SENDERS)]
        is_over = Event()
        hands = stack.enter_context(ThreadPoolExecutor(SENDERS))
        sending = [hands.submit(one.send_until, is_over) for one in senders]
        try:
            wait_until_sent(senders, BEFORE, sending)
            killed = servers[front.asked_process()]
            os.kill(killed.pid, signal.SIGKILL)
            assert is_cut_off(socket)
            with workroom(front) as again:
                assert draws_a_page(again)
            wait_until_sent(senders, sent(senders) + AFTER, sending)
        finally:
            is_over.set()
        for one in sending:
            one.result()
        with open_register(postgresql_url) as register, register.reading() as connection:
            bodies = connection.scalars(sa.select(submissions.c.body))
            kept = Counter(json.loads(body)["proposed"]["name"] for body in bodies)
    acknowledged = {name for one in senders for name in one.acknowledged}
    assert len(acknowledged) >= BEFORE + AFTER
    assert acknowledged == set(kept)
    assert set(kept.values()) == {1}
