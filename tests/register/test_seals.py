"""A sealed history tells of every alteration, and erasure is none."""

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.seal import SealCheck
from asset_map.register import offer_history, seals
from asset_map.register.engine import Connection, Register, open_register
from asset_map.register.erasures import erase_in_history
from asset_map.register.schema import (
    account_events,
    accounts,
    connection_events,
    connections,
    looks,
    offer_events,
    offers,
    register_events,
    review_events,
    revisions,
    sealed_rows,
    submissions,
)
from asset_map.register.schema import seals as seal_table
from asset_map.register.schema.columns import Instant
from asset_map.usecases.seal_history import SERVER, seal_daily
from tests.forks import FORKS
from tests.register.drawn import NOW, asset, save

TABLES = [*(table.name for table in seals.SEALED), "seals", "sealed_rows"]


def salts() -> "itertools.count[int]":
    return itertools.count(1)


def sealed(connection: Connection, day: str) -> None:
    numbers = salts()
    seals.seal(connection, day=day, made_at=NOW, new_salt=lambda: f"{day}-{next(numbers)}")


DAYS = (("2026-11-20", "knitters"), ("2026-11-21", "choir"))


def fill(register: Register, days: Sequence[tuple[str, str]] = DAYS) -> None:
    """Some days of history, each sealed."""
    for day, name in days:
        with register.writing() as connection:
            save(connection, asset(name, f"The {name}"))
            _offer(connection, name)
            _others(connection)
            sealed(connection, day)


def _others(connection: Connection) -> None:
    """One row more in each of the other tables that are sealed, and what they are about."""
    if connection.scalar(sa.select(sa.func.count()).select_from(accounts)) == 0:
        connection.execute(
            accounts.insert(),
            {
                "id": "olu",
                "name": "Olu",
                "email": "olu@x.example",
                "role": "officer",
                "state": "active",
                "area_codes": [],
                "committee_ids": [],
                "oidc_subject": "",
                "made_at": NOW,
                "version": 1,
            },
        )
        connection.execute(
            submissions.insert(),
            {
                "id": "sent",
                "reference": "AM-1",
                "state": "new",
                "made_at": NOW,
                "version": 1,
                "body": "{}",
            },
        )
        connection.execute(
            connections.insert(),
            {
                "id": "link",
                "from_id": "knitters",
                "to_id": "knitters",
                "kind": "hosts",
                "state": "confirmed",
                "note": "",
                "both_agreed": False,
                "source": "",
            },
        )
    said = {
        "at": NOW, "actor_name": "Olu", "actor_role": "officer", "action": "edited",
        "from_state": None, "to_state": "open", "text": "Said", "side_id": "choir",
        "submission_id": "sent", "connection_id": "link", "account_id": "olu",
        "asset_id": "knitters",
        "did": "added", "said": "officer", "reason": "To ring them",
    }  # fmt: skip
    for table in (review_events, connection_events, account_events, register_events, looks):
        seq = (connection.scalar(sa.select(sa.func.max(table.c.seq))) or 0) + 1
        names = {column.name for column in table.c} - {"seq"}
        row = {**{name: said[name] for name in names}, "actor_name": f"Olu {seq}"}
        connection.execute(table.insert(), {"seq": seq, **row})


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
    assert (looked.faults, looked.seal_count, looked.row_count) == ((), 2, 2 * len(seals.SEALED))
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


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_altered_byte_of_a_sealed_day_is_found(opened: Opened, data: st.DataObject) -> None:
    register, raw = opened
    table = data.draw(st.sampled_from(TABLES))
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    column = data.draw(st.sampled_from(names))
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


class _BackAsItWasError(Exception):
    """What was tried is taken back."""


def finds(register: Register, *changes: sa.Executable) -> bool:
    """Whether it is found that somebody got round the triggers and did that."""
    faults: tuple[str, ...] = ()
    with suppress(_BackAsItWasError), register.writing() as connection:
        if register.dialect == "sqlite":
            connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
            named = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in connection.scalars(named).all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for change in changes:
            connection.execute(change)
        faults = seals.check(connection).faults
        raise _BackAsItWasError
    return bool(faults)


