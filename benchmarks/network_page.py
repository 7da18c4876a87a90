"""
Time the connections page with 1,000 assets in a real browser: drawn first, then filtered.

    .venv/bin/python -m benchmarks.network_page

The register is invented and has hubs. Once the page is up, the network is filtered (those
not linked yet are drawn too, and left out again); measured from the press to the frame
after the page says how many it now shows, by the browser's own clock.
"""

import os
import random
import statistics
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from asset_map.model.connection import Connection, ConnectionKind
from asset_map.register import links
from asset_map.register.engine import open_register
from benchmarks.invented_register import fill, invented
from tests.browser.conftest import served_from
from tests.serving import browser

ASSETS, CONNECTIONS, TIMES = 1_000, 2_500, 7
GOAL_MS = 1_000

_PRESS = """async () => {
  const says = () => [...document.querySelectorAll("[data-testid=stCaptionContainer]")]
    .map((one) => one.textContent).find((text) => text.includes("of them linked"));
  const before = says();
  const from = performance.now();
  document.querySelector(".st-key-network_all input").click();
  while (!says() || says() === before || !document.querySelector("canvas")) {
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - from;
}"""


def connected(ids: list[str], count: int, chance: random.Random) -> list[Connection]:
    """Return so many connections: a few are linked with many, one in ten with none."""
    linked = ids[: len(ids) * 9 // 10]
    weights = [1 / (place + 5) for place in range(len(linked))]
    found: dict[tuple[str, str], Connection] = {}
    while len(found) < count:
        one, other = chance.choices(linked, weights)[0], chance.choice(linked)
        if one != other and (one, other) not in found:
            kind = chance.choice([ConnectionKind.HOSTS, ConnectionKind.REFERS_TO])
            found[one, other] = Connection(
                id=f"{len(found):06}", from_id=one, to_id=other, kind=kind, since=date(2026, 1, 1)
            )
    return list(found.values())


def prepared(folder: Path) -> None:
    """Fill a register in the folder."""
    chance = random.Random(7)
    register = open_register(f"sqlite:///{folder}/register.sqlite")
    drawn = list(invented(ASSETS, chance))
    fill(register, drawn)
    with register.writing() as connection:
        for link in connected([one.id for one in drawn], CONNECTIONS, chance):
            links.add(connection, link)
    register.close()


def measured(page: Page) -> list[float]:
    """Return the milliseconds of each time that the network was filtered."""
    return [float(page.evaluate(_PRESS)) for _ in range(TIMES)]


def main() -> None:
    """Fill, serve, draw, filter, and say how long it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        with served_from(folder, has_demonstration=False) as served, browser() as chromium:
            context = chromium.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.goto(served.officer_link)
            page.goto(f"{served.address}/app/connections")
            page.locator("canvas").first.wait_for()
            took = measured(page)
            page.goto(f"{served.address}/app/connections")
            page.locator("canvas").first.wait_for()
            up_ms = float(page.evaluate("performance.now()"))
            print(f"{ASSETS:,} assets, {CONNECTIONS:,} connections; load {os.getloadavg()[0]:.0f}")
            print(f"up, opened again: {up_ms:,.0f} ms")
            print(
                f"filtered, middle of {TIMES}: {statistics.median(took):,.0f} ms "
                f"(all: {', '.join(f'{one:,.0f}' for one in took)}); goal {GOAL_MS:,}"
            )


if __name__ == "__main__":
    main()
