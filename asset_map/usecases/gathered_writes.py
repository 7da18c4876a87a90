"""
Writes that come at once, kept by one commit.

Each commit waits for the disk. When two hundred people send at the same moment, one
thread writes for all who wait; each is answered when the commit that holds their entry is
on the disk, and not before. Who waits holds no thread and no lock meanwhile.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from asset_map.model.errors import AssetMapError, RegisterAwayError
from asset_map.register.engine import Connection, Register

__all__ = ["Write", "gathered"]

# Nobody notices so short a wait, and more go along: a commit's own work is shared by more.
_PAUSE_S = 0.03

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
    clerk: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, "gathered-writes")
    )
    waiting: deque[_Asked] = field(default_factory=deque)


_desks: "WeakKeyDictionary[Register, dict[Write[Any, Any], _Desk]]" = WeakKeyDictionary()
_opening = Lock()


def gathered(register: Register, write: Write[S, T], entry: S) -> "Future[T]":
    """
    Write an entry in a transaction that it may share; its answer comes when it is kept.

    ``write`` is a module's function: the entries that wait for the same one go together. It
    leaves nothing behind of an entry that it answers by an error; where it raises one, the
    entries are written one by one, so that none takes another with it.
    """
    with _opening:
        desk = _desks.setdefault(register, {}).setdefault(write, _Desk())
    mine = _Asked(entry)
    desk.waiting.append(mine)
    desk.clerk.submit(_keep_waiting, register, write, desk.waiting)
    return mine.answer


def _keep_waiting(register: Register, write: Write[S, T], waiting: deque[_Asked]) -> None:
    """Keep all that waits: nothing where it went along with an earlier one."""
    if waiting:
        time.sleep(_PAUSE_S)
        _keep(register, write, [waiting.popleft() for _ in range(len(waiting))])


def _keep(register: Register, write: Write[S, T], asked: Sequence[_Asked]) -> None:
    try:
        with register.writing() as connection:
            answers = write(connection, [one.entry for one in asked])
    except Exception as error:  # noqa: BLE001 - handed to whoever asked for the write
        # A database that is away refuses each of them alike.
        if len(asked) == 1 or isinstance(error, RegisterAwayError):
            for one in asked:
                one.answer.set_exception(error)
            return
        for one in asked:
            _keep(register, write, [one])
        return
    for one, answer in zip(asked, answers, strict=True):
        if isinstance(answer, AssetMapError):
            one.answer.set_exception(answer)
        else:
            one.answer.set_result(answer)
