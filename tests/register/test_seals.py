"""A sealed history tells of every alteration, and erasure is none."""

import itertools
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.seal import SealCheck
from asset_map.register import offer_history, seals
from asset_map.register.engine import Connection, Register, open_register
from asset_map.register.schema import offer_events, offers, revisions
from asset_map.usecases.seal_history import SERVER, seal_daily
from tests.register.drawn import NOW, asset, save

TABLES = ["revisions", "offer_events", "seals", "sealed_rows"]


def salts() -> "itertools.count[int]":
    return itertools.count(1)


def sealed(connection: Connection, day: str) -> None:
    numbers = salts()
    seals.seal(connection, day=day, made_at=NOW, new_salt=lambda: f"{day}-{next(numbers)}")


def fill(register: Register) -> None:
    """Two days of history, each sealed."""
    for day, name in (("2026-11-20", "knitters"), ("2026-11-21", "choir")):
        with register.writing() as connection:
            save(connection, asset(name, f"The {name}"))
            _offer(connection, name)
            sealed(connection, day)


def _offer(connection: Connection, asset_id: str) -> None:
    connection.execute(
        offers.insert(),
        {
            "id": asset_id, "asset_id": asset_id, "side": "offer", "text": "A room", "tags": [],
            "terms": "free", "availability": "", "area": "", "capacity": 1, "state": "open",
            "audience": "public", "is_online_ok": False, "made_on": NOW.date(), "version": 1,
        },
    )  # fmt: skip
    connection.execute(
        offer_events.insert().values(
            seq=sa.select(sa.func.coalesce(sa.func.max(offer_events.c.seq), 0) + 1)
            .scalar_subquery(),
            offer_id=asset_id, version=1, at=NOW, actor_name="Olu", actor_role="officer",
            action="added", before=None, after='{"text": "A room"}',
        )
    )  # fmt: skip


def found(register: Register) -> SealCheck:
    with register.reading() as connection:
        return seals.check(connection)


def test_what_nobody_altered_is_as_it_was(register: Register) -> None:
    fill(register)
    looked = found(register)
    assert (looked.faults, looked.seal_count, looked.row_count) == ((), 2, 4)
    with register.writing() as connection:
        assert seals.seal(connection, day="x", made_at=NOW, new_salt=str) is None


def test_erasing_words_leaves_the_seals_whole_and_takes_what_could_be_guessed(
    register: Register,
) -> None:
    fill(register)
    with register.writing() as connection:
        offer_history.empty(connection, "knitters", at=NOW)
    looked = found(register)
    assert (looked.faults, looked.erased_count) == ((), 1)
    with register.writing() as connection:
        save(connection, asset("band", "The band"))
        sealed(connection, "2026-11-22")
        salt = connection.scalar(
            sa.text("SELECT salt FROM sealed_rows WHERE table_name = 'offer_events' AND seq = 1")
        )
    assert (found(register).faults, salt) == ((), "")


@pytest.fixture
def sealed_file(sqlite_url: str) -> Path:
    with open_register(sqlite_url) as register:
        fill(register)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.commit()
    return file


def test_words_made_shorter_with_a_note_of_it_keep_the_seals_whole(sealed_file: Path) -> None:
    with open_register(f"sqlite:///{sealed_file}") as register:
        with register.writing() as connection:
            connection.execute(
                revisions.update().where(revisions.c.seq == 1).values(after="{}", reason="erased")
            )
        assert found(register).faults
        with register.writing() as connection:
            seals.erased(connection, revisions, [1], at=NOW, new_salt=lambda: "another")
        assert (found(register).faults, found(register).erased_count) == ((), 1)


Opened = tuple[Register, sqlite3.Connection]


@pytest.fixture
def opened(sealed_file: Path) -> Iterator[Opened]:
    with (
        open_register(f"sqlite:///{sealed_file}") as register,
        closing(sqlite3.connect(sealed_file, isolation_level=None)) as raw,
    ):
        yield register, raw


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_altered_byte_of_a_sealed_day_is_found(opened: Opened, data: st.DataObject) -> None:
    register, raw = opened
    table = data.draw(st.sampled_from(TABLES))
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    column = data.draw(st.sampled_from([one for one in names if not one.startswith("erased")]))
    row = data.draw(st.sampled_from([one for (one,) in raw.execute(f"SELECT rowid FROM {table}")]))
    (stood,) = raw.execute(f"SELECT {column} FROM {table} WHERE rowid = {row}").fetchone()
    altered = _altered(stood, data)
    raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = {row}", (altered,))
    try:
        assert _is_found(register), f"{table}.{column}: {stood!r} became {altered!r}"
    finally:
        # A column that is the row's own number moved the row.
        moved = raw.execute(f"SELECT 1 FROM {table} WHERE rowid = {row}").fetchone() is None
        now = altered if moved else row
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (stood, now))


def _altered(stood: object, data: st.DataObject) -> object:
    if stood is None:
        return "2026-11-20 09:30:00.000000"
    if isinstance(stood, int):
        return stood + data.draw(st.integers(1, 9)) + 1_000
    text = str(stood)
    at = data.draw(st.integers(0, len(text) - 1)) if text else 0
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :] if text else "x"


def _is_found(register: Register) -> bool:
    try:
        return bool(found(register).faults)
    except (ValueError, TypeError):
        # What is no moment and no JSON any more cannot even be read.
        return True


def test_a_row_that_is_gone_or_put_in_and_a_seal_that_is_gone_are_found(sealed_file: Path) -> None:
    for statement in (
        "DELETE FROM offer_events WHERE seq = 2",
        "DELETE FROM seals WHERE number = 1",
        "DELETE FROM seals WHERE number = 2",
        "DELETE FROM sealed_rows WHERE seq = 1",
    ):
        with closing(sqlite3.connect(sealed_file, isolation_level=None)) as raw:
            copy = sealed_file.with_name("copy.sqlite")
            raw.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
            raw.execute(statement)
        with open_register(f"sqlite:///{copy}") as register:
            assert found(register).faults, statement
        for left in copy.parent.glob("copy.sqlite*"):
            left.unlink()


def test_each_day_is_sealed_once_however_many_ask(register_url: str) -> None:
    with open_register(register_url) as one, open_register(register_url) as other:
        with one.writing() as connection:
            save(connection, asset())
        with ThreadPoolExecutor(4) as hands:
            asked = [
                hands.submit(seal_daily, which, actor=SERVER, now=NOW)
                for which in (one, other, one, other)
            ]
        assert sum(done.result() is not None for done in asked) == 1
        with one.writing() as connection:
            save(connection, asset("second"))
        assert seal_daily(other, actor=SERVER, now=NOW) is None
        assert seal_daily(other, actor=SERVER, now=NOW + timedelta(days=1)) is not None
        with one.reading() as connection:
            assert seals.check(connection).faults == ()
