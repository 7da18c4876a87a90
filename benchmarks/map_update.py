"""
Time a filter on the map, ours against streamlit-folium's, in one real browser.

    python -m benchmarks.map_update

Measured from the click on a filter to the frame after the filtered places are
drawn; bytes are what the websocket brought in between. streamlit-folium asks other
hosts for its scripts: Leaflet is answered here from our own copy, and whatever its
map does not need for markers (jQuery, Bootstrap, icon fonts) with empty files, so that
it is measured without a network and with none of its downloads.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, Route
from xstatic.pkg import leaflet

from asset_map.model.asset import AssetKind
from benchmarks.map_update_places import without
from tests.serving import browser, serving

COUNTS = (1_000, 10_000)
MAPS = {
    "none": "no map: Streamlit writes the number of places",
    "ours": "our component",
    "geojson": "streamlit-folium, one GeoJSON layer",
    "markers": "streamlit-folium, a marker each",
}
PATIENCE_MS = 180_000

_WAIT = """async ([kind, expected]) => {
  const ours = () => [...document.querySelectorAll("*")]
    .map((element) => element.shadowRoot?.querySelector(".map")).find(Boolean);
  const leaves = (layer) => layer.getLayers
    ? layer.getLayers().reduce((sum, one) => sum + leaves(one), 0) : 1;
  const count = () => {
    const own = ours();
    if (own) return own.drawn?.().flatMap((mark) => mark.names).length;
    const caption = document.querySelector("[data-testid=stCaptionContainer]");
    if (caption) return parseInt(caption.textContent, 10);
    const group = document.querySelector("iframe")?.contentWindow?.feature_group?.at(-1);
    return group?._map ? leaves(group) : -1;
  };
  const frame = () => new Promise(requestAnimationFrame);
  const button = [...document.querySelectorAll("button")]
    .find((one) => one.textContent.trim() === kind);
  const from = performance.now();
  button?.click();
  while (count() !== expected) await frame();
  await frame();
  return performance.now() - from;
}"""


@dataclass
class Measured:
    """What was measured of one map at one size."""

    first_ms: float = 0.0
    update_ms: list[float] = field(default_factory=list)
    update_bytes: list[int] = field(default_factory=list)

    @property
    def ms(self) -> float:
        """The middle update."""
        return statistics.median(self.update_ms)

    @property
    def sent(self) -> float:
        """The bytes of the middle update."""
        return statistics.median(self.update_bytes)


class Wire:
    """Counts what the websocket brings."""

    def __init__(self, session: CDPSession) -> None:
        self.received = 0
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._count)

    def _count(self, event: dict[str, dict[str, str]]) -> None:
        # Binary frames are reported in base64: four letters for three bytes.
        self.received += len(event["response"]["payloadData"]) * 3 // 4


def stand_in(route: Route) -> None:
    """Answer what streamlit-folium asks of other hosts."""
    url = route.request.url
    if url.startswith(("http://127.0.0.1", "data:", "blob:")):
        route.continue_()
        return
    name = url.rsplit("/", 1)[-1]
    wanted = {"leaflet.js": "leaflet.js", "leaflet.css": "leaflet.css"}.get(name)
    body = (Path(leaflet.BASE_DIR) / wanted).read_bytes() if wanted else b""
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    route.fulfill(status=200, body=body, content_type=kind)


def opened(chromium: Browser, address: str, name: str, count: int) -> tuple[Page, Wire, float]:
    """Open the page and wait until its map is drawn for the first time."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    context.route("**/*", stand_in)
    page = context.new_page()
    wire = Wire(context.new_cdp_session(page))
    start = time.perf_counter()
    page.goto(f"{address}/app/?map={name}&count={count}")
    page.evaluate(_WAIT, ["", count])
    return page, wire, (time.perf_counter() - start) * 1000


def measure(chromium: Browser, address: str, count: int, rounds: int) -> dict[str, Measured]:
    """Measure every map at one size, turn by turn."""
    results = {name: Measured() for name in MAPS}
    opened(chromium, address, "geojson", count)[0].context.close()  # so that none comes first
    pages: dict[str, tuple[Page, Wire]] = {}
    for name, result in results.items():
        page, wire, result.first_ms = opened(chromium, address, name, count)
        pages[name] = (page, wire)
    kinds = [kind.value for kind in AssetKind][:rounds]
    for kind in kinds:
        for name, (page, wire) in pages.items():
            page.bring_to_front()
            before = wire.received
            expected = len(without(count, kind))
            took = page.evaluate(_WAIT, [kind, expected])
            page.wait_for_timeout(500)
            results[name].update_ms.append(float(took))
            results[name].update_bytes.append(wire.received - before)
    for page, _ in pages.values():
        page.context.close()
    return results


def table(count: int, results: dict[str, Measured]) -> list[str]:
    """Return the lines of the table for one size."""
    ours = results["ours"]
    return [
        f"| {count:,} | {MAPS[name]} | {one.first_ms / 1000:.1f} s | {one.ms:,.0f} ms "
        f"| {one.sent / 1000:,.1f} kB | {one.ms / ours.ms:.1f} | {one.sent / ours.sent:.0f} |"
        for name, one in results.items()
    ]


def main() -> None:
    """Run everything and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--rounds", type=int, default=6, help="updates of each map (at most 6)")
    rounds = parser.parse_args().rounds
    lines = [
        "| places | map | first drawn | update | sent | times as slow | times the bytes |",
        "|---|---|---|---|---|---|---|",
    ]
    server = Path(__file__).with_name("map_update_server.py")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with serving(server, {}, log=log) as address, browser() as chromium:
            for count in COUNTS:
                lines += table(count, measure(chromium, address, count, rounds))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
