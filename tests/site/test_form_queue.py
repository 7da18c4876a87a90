import asyncio
from threading import Event

import pytest

from asset_map.model.errors import ConflictError
from asset_map.site.form_queue import FormQueue
from tests.site.conftest import in_a_loop


def answered(queue: FormQueue[int, int, int], *asked: int) -> list[int | BaseException]:
    async def all_at_once() -> list[int | BaseException]:
        return await asyncio.gather(*map(queue.answer, asked), return_exceptions=True)

    return in_a_loop(all_at_once())


def test_each_of_many_forms_gets_its_own_answer() -> None:
    queue = FormQueue[int, int, int](lambda asked: asked * 10, lambda begun: begun + 1)

    assert answered(queue, *range(500)) == [asked * 10 + 1 for asked in range(500)]


def test_all_that_came_together_are_begun_before_one_is_waited_for() -> None:
    begun: list[int] = []
    seen: list[int] = []

    def finish(asked: int) -> int:
        seen.append(len(begun))
        return asked

    def begin(asked: int) -> int:
        begun.append(asked)
        return asked

    answered(FormQueue[int, int, int](begin, finish), 1, 2, 3)

    assert seen == [3, 3, 3]


@pytest.mark.parametrize("step", ["begin", "finish"])
def test_an_error_is_the_answer_to_its_own_form_alone(step: str) -> None:
    def refusing(asked: int) -> int:
        if asked == 2:
            message = "Somebody changed this entry meanwhile."
            raise ConflictError(message, version=2)
        return asked

    begin, finish = (refusing, int) if step == "begin" else (int, refusing)
    first, second, third = answered(FormQueue[int, int, int](begin, finish), 1, 2, 3)

    assert (first, third) == (1, 3)
    assert isinstance(second, ConflictError)


def test_a_form_that_takes_long_holds_up_none_that_comes_later() -> None:
    is_free = Event()
    queue = FormQueue[str, str, str](
        lambda asked: asked, lambda begun: begun if begun == "quick" else str(is_free.wait(10))
    )

    async def slow_then_quick() -> tuple[str, str]:
        slow = asyncio.create_task(queue.answer("slow"))
        await asyncio.sleep(0.05)
        quick = await asyncio.wait_for(queue.answer("quick"), 5)
        is_free.set()
        return quick, await slow

    assert in_a_loop(slow_then_quick()) == ("quick", "True")
