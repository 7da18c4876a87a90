import asyncio
import gc
import gzip
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from asset_map.model.errors import NotFoundError
from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.parts import SiteParts
from asset_map.usecases.house import House
from asset_map.usecases.limits import opening_ticket
from tests.usecases.conftest import house

__all__ = ["Browser", "house", "site_parts"]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WARDS = b'{"type":"FeatureCollection","features":[]}' + b" " * 2000


def ward_map(set_id: str) -> tuple[bytes, str]:
    if set_id != "wards-2026":
        message = f"There is no boundary set '{set_id}'."
        raise NotFoundError(message)
    return gzip.compress(WARDS), '"tag-1"'


def site_parts(settings: Settings, *, is_demonstration: bool = False) -> SiteParts:
    return SiteParts(
        settings_now=lambda: settings,
        ward_map=ward_map,
        is_demonstration=lambda: is_demonstration,
        now=lambda: NOW,
    )


Answer = TypeVar("Answer")


def in_a_loop(asked: Coroutine[None, None, Answer]) -> Answer:
    """Run it in a thread of its own: a real browser may hold the main thread's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


class Browser:
    """Asks the application itself, without a network; keeps its cookies."""

    def __init__(
        self, app: ASGIApp, *, address: str = "http://127.0.0.1:8501", client: str = "127.0.0.1"
    ) -> None:
        self._transport = httpx.ASGITransport(
            app, raise_app_exceptions=False, client=(client, 50000)
        )
        self.address = address
        # What the pages of the form gave along an hour ago.
        self.opened = ""
        self.cookies = httpx.Cookies()

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._ask("GET", path, headers=headers)

    def post(
        self,
        path: str,
        answers: Mapping[str, str | list[str]],
        *,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a form."""
        opened = {"opened": self.opened} if self.opened else {}
        return self._ask("POST", path, data={**opened, **answers}, headers=headers)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=self.address, cookies=self.cookies
            ) as client:
                return await client.request(method, path, headers=headers, data=data)

        answer = in_a_loop(ask())
        self.cookies.update(answer.cookies)
        return answer


@pytest.fixture
def plain(house: House) -> Browser:
    """A browser on the plain pages of a register with two wards and nothing else."""
    return plain_pages(house)


def plain_app(house: House) -> FastAPI:
    """Return the plain pages of a register as they are served."""
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = replace(site_parts(house.settings), settings_now=lambda: house.settings)
    furnish(app, parts, workroom=PlainTextResponse("the workroom"), door=public_door(parts, house))
    return app


class _Standing(House):
    """A house in whose place others stand in turn; what is remembered of one is no other's."""

    number: int

    def __hash__(self) -> int:
        return self.number


class _Furnished:
    """
    The plain pages, furnished once for many registers, of which each request brings its own.

    Furnishing takes half a second, ten times as long as most requests.
    """

    def __init__(self, settings: Settings) -> None:
        self._house = object.__new__(_Standing)
        self._house.settings = settings
        self._app = plain_app(self._house)
        self._limits = [one for one in gc.get_objects() if isinstance(one, HourlyLimit)]

    def on(self, house: House) -> ASGIApp:
        """Return them on a register, with nobody counted yet."""
        for limit in self._limits:
            HourlyLimit.__init__(limit, limit.most)
        house.__dict__.setdefault("number", next(_NUMBERS))

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            # What the pages learn about the house they learn about this one.
            self._house.__dict__ = house.__dict__
            await self._app(scope, receive, send)

        return answer


_NUMBERS = count()
_furnished = lru_cache(maxsize=8)(_Furnished)


def plain_pages(house: House) -> Browser:
    """Return a browser on the plain pages of a register."""
    # Each test keeps its files elsewhere; nothing is furnished by that.
    furnished = _furnished(replace(house.settings, cache_dir=""))
    browser = Browser(furnished.on(house))
    browser.opened = opening_ticket(house, now=NOW - timedelta(hours=1))
    return browser


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(council_name="Doggerby & Sons' Council", cache_dir=str(tmp_path))


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    furnish(app, site_parts(settings), workroom=PlainTextResponse("the workroom"))
    return app


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    """A browser on the machine that runs the server."""
    return Browser(app)
