import asyncio
import gzip
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.model.errors import NotFoundError
from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
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
        self, app: FastAPI, *, address: str = "http://127.0.0.1:8501", client: str = "127.0.0.1"
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
    parts = site_parts(house.settings)
    furnish(app, parts, workroom=PlainTextResponse("the workroom"), door=public_door(parts, house))
    return app


def plain_pages(house: House) -> Browser:
    """Return a browser on the plain pages of a register."""
    browser = Browser(plain_app(house))
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
