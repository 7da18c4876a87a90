"""Start a real server and a real browser, for the tests that need them."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from asset_map.settings import ROOT

__all__ = ["browser", "foreign_requests", "free_port", "serving", "wait_for"]

# On a machine that does much else; one that has ended is noticed at once.
START_SECONDS = 240
_CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def serving(script: Path, environ: Mapping[str, str], *, log: Path) -> Iterator[str]:
    """Run a script as `streamlit run` does until the block is left; give its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    with log.open("wb") as written:
        server = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=written, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/health", server, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    message = f"The server did not start:\n{log.read_text(errors='replace')[-4000:]}"
    raise RuntimeError(message)


def installed_chromium() -> str | None:
    """Return the Chromium to drive: the one without a window's parts takes half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Give the Chromium that is installed, one for the whole process; it calls nobody home."""
    yield _launched()


@cache
def _launched() -> Browser:
    # Playwright allows one of itself in a process, so nobody closes it before the end.
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=installed_chromium(), args=_CHROMIUM_FLAGS)


def foreign_requests(page: Page, address: str) -> list[str]:
    """Return a list that grows by each request of the page to another host."""
    foreign: list[str] = []
    own = (address, address.replace("http", "ws", 1), "data:", "blob:")

    def note(url: str) -> None:
        if not url.startswith(own):
            foreign.append(url)

    page.on("request", lambda asked: note(asked.url))
    page.on("websocket", lambda opened: note(opened.url))
    return foreign
