"""
Take the screenshots of the documentation from the running app.

Run ``.venv/bin/python scripts/screenshots.py``: it starts a server of its own on the
demonstration register, with Chromium from the machine, and writes ``docs/images``.
"""

import os
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
# Each page: its name, its address, the role to look as.
PAGES = (
    ("home", "/", ""),
    ("plain-find", "/find?near=ZZ2+6AU", ""),
    ("plain-add", "/add", ""),
    ("whats-on", "/whats-on?ward=E05999106", ""),
    ("find", "/app/find", ""),
    ("find-rooms", "/app/find?kind=space&seats=30&day=thursday&access=kitchen", ""),
    ("ward", "/app/ward", ""),
    ("review", "/app/review", "an officer"),
    ("register", "/app/register", "an officer"),
    ("anchors", "/app/anchors", "an officer"),
    ("import", "/app/import", "an officer"),
    ("duplicates", "/app/duplicates", "an officer"),
)


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """Serve the demonstration register from a folder of its own; give the address."""
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
        server = subprocess.Popen([*run, "serve"], env=environ, cwd=ROOT)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            yield address
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


def look_as(page: Page, role: str) -> None:
    """Choose a role with the demonstration's switch."""
    page.get_by_role("combobox", name="Look around as").click()
    page.get_by_role("option", name=role, exact=True).click()
    settled(page)


def take(page: Page, address: str, name: str, path: str, role: str) -> None:
    """Write one page's picture at the width that the browser has."""
    if role:
        page.goto(f"{address}/app/find")
        settled(page)
        look_as(page, role)
        page.evaluate(f"history.replaceState(null, '', '{path}')")
        title = {"duplicates": "Likely duplicates", "anchors": "Anchor cases"}
        link = title.get(name, name.capitalize())
        page.get_by_role("link", name=link, exact=True).click()
    else:
        page.goto(f"{address}{path}")
    settled(page)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=False)


def main() -> None:
    """Write every picture at every width."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:])
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        for width, (wide, high) in WIDTHS.items():
            for name, path, role in PAGES:
                # Officers work at a desk: their pages are shown at its width only.
                if (only and name not in only) or (role and width == "390"):
                    continue
                page = browser.new_page(viewport={"width": wide, "height": high})
                take(page, address, name, path, role)
                (IMAGES / f"{name}.png").rename(IMAGES / f"{name}-{width}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
