"""The files of `deploy/`: what they let through, and what they keep back."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
from websockets.sync.server import ServerConnection, serve
from websockets.typing import Subprotocol

from asset_map.outside.web_socket import web_socket_answer
from tests.deployment.front import DEPLOY, Front, in_front
from tests.serving import free_port

SWITCHED = 101


@pytest.fixture
def streamlit_port() -> Iterator[int]:
    """Something that takes web sockets as the workroom does, and starts at once."""

    def hang_up(connection: ServerConnection) -> None:
        connection.close()

    with serve(hang_up, "127.0.0.1", 0, subprotocols=[Subprotocol("streamlit")]) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.socket.getsockname()[1]


def knocked(front: Front, monkeypatch: pytest.MonkeyPatch) -> int | str:
    """Knock as `asset-map doctor` does, on a machine that trusts the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(front.certificate))
    return web_socket_answer(front.address)


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-several.conf"])
def test_a_web_socket_passes_and_counts_do_not(
    name: str, streamlit_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_front(DEPLOY / name, [streamlit_port], folder=tmp_path) as front:
        assert knocked(front, monkeypatch) == SWITCHED
        trusted = ssl.create_default_context(cafile=str(front.certificate))
        counts = httpx.get(f"{front.address}/metrics", verify=trusted)
        assert counts.status_code == httpx.codes.NOT_FOUND
        assert "nginx" in counts.text


def test_a_proxy_that_lets_no_web_socket_through_is_found(
    streamlit_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (DEPLOY / "nginx.conf").read_text().splitlines(keepends=True)
    without = tmp_path / "without.conf"
    without.write_text("".join(one for one in lines if "proxy_set_header Upgrade" not in one))
    with in_front(without, [streamlit_port], folder=tmp_path) as front:
        assert knocked(front, monkeypatch) != SWITCHED


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-several.conf"])
def test_no_log_of_the_front_tells_what_was_looked_for_while_the_program_was_away(
    name: str, tmp_path: Path
) -> None:
    with in_front(DEPLOY / name, [free_port(), free_port()], folder=tmp_path) as front:
        trusted = ssl.create_default_context(cafile=str(front.certificate))
        answer = httpx.get(f"{front.address}/find?q=zwartekraai", verify=trusted)
    assert answer.status_code == 502
    logs = "".join(one.read_text() for one in tmp_path.glob("*.log"))
    assert "zwartekraai" not in logs
