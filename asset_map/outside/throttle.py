"""Waiting between requests, as those who run a free service ask."""

import time
from collections.abc import Callable
from threading import Lock

__all__ = ["Throttle"]


class Throttle:
    """Lets requests through one by one, never closer together than was agreed."""

    def __init__(
        self,
        seconds_between: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds_between = seconds_between
        self._clock = clock
        self._sleep = sleep
        self._free_from = float("-inf")
        self._lock = Lock()

    def wait(self) -> None:
        """Return when the next request may go out."""
        with self._lock:
            pause = self._free_from - self._clock()
            if pause > 0:
                self._sleep(pause)
            self._free_from = self._clock() + self._seconds_between
