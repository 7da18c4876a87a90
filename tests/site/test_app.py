import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.settings import Settings
from asset_map.site.app import furnish, warmed
from asset_map.site.each_hour import hourly
from tests.site.conftest import Browser, in_a_loop, site_parts


def test_what_was_warmed_up_is_set_aside_from_the_garbage_collector() -> None:
    happened: list[str] = []

    @asynccontextmanager
    async def workroom(_: FastAPI) -> AsyncIterator[None]:
        happened.append("workroom opens")
        yield
        happened.append("workroom closes")

    async def serve() -> None:
        passed, loop = asyncio.Event(), asyncio.get_running_loop()

        def work() -> None:
            happened.append("an hour")
            loop.call_soon_threadsafe(passed.set)

        beside = hourly(work, first_after_s=0, between_s=3600)
        warm = warmed(workroom, warm_up=lambda: happened.append("warm"), beside=beside)
        async with warm(FastAPI()):
            await asyncio.wait_for(passed.wait(), 10)
            happened.append(f"frozen: {gc.get_freeze_count() > 0}")

    try:
        in_a_loop(serve())
    finally:
        gc.unfreeze()

    assert happened == [
        "workroom opens",
        "warm",
        "an hour",
        "frozen: True",
        "workroom closes",
    ]


def test_the_workroom_is_reached_below_its_path(browser: Browser) -> None:
    assert browser.get("/app/find").text == "the workroom"
    assert browser.get("/app").headers["location"].endswith("/app/")


def test_the_guessed_address_of_the_workrooms_home_leads_there(browser: Browser) -> None:
    answer = browser.get("/app/home")

    assert (answer.status_code, answer.headers["location"]) == (307, "/app/")


@pytest.mark.parametrize(
    ("path", "is_compressed"), [("/", True), ("/app/", True), ("/api/health", False)]
)
def test_an_answer_of_some_size_is_compressed(
    settings: Settings, path: str, *, is_compressed: bool
) -> None:
    app = FastAPI()
    furnish(app, site_parts(settings), workroom=PlainTextResponse("long " * 1000))

    headers = Browser(app).get(path).headers

    assert (headers.get("content-encoding") == "gzip") is is_compressed


def test_a_fault_is_told_without_its_details(settings: Settings) -> None:
    app = FastAPI()
    furnish(app, site_parts(settings), workroom=PlainTextResponse("the workroom"))

    @app.get("/broken")
    def broken() -> None:
        message = "the password is tea"
        raise RuntimeError(message)

    answer = Browser(app).get("/broken")

    assert answer.status_code == 500
    assert "It is our fault, not yours." in answer.text
    assert "tea" not in answer.text
