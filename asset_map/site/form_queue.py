"""
Where forms wait to be answered: few threads, each taking what came at once in one go.

One interpreter answers them all. When two hundred come together, handing each to a thread
of its own and back would cost more than the answers do.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from anyio import CapacityLimiter, to_thread

__all__ = ["FormQueue"]

# While some wait for the disk, or for a geocoder far away, others go on.
_CLERKS = 4
_AT_ONCE = 50

Asked = TypeVar("Asked")
Begun = TypeVar("Begun")
Answer = TypeVar("Answer")
S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class FormQueue(Generic[Asked, Begun, Answer]):
    """
    A queue before few clerks.

    ``begin`` does all but wait, ``finish`` may wait for the disk: what was taken together
    is begun first, so that one wait does for all.
    """

    begin: Callable[[Asked], Begun]
    finish: Callable[[Begun], Answer]
    _waiting: "deque[tuple[Asked, asyncio.Future[Answer]]]" = field(default_factory=deque)
    _clerks: "set[asyncio.Task[None]]" = field(default_factory=set)
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_CLERKS))

    async def answer(self, asked: Asked) -> Answer:
        """Wait for the answer to a form; raise the error where there is none."""
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, mine))
        if len(self._clerks) < _CLERKS:
            clerk = asyncio.create_task(self._serve())
            self._clerks.add(clerk)
            clerk.add_done_callback(self._clerks.discard)
        return await mine

    async def _serve(self) -> None:
        while self._waiting:
            count = min(len(self._waiting), _AT_ONCE)
            taken = [self._waiting.popleft() for _ in range(count)]
            asked = [one for one, _ in taken]
            answers = await to_thread.run_sync(self._answers, asked, limiter=self._threads)
            for (_, waiting), answer in zip(taken, answers, strict=True):
                _hand_over(waiting, answer)

    def _answers(self, asked: Sequence[Asked]) -> list[Answer | Exception]:
        begun = [_or_error(self.begin, one) for one in asked]
        return [one if isinstance(one, Exception) else _or_error(self.finish, one) for one in begun]


def _or_error(work: Callable[[S], T], on: S) -> T | Exception:
    try:
        return work(on)
    except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
        return error


def _hand_over(waiting: "asyncio.Future[T]", answer: T | Exception) -> None:
    if waiting.done():  # whoever asked has gone
        return
    if isinstance(answer, Exception):
        waiting.set_exception(answer)
    else:
        waiting.set_result(answer)
