"""
Time a first visit of every plain page on a thin line and a slow phone.

    python -m benchmarks.first_visit

A fresh Chromium context for each visit, so nothing is kept from the one before; 400 kbit/s,
400 ms from a request to the first byte of its answer, the processor slowed four times. A page
is usable when it is loaded with its style and a field of it holds what was typed, or where it
has none, when a link of it takes the focus. Bytes are all that came over the wire, headers
and websocket too. A page of the workroom is measured in the same run.
"""

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import served_from
from tests.serving import browser

BITS_A_SECOND = 400_000
LATENCY_MS = 400
SLOWED = 4
GOAL_SECONDS, GOAL_BYTES = 5, 100_000
PATIENCE_MS = 240_000
WARD = "/ward/E05999108"
PLAIN = (
    "/",
    "/find",
    "/find?q=knitting&near=ZZ2+6BY",
    "/find?near=ZZ2+6BY",
    "/asset/…",
    WARD,
    "/whats-on?ward=E05999108",
    "/whats-on",
    "/add",
)
WORKROOM = "/app/find"
_FIELD = "main input:not([type=hidden], [type=checkbox], [type=radio], [type=date]), main textarea"


@dataclass
class Visit:
    """What one visit cost."""

    seconds: float = 0
    wire_bytes: int = 0
    requests: int = 0

    def listen(self, devtools: CDPSession) -> None:
        """Count what comes over the wire."""
        devtools.on("Network.loadingFinished", self._finished)
        devtools.on("Network.webSocketFrameReceived", self._framed)

    def _finished(self, told: dict[str, float]) -> None:
        self.wire_bytes += int(told["encodedDataLength"])
        self.requests += 1

    def _framed(self, told: dict[str, dict[str, str]]) -> None:
        self.wire_bytes += len(told["response"]["payloadData"])


def visited(chromium: Browser, address: str) -> Visit:
    """Visit a page for the first time, slowly."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BITS_A_SECOND / 8,
            "uploadThroughput": BITS_A_SECOND / 8,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    visit = Visit()
    visit.listen(devtools)
    begun = time.perf_counter()
    answer = page.goto(address, wait_until="load", timeout=PATIENCE_MS)
    if answer is None or not answer.ok:
        message = f"{address} was not answered well."
        raise RuntimeError(message)
    use(page)
    visit.seconds = time.perf_counter() - begun
    # What a page still fetches once it can be used is part of its cost.
    page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
    context.close()
    return visit


def use(page: Page) -> None:
    """Type into the first field, or put the focus on the first link, until it is taken."""
    page.get_by_role("heading", level=1).wait_for()
    field = page.locator(_FIELD).locator("visible=true").first
    if "/app/" in page.url:
        field = page.get_by_label("What are you looking for?")
        field.wait_for()
    elif not page.locator(_FIELD).locator("visible=true").count():
        page.locator("main a").first.focus()
        return
    before = field.input_value()
    field.press_sequentially("a")
    if len(field.input_value()) != len(before) + 1:
        message = f"{page.url} did not take what was typed."
        raise RuntimeError(message)


def first_asset(chromium: Browser, address: str) -> str:
    """Return the address of the first place that Find lists."""
    page = chromium.new_page()
    page.goto(f"{address}/find?near=ZZ2+6BY")
    path = page.locator(".line h3 a").first.get_attribute("href")
    page.close()
    return path or ""


def main() -> None:
    """Print a line for each page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=3, help="visits of each plain page")
    times = asked.parse_args().times
    print(f"Load at the start: {os.getloadavg()[0]:.1f}\n")
    print("| page | requests | kB | seconds, median | slowest | within the goals |")
    print("|---|---|---|---|---|---|")
    with (
        tempfile.TemporaryDirectory() as folder,
        served_from(Path(folder), has_demonstration=True) as server,
        browser() as chromium,
    ):
        an_asset = first_asset(chromium, server.address)
        for shown in (*PLAIN, WORKROOM):
            path = shown.replace("/asset/…", an_asset)
            # The workroom takes a minute: once is enough to tell.
            visits = [
                visited(chromium, f"{server.address}{path}")
                for _ in range(1 if shown == WORKROOM else times)
            ]
            print(line(shown, visits), flush=True)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")


def line(shown: str, visits: list[Visit]) -> str:
    """Return a page's line of the table."""
    seconds = [visit.seconds for visit in visits]
    most = max(visit.wire_bytes for visit in visits)
    is_within = max(seconds) <= GOAL_SECONDS and most <= GOAL_BYTES
    return (
        f"| `{shown}` | {visits[0].requests} | {most / 1000:.1f} | "
        f"{statistics.median(seconds):.1f} | {max(seconds):.1f} | {'yes' if is_within else 'no'} |"
    )


if __name__ == "__main__":
    main()
