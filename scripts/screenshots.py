"""
Take the screenshots of the documentation from the running app.

Run ``.venv/bin/python scripts/screenshots.py``: it starts a server of its own on the
demonstration register, with Chromium from the machine, and writes ``docs/images``.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTHS = {"1280": (1280, 900), "390": (390, 844)}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The roadshow that the demonstration has behind it.
HARBOUR = "c6e1106e-e406-5c1f-8f96-ccccbde6218f"
# Each page: its name, its address, and whether officers alone see it.
PAGES = (
    ("home", "/", False),
    ("plain-find", "/find?near=ZZ2+6AU", False),
    ("plain-add", "/add", False),
    ("whats-on", "/whats-on?ward=E05999106", False),
    ("find", "/app/find", False),
    ("find-rooms", "/app/find?kind=space&seats=30&day=thursday&access=kitchen", False),
    ("ward", "/app/ward", False),
    ("review", "/app/review", True),
    ("register", "/app/register", True),
    ("anchors", "/app/anchors", True),
    ("roadshow", f"/app/roadshow?id={HARBOUR}", True),
    ("session-cards", f"/app/session?id={HARBOUR}&step=recognise", True),
    ("session-tree", f"/app/session?id={HARBOUR}&step=tree", True),
    ("connections", "/app/connections", True),
    ("offers", "/app/offers", True),
    ("gaps", "/app/gaps", True),
    ("help", "/help", False),
    ("import", "/app/import", True),
    ("duplicates", "/app/duplicates", True),
)


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Serve the demonstration register from a folder of its own; give it and officers' link."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "ASSET_MAP_DATABASE_URL": f"sqlite:///{folder}/register.sqlite",
            "ASSET_MAP_CACHE_DIR": f"{folder}/cache",
            "ASSET_MAP_PORT": str(port),
        }
        run = [sys.executable, "-m", "asset_map"]
        subprocess.run([*run, "demo"], check=True, env=environ, cwd=ROOT)
        log = Path(folder) / "server.log"
        with log.open("wb") as written:
            server = subprocess.Popen([*run, "serve"], env=environ, cwd=ROOT, stdout=written)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            link = re.search(rf"{address}/officer/\S+", log.read_text(encoding="utf-8"))
            yield address, link[0] if link else ""
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str, *, seconds: float = 60) -> None:
    """Return once the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            httpx.get(f"{address}/api/health").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    message = f"The server at {address} did not answer within {seconds:.0f} seconds."
    raise TimeoutError(message)


def settled(page: Page) -> None:
    """Wait until Streamlit has drawn the page and the map has its wards."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        """() => document.querySelector('h1')
          && !document.querySelector('[data-testid="stSkeleton"]')
          && !document.querySelector('[data-testid="stStatusWidget"]')""",
        timeout=60_000,
    )
    page.wait_for_timeout(2_000)


def take(page: Page, address: str, name: str, path: str) -> None:
    """Write one page's picture at the width that the browser has."""
    page.goto(f"{address}{path}")
    settled(page)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=False)


def main() -> None:
    """Write every picture at every width."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:])
    with served() as (address, officer_link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        # The link works once; its cookie does for every page.
        officer = browser.new_context(viewport={"width": 1280, "height": 900})
        officer.request.get(officer_link, max_redirects=0)
        for width, (wide, high) in WIDTHS.items():
            for name, path, is_for_officers in PAGES:
                # Officers work at a desk: their pages are shown at its width only.
                if (only and name not in only) or (is_for_officers and width == "390"):
                    continue
                anybody = browser.new_context(viewport={"width": wide, "height": high})
                page = (officer if is_for_officers else anybody).new_page()
                take(page, address, name, path)
                (IMAGES / f"{name}.png").rename(IMAGES / f"{name}-{width}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
