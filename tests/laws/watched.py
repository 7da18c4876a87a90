"""A browser's tab, and all that it does which no page may do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.laws.hostile import CANARY
from tests.serving import browser

__all__ = ["Watch", "chromium"]

ONLY_OVER_HTTPS = "The Cross-Origin-Opener-Policy header has been ignored"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


class Watch:
    """A tab, and all that it does which no page may do."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.address = address
        self.page: Page = chromium.new_context().new_page()
        self.faults: list[str] = []
        # All that stood on the pages, with single spaces.
        self.read = ""
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self._note("dialog")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} {message.location['url']}")

    def _request(self, request: Request) -> None:
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:", "file:")
        if not request.url.startswith(own):
            self._note(request.url)

    def _note(self, what: str) -> None:
        if ONLY_OVER_HTTPS not in what and "_stcore" not in what:
            self.faults.append(f"{self.page.url}: {what[:200]}")

    def open(self, path: str) -> None:
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is None or answer.status < 500, path
        self.look()

    def look(self) -> None:
        if self.page.evaluate(f"window.{CANARY}"):
            self._note("it ran")
        text = self.page.locator("body").text_content() or ""
        self.read += " ".join(text.split()) + " "
