"""Many writers at once: nothing acknowledged is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import sqlalchemy as sa

from asset_map.model.errors import ConflictError
from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.register import assets, history, search
from asset_map.register.engine import Register, open_register
from asset_map.register.schema import LISTINGS, public_bodies
from tests.register.drawn import asset, save
from tests.register.writer import all_told, start_writer


def test_of_many_who_edit_one_version_one_wins_and_the_others_are_told(register: Register) -> None:
    with register.writing() as connection:
        seen = save(connection, asset())
    ready = Barrier(8)

    def edit(number: int) -> int:
        ready.wait()
        try:
            with register.writing() as connection:
                save(connection, replace(seen, name=f"Name {number}"))
        except ConflictError as refused:
            return refused.version
        return 0

    with ThreadPoolExecutor(8) as people:
        told = list(people.map(edit, range(8)))
    assert sorted(told) == [0, 2, 2, 2, 2, 2, 2, 2]
    with register.reading() as connection:
        assert assets.get(connection, "knitters").name == f"Name {told.index(0)}"
        assert len(history.of_asset(connection, "knitters")) == 2


def test_of_many_who_try_again_nothing_is_lost(register: Register) -> None:
    with register.writing() as connection:
        save(connection, asset(tags=()))
    ready = Barrier(6)

    def add_tags(person: int) -> None:
        ready.wait()
        for number in range(5):
            while not _added(register, f"{person}-{number}"):
                pass

    with ThreadPoolExecutor(6) as people:
        list(people.map(add_tags, range(6)))
    with register.reading() as connection:
        standing = assets.get(connection, "knitters")
        assert set(standing.tags) == {f"{p}-{n}" for p in range(6) for n in range(5)}
        assert standing.version == 31
        assert len(history.of_asset(connection, "knitters")) == 31


def _added(register: Register, tag: str) -> bool:
    with register.reading() as connection:
        seen = assets.get(connection, "knitters")
    try:
        with register.writing() as connection:
            save(connection, replace(seen, tags=(*seen.tags, tag)))
    except ConflictError:
        return False
    return True


def test_processes_that_write_side_by_side_lose_nothing(register_url: str) -> None:
    writers = [start_writer(register_url, name, 25) for name in ("ann", "bob", "cyd")]
    kept = set[str]().union(*(all_told(told) for _, told in writers))
    for process, _ in writers:
        process.join(60)
        assert process.exitcode == 0
    assert kept == {f"{name}-{number}" for name in ("ann", "bob", "cyd") for number in range(25)}
    with open_register(register_url) as register:
        assert whole_ids(register) == kept


def test_readers_go_on_while_somebody_writes(register: Register) -> None:
    with register.writing() as connection:
        save(connection, asset())
    with register.writing() as writer:
        save(writer, asset("second"))
        started = time.monotonic()
        with register.reading() as reader:
            assert assets.count(reader) == 1
        assert time.monotonic() - started < 5


def whole_ids(register: Register) -> set[str]:
    """Return the ids of every asset, having checked that each is there with all that is its."""
    with register.reading() as connection:
        ids = {one.id for one in assets.every(connection)}
        with_history = {one.asset_id for one in history.latest(connection, limit=1_000_000)}
        listed, _, words = LISTINGS[Audience.PUBLIC]
        counts = {
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (listed, words, public_bodies)
        }
        found = search.find(
            connection,
            Query(text="group", limit=1_000_000),
            audience=Audience.PUBLIC,
            today=date(2026, 11, 22),
        )
    assert with_history == ids
    assert counts == {len(ids)}
    assert {line.asset_id for line in found.listings} == ids
    return ids
