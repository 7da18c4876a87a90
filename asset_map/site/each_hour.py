"""What the server does by itself, once an hour, beside answering."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from anyio import to_thread
from fastapi import FastAPI

from asset_map.model.errors import RegisterAwayError

__all__ = ["hourly"]

# Whoever has just started it has more urgent things to ask.
_FIRST_AFTER_S = 60.0
_BETWEEN_S = 3_600.0
_log = logging.getLogger(__name__)


def hourly(
    work: Callable[[], None],
    *,
    first_after_s: float = _FIRST_AFTER_S,
    between_s: float = _BETWEEN_S,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return a lifespan in which some work is done now and then, in a thread of its own."""

    async def at_work() -> None:
        await asyncio.sleep(first_after_s)
        while True:
            pause_s = between_s
            try:
                await to_thread.run_sync(work)
            except RegisterAwayError as error:
                # It will be back long before the hour is over.
                _log.error("What is done each hour waits a little: %s", error)
                pause_s = min(first_after_s, between_s)
            except Exception:  # noqa: BLE001 - the next hour it is tried again
                _log.exception("What is done each hour went wrong")
            await asyncio.sleep(pause_s)

    @asynccontextmanager
    async def beside(_app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(at_work())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return beside
