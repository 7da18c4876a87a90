"""
Writes that come at once, kept by one commit.

Each commit waits for the disk. When two hundred people send at the same moment, whoever
has the turn writes for all who wait; each is answered when the commit that holds their
write is on the disk, and not before.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from asset_map.model.errors import AssetMapError
from asset_map.register.engine import Connection, Register

__all__ = ["written"]

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Asked(Generic[T]):
    """A write that waits, and its answer once that is kept."""

    write: Callable[[Connection], T]
    answer: "Future[T]" = field(default_factory=Future)


@dataclass(eq=False)
class _Desk:
    turn: Lock = field(default_factory=Lock)
    waiting: "deque[_Asked[Any]]" = field(default_factory=deque)


_desks: "WeakKeyDictionary[Register, _Desk]" = WeakKeyDictionary()
_opening = Lock()


def written(register: Register, write: Callable[[Connection], T]) -> T:
    """
    Do a write in a transaction that it may share; return its answer when it is kept.

    One that fails leaves nothing behind and takes no other with it.
    """
    with _opening:
        desk = _desks.setdefault(register, _Desk())
    mine = _Asked(write)
    desk.waiting.append(mine)
    with desk.turn:
        if not mine.answer.done():
            # A deque: what is added while it is emptied is taken now or stays for the next.
            _keep(register, [desk.waiting.popleft() for _ in range(len(desk.waiting))])
    return mine.answer.result()


def _keep(register: Register, asked: "Sequence[_Asked[Any]]") -> None:
    answers: list[object] = []
    try:
        with register.writing() as connection:
            answers += [_attempted(connection, one) for one in asked]
    except Exception as error:  # noqa: BLE001 - handed to whoever asked for the write
        if len(asked) == 1:
            asked[0].answer.set_exception(error)
            return
        for one in asked:
            _keep(register, [one])
        return
    for one, answer in zip(asked, answers, strict=True):
        if isinstance(answer, AssetMapError):
            one.answer.set_exception(answer)
        else:
            one.answer.set_result(answer)


def _attempted(connection: Connection, one: "_Asked[Any]") -> object:
    try:
        with connection.begin_nested():
            return one.write(connection)
    except AssetMapError as error:
        return error
