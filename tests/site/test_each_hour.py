import asyncio

from fastapi import FastAPI

from asset_map.model.errors import RegisterAwayError
from asset_map.site.each_hour import hourly
from tests.site.conftest import in_a_loop


def test_what_is_done_each_hour_does_not_wait_another_hour_for_a_register_that_was_away() -> None:
    tries: list[str] = []

    async def serve() -> None:
        done, loop = asyncio.Event(), asyncio.get_running_loop()

        def work() -> None:
            tries.append("tried")
            if len(tries) == 1:
                message = "The register does not answer just now."
                raise RegisterAwayError(message)
            loop.call_soon_threadsafe(done.set)

        async with hourly(work, first_after_s=0, between_s=3600)(FastAPI()):
            await asyncio.wait_for(done.wait(), 10)

    in_a_loop(serve())
    assert len(tries) == 2
