"""A real server on the demonstration register, and people with browsers of their own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from asset_map.settings import ROOT
from tests.browser.journey import Journey, travelling
from tests.serving import browser as chromium
from tests.serving import free_port, wait_for

__all__ = ["Served", "SetOut", "served_from"]

SetOut = Callable[..., Journey]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that runs, and the link for an officer that it printed."""

    address: str
    officer_link: str


@contextmanager
def served_from(
    folder: Path, *, has_demonstration: bool, database_url: str = ""
) -> Iterator[Served]:
    """Run ``asset-map serve`` until the block is left, on a fresh register or on the one named."""
    port = free_port()
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": database_url or f"sqlite:///{folder}/register.sqlite",
        "ASSET_MAP_CACHE_DIR": f"{folder}/cache",
        "ASSET_MAP_PORT": str(port),
        # The hand that fills in these forms is quicker than anybody's.
        "ASSET_MAP_FORM_SECONDS_AT_LEAST": "0",
    }
    command = [sys.executable, "-m", "asset_map"]
    if has_demonstration:
        subprocess.run([*command, "demo"], check=True, env=environ, cwd=ROOT)
    log = folder / "server.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [*command, "serve"], env=environ, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/health", server, log)
        printed = re.search(rf"{address}/officer/\S+", log.read_text(errors="replace"))
        assert printed, "the server printed no officer link"
        yield Served(address=address, officer_link=printed[0])
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server on the demonstration register, one for all journeys."""
    with served_from(tmp_path_factory.mktemp("browser"), has_demonstration=True) as started:
        yield started


@pytest.fixture(scope="session")
def served(server: Served) -> str:
    """The address of the server on the demonstration register."""
    return server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def officer(server: Served, browser: Browser) -> StorageState:
    """What an officer's browser keeps after coming in by the link, which works once."""
    context = browser.new_context()
    answer = context.request.get(server.officer_link, max_redirects=0)
    assert answer.status == 303
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def set_out(browser: Browser, served: str) -> Iterator[SetOut]:
    """Set out on a journey, each with its own cookies and its own width."""
    with ExitStack() as journeys:

        def started(
            *, width: int = 1280, as_left: StorageState | None = None, has_scripts: bool = True
        ) -> Journey:
            return journeys.enter_context(
                travelling(browser, served, width=width, as_left=as_left, has_scripts=has_scripts)
            )

        yield started
