"""
Writes that come at once, kept by one commit.

Each commit waits for the disk. When two hundred people send at the same moment, whoever
has the turn writes for all who wait; each is answered when the commit that holds their
entry is on the disk, and not before.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from asset_map.model.errors import AssetMapError
from asset_map.register.engine import Connection, Register

__all__ = ["Write", "written"]

S = TypeVar("S")
T = TypeVar("T")
# Writes some entries; returns in their order what each is answered, or why it is not written.
Write = Callable[[Connection, Sequence[S]], Sequence[T | AssetMapError]]


@dataclass(frozen=True, eq=False)
class _Asked:
    """An entry that waits, and its answer once it is kept."""

    entry: Any
    answer: "Future[Any]" = field(default_factory=Future)


@dataclass(eq=False)
class _Desk:
    turn: Lock = field(default_factory=Lock)
    waiting: deque[_Asked] = field(default_factory=deque)


_desks: "WeakKeyDictionary[Register, dict[Write[Any, Any], _Desk]]" = WeakKeyDictionary()
_opening = Lock()


def written(register: Register, write: Write[S, T], entry: S) -> T:
    """
    Write an entry in a transaction that it may share; return its answer when it is kept.

    ``write`` is a module's function: the entries that wait for the same one go together. It
    leaves nothing behind of an entry that it answers by an error; where it raises one, the
    entries are written one by one, so that none takes another with it.
    """
    with _opening:
        desk = _desks.setdefault(register, {}).setdefault(write, _Desk())
    mine = _Asked(entry)
    desk.waiting.append(mine)
    with desk.turn:
        if not mine.answer.done():
            # A deque: what is added while it is emptied is taken now or stays for the next.
            _keep(register, write, [desk.waiting.popleft() for _ in range(len(desk.waiting))])
    answer: T = mine.answer.result()
    return answer


def _keep(register: Register, write: Write[S, T], asked: Sequence[_Asked]) -> None:
    try:
        with register.writing() as connection:
            answers = write(connection, [one.entry for one in asked])
    except Exception as error:  # noqa: BLE001 - handed to whoever asked for the write
        if len(asked) == 1:
            asked[0].answer.set_exception(error)
            return
        for one in asked:
            _keep(register, write, [one])
        return
    for one, answer in zip(asked, answers, strict=True):
        if isinstance(answer, AssetMapError):
            one.answer.set_exception(answer)
        else:
            one.answer.set_result(answer)
