from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import browser, serving


@pytest.fixture(scope="session")
def map_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server that shows the page of maps, with invented wards."""
    log = tmp_path_factory.mktemp("map-server") / "server.log"
    with serving(Path(__file__).with_name("map_app.py"), {}, log=log) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as launched:
        yield launched


class MapPage:
    """The page of maps as somebody sees it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, **words: str) -> "MapPage":
        asked = "&".join(f"{name}={value}" for name, value in words.items())
        self.page.goto(f"{self.address}/app/?{asked}")
        self.page.wait_for_selector(".asset-map .map canvas")
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('*')]"
            ".some((e) => e.shadowRoot?.querySelector('.map')?.drawn)"
        )
        return self

    @property
    def map(self) -> Any:
        return self.page.locator(".asset-map .map")

    def drawn(self) -> list[dict[str, Any]]:
        drawn: list[dict[str, Any]] = self.map.evaluate("(element) => element.drawn()")
        return drawn

    def names(self) -> list[str]:
        return sorted(name for mark in self.drawn() for name in mark["names"])

    def place_of(self, name: str) -> tuple[float, float]:
        mark = next(mark for mark in self.drawn() if mark["names"] == [name])
        return self.on_screen(mark["x"], mark["y"])

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        box = self.map.bounding_box()
        return box["x"] + x, box["y"] + y

    def click(self, name: str) -> None:
        self.page.mouse.click(*self.place_of(name))


@pytest.fixture(scope="session")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """One visitor, whose browser keeps Streamlit's files from one test to the next."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    opened = visitor.new_page()
    yield opened
    opened.close()


@pytest.fixture
def map_page(page: Page, map_address: str) -> MapPage:
    return MapPage(page, map_address)