def erased_and_emptied(register: Register) -> None:
    """One step of a sealed day erased and one emptied, and the erasures sealed."""
    fill(register, DAYS[:1])
    with register.writing() as connection:
        offer_history.empty(connection, "knitters", at=NOW)
        erase_in_history(
            connection, "revisions", {1: {"reason": "[erased]"}}, at=NOW, new_salt=lambda: "new"
        )
        save(connection, asset("band", "The band"))
        sealed(connection, "2026-11-22")


def test_any_column_of_any_table_that_was_altered_is_found_on_both_databases(
    register: Register,
) -> None:
    erased_and_emptied(register)
    with register.reading() as connection:
        rows = [
            (table, row)
            for table in (*seals.SEALED, seal_table, sealed_rows)
            for row in connection.execute(
                sa.select(table).order_by(*table.primary_key.columns)
            ).mappings()
        ]
        assert seals.check(connection).faults == ()
    unfound = [
        f"{table.name}.{column.name} of {dict(row)}"
        for table, row in rows
        for column in table.c
        if not finds(register, _changed(table, row, {column.name: _another(column, row)}))
    ]

    assert {row["erased_at"] is None for table, row in rows if table is sealed_rows} == {
        False,
        True,
    }
    assert unfound == []


def _changed(table: sa.Table, row: sa.RowMapping, values: dict[str, object]) -> sa.Update:
    own = [column == row[column.name] for column in table.primary_key.columns]
    return table.update().where(*own).values(values)


def _another(column: sa.Column[object], row: sa.RowMapping) -> object:
    stood = row[column.name]
    if isinstance(column.type, Instant):
        return NOW if stood is None else stood + timedelta(microseconds=1)
    if isinstance(stood, int):
        return stood + 1_000
    if isinstance(stood, dict):
        return {**stood, "revisions": stood["revisions"] + 1}
    return f"{stood[:-1]}{chr(ord(stood[-1]) ^ 1)}" if stood else "x"


def test_a_row_taken_out_put_in_or_in_anothers_place_is_found_on_both_databases(
    register: Register,
) -> None:
    fill(register)
    for table in seals.SEALED:
        first = sa.select(table).where(table.c.seq == 1)
        with register.reading() as connection:
            row = {**connection.execute(first).mappings().one(), "seq": 0}
        row |= {name: another for name, another in (("id", "x"), ("number", 9)) if name in row}

        assert finds(register, table.delete().where(table.c.seq == 1)), table.name
        assert finds(register, table.delete().where(table.c.seq == 2)), table.name
        assert finds(register, table.insert().values(row)), table.name
        assert finds(register, *(moved(table, *way) for way in ((1, -1), (2, 1), (-1, 2))))


def moved(table: sa.Table, seq: int, to: int) -> sa.Update:
    return table.update().where(table.c.seq == seq).values(seq=to)


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


def test_each_day_is_sealed_once_however_many_servers_ask(register_url: str) -> None:
    with open_register(register_url) as register:
        with register.writing() as connection:
            save(connection, asset())
        told, tell = FORKS.Pipe(duplex=False)
        servers = [FORKS.Process(target=seal_often, args=(register_url, tell)) for _ in range(2)]
        for server in servers:
            server.start()
        for server in servers:
            server.join(60)
        with register.reading() as connection:
            looked = seals.check(connection)

    assert [server.exitcode for server in servers] == [0, 0]
    assert sum(told.recv() for _ in servers) == 1
    assert (looked.faults, looked.seal_count) == ((), 1)


def seal_often(register_url: str, tell: Pipe) -> None:
    """Be a server that looks each hour: tell how many seals it made."""
    with open_register(register_url) as register:
        made = [seal_daily(register, actor=SERVER, now=NOW) for _ in range(5)]
    tell.send(sum(one is not None for one in made))


def test_a_clock_that_was_wrong_leaves_no_day_unsealed_and_seals_none_twice(
    register: Register,
) -> None:
    made = []
    for number, days in enumerate((0, 3650, 0, 1, 0, -1, 2, 1, 3650)):
        with register.writing() as connection:
            save(connection, asset(f"group-{number}"))
        seal = seal_daily(register, actor=SERVER, now=NOW + timedelta(days=days))
        made.append(seal.day if seal else None)

    assert made == [
        "2026-11-22", "2036-11-19", None, "2026-11-23", None, "2026-11-21", "2026-11-24", None,
        None,
    ]  # fmt: skip
    assert found(register).faults == ()
