"""One person's way through the pages, and what must hold on every page of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, expect

from tests.serving import foreign_requests

__all__ = ["Journey", "travelling"]

# A busy machine is slow; a condition that holds is never waited for longer than it takes.
PATIENCE_MS = 30_000
FAINT_MS = 1_500
expect.set_options(timeout=PATIENCE_MS)
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# How the map's handle is found: it lives in the component's own root.
_MAP = """[...document.querySelectorAll("*")]
  .map((element) => element.shadowRoot?.querySelector(".map")).find((map) => map?.drawn)"""
# Streamlit's own script asks at two addresses where its server is; one of them is not there.
_STREAMLIT_LOOKS_ROUND = ("/_stcore/health", "/_stcore/host-config")
# Over plain http on a hall's network a browser leaves this header out, and says so.
_ONLY_OVER_HTTPS = "The Cross-Origin-Opener-Policy header has been ignored"
# What fades in has less contrast on the way; what turns for ever is no reason to wait.
_NOTHING_FADES = """() => document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity)"""
_FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}"""
# What shows where the focus is: an outline, a ring, or the border of the box round a field.
# On a busy machine it is drawn a moment later: both looks are awaited, without and with.
_SHOWS_FOCUS = """async (focused) => {
  const chain = [];
  for (let one = focused; one && chain.length < 6; one = one.parentElement) chain.push(one);
  const looks = () => JSON.stringify(chain.map((one) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(one);
    return [outlineStyle === "none" ? "0px" : outlineWidth, boxShadow, borderColor];
  }));
  if (!looks().startsWith('[["0px"')) return true;
  focused.blur();
  let without = looks();
  for (let still = performance.now(); performance.now() - still < 500;) {
    await new Promise(requestAnimationFrame);
    if (looks() !== without) [without, still] = [looks(), performance.now()];
  }
  focused.focus({ preventScroll: true });
  const until = performance.now() + 5000;
  while (looks() === without && performance.now() < until) {
    await new Promise(requestAnimationFrame);
  }
  return looks() !== without;
}"""


class Journey:
    """A browser's tab with its own visitor; it notes all that goes wrong on the way."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self._foreign = foreign_requests(page, address)
        self._looked_at = 0
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        asked = message.location["url"]
        is_known = message.text.startswith(_ONLY_OVER_HTTPS)
        if message.type == "error" and not (is_known or asked.endswith(_STREAMLIT_LOOKS_ROUND)):
            self.faults.append(f"the console says: {message.text} ({asked})")

    def open(self, path: str) -> None:
        """Go to an address as if it had been typed or sent."""
        self.page.goto(f"{self.address}{path}")
        if path.startswith("/app"):
            self.settle()

    def settle(self) -> None:
        """Wait until the workroom has drawn its page."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.page.locator(
            "[data-testid='stApp'][data-test-script-state='notRunning']"
            "[data-test-connection-state='CONNECTED']"
        ).wait_for()
        # What an earlier run drew is faint until this one has drawn it again.
        expect(self.page.locator("[data-stale='true']")).to_have_count(0)
        self.page.wait_for_function(_NOTHING_FADES)

    def look(self) -> None:
        """Note what is wrong with the page as it stands: for axe-core, and in its width."""
        self._looked_at += 1
        if self.page.url.startswith(f"{self.address}/app"):
            self.settle()
        found = Axe().run(self.page, options={"runOnly": WCAG_2_2_AA})
        if found.response["violations"]:
            # What Streamlit draws anew is faint for a moment; a fault that stays is one.
            self.page.wait_for_timeout(FAINT_MS)
            found = Axe().run(self.page, options={"runOnly": WCAG_2_2_AA})
        where = self.page.url.removeprefix(self.address)
        self.faults += [
            f"{where}: {fault['id']}: {node['html'][:200]}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        wide = int(self.page.evaluate("document.documentElement.scrollWidth"))
        if self.page.viewport_size and wide > self.page.viewport_size["width"]:
            self.faults.append(f"{where}: the page is {wide} pixels wide and scrolls sideways")

    def end(self) -> None:
        """End the journey: every page was fit for use and nobody else was asked."""
        assert self._looked_at, "no page of this journey was looked at"
        assert not self.faults, "\n".join(self.faults)
        assert not self._foreign, f"asked somebody else: {self._foreign}"

    def names_on_map(self) -> list[str]:
        """Return the names of the places that the map shows, alone or in a cluster."""
        self.page.wait_for_function(f"() => {_MAP}")
        names: list[str] = self.page.evaluate(f"() => {_MAP}.drawn().flatMap((mark) => mark.names)")
        return sorted(names)

    def wait_for_map(self, *names: str) -> None:
        """Wait until the map shows these places among others."""
        self.page.wait_for_function(
            f"""(names) => {{
              const shown = {_MAP}?.drawn().flatMap((mark) => mark.names) ?? [];
              return names.every((name) => shown.includes(name));
            }}""",
            arg=list(names),
        )

    def click_on_map(self) -> None:
        """Click the middle of the map."""
        self.page.locator(".asset-map .map").click()

    def focused(self) -> Any:
        """Return the element that has the focus, also inside the map."""
        return self.page.evaluate_handle(_FOCUSED).as_element()

    def what_is_focused(self) -> str:
        """Return the beginning of the focused element, to name it in a failure."""
        return str(self.focused().evaluate("(focused) => focused.outerHTML.slice(0, 200)"))

    def shows_focus(self) -> bool:
        """Whether somebody who sees can tell where the focus is."""
        return bool(self.focused().evaluate(_SHOWS_FOCUS))


@contextmanager
def travelling(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    as_left: StorageState | None = None,
    has_scripts: bool = True,
) -> Iterator[Journey]:
    """Set out with a browser of one's own; ``as_left`` holds the cookies of an earlier visit."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        storage_state=as_left,
        java_script_enabled=has_scripts,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    try:
        yield Journey(context.new_page(), address)
    finally:
        context.close()
