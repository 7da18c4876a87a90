"""Entries that come at once share a commit, and nothing else."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from threading import Event, Lock

import pytest
import sqlalchemy as sa

from asset_map.model.errors import AssetMapError, NotFoundError
from asset_map.register import marks
from asset_map.register.engine import Connection, open_register
from asset_map.register.schema import marks as table
from asset_map.usecases.gathered_writes import gathered
from asset_map.usecases.house import House
from tests.forks import FORKS

go = Event()


def mark(connection: Connection, names: Sequence[str]) -> list[str | AssetMapError]:
    if "first" in names:
        go.wait(10)
    answers: list[str | AssetMapError] = []
    for name in names:
        if name == "unknown":
            answers.append(NotFoundError("There is no such thing."))
            continue
        marks.put(connection, name, ",".join(names))
        if name == "broken":
            raise ZeroDivisionError
        answers.append(name)
    return answers


def test_what_comes_meanwhile_goes_together_and_one_refused_takes_none_along(house: House) -> None:
    go.clear()
    names = ["first", "ann", "unknown", "bob"]
    asked = {name: gathered(house.register, mark, name) for name in names}
    go.set()
    assert [asked[name].result(10) for name in ("first", "ann", "bob")] == ["first", "ann", "bob"]
    with pytest.raises(NotFoundError):
        asked["unknown"].result(10)
    with house.register.reading() as connection:
        assert marks.get(connection, "bob") in ("ann,unknown,bob", "first,ann,unknown,bob")


def test_one_that_breaks_leaves_nothing_and_the_others_are_kept(house: House) -> None:
    go.clear()
    names = ["first", "ann", "broken", "bob"]
    asked = {name: gathered(house.register, mark, name) for name in names}
    go.set()
    with pytest.raises(ZeroDivisionError):
        asked["broken"].result(10)
    assert [asked[name].result(10) for name in ("ann", "bob")] == ["ann", "bob"]
    with house.register.reading() as connection:
        assert [marks.get(connection, name) for name in names] == ["first", "ann", None, "bob"]


def write_for_ever(address: str, tell: Pipe) -> None:
    with open_register(address) as register, ThreadPoolExecutor(8) as people:
        turn = Lock()

        def person(number: int) -> None:
            for count in range(1_000_000):
                name = gathered(register, mark, f"{number}-{count}").result()
                with turn:
                    tell.send(name)

        list(people.map(person, range(8)))


def test_a_killed_process_loses_nothing_that_it_answered(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'register.sqlite'}"
    open_register(address).close()
    told, tell = FORKS.Pipe(duplex=False)
    writer = FORKS.Process(target=write_for_ever, args=(address, tell))
    writer.start()
    tell.close()
    answered = {told.recv() for _ in range(200)}
    writer.kill()
    writer.join(30)
    with open_register(address) as register, register.reading() as connection:
        assert answered <= set(connection.scalars(sa.select(table.c.key)))
