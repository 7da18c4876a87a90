"""A register that goes away while it is open, and comes back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from asset_map.model.errors import RegisterAwayError
from asset_map.register import marks
from asset_map.register.engine import Connection, Register, open_register

Way = Callable[[Register], AbstractContextManager[Connection]]
both_ways = pytest.mark.parametrize("way", [Register.reading, Register.writing])


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def keep(register: Register, value: str) -> None:
    with register.writing() as connection:
        marks.put(connection, "kept", value)


def kept(register: Register) -> str | None:
    with register.reading() as connection:
        return marks.get(connection, "kept")


@both_ways
def test_a_file_that_was_moved_away_is_not_made_anew_and_is_used_again_when_it_is_back(
    file: Path, way: Way
) -> None:
    with open_register(f"sqlite:///{file}") as register:
        keep(register, "before")
        moved = file.rename(file.with_name("moved.sqlite"))
        with pytest.raises(RegisterAwayError, match=r"moved away.*Put it back"), way(register):
            pass
        assert not file.exists()
        moved.rename(file)
        assert kept(register) == "before"
        keep(register, "after")
    with open_register(f"sqlite:///{file}") as register:
        assert kept(register) == "after"


def test_a_file_in_the_place_of_the_one_that_was_opened_is_not_written_to(file: Path) -> None:
    with open_register(f"sqlite:///{file}") as register:
        keep(register, "the first")
        file.rename(file.with_name("moved.sqlite"))
        open_register(f"sqlite:///{file}").close()
        with pytest.raises(RegisterAwayError, match="replaced"):
            keep(register, "lost")
        # As a start of the server does, or the putting back of a backup in a damaged one's place.
        register.close()
        keep(register, "in the second")
        assert kept(register) == "in the second"


def test_whoever_finds_the_file_locked_is_told_and_readers_go_on(file: Path) -> None:
    with (
        open_register(f"sqlite:///{file}") as register,
        open_register(f"sqlite:///{file}") as other,
    ):
        with register.reading() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with other.writing() as connection:
            marks.put(connection, "kept", "by the other")
            with pytest.raises(RegisterAwayError, match="nothing was kept"):
                keep(register, "lost")
            assert kept(register) is None
        keep(register, "after")
        assert kept(register) == "after"


@pytest.mark.postgresql
@both_ways
def test_nobody_meets_a_connection_that_broke_while_the_database_was_away(
    postgresql_url: str, way: Way
) -> None:
    many = 8

    def hold(register: Register) -> int | None:
        with way(register) as connection:
            return connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()

    with open_register(postgresql_url) as register, ThreadPoolExecutor(many) as visitors:
        idle = set(visitors.map(hold, [register] * many))
        assert len(register_connections(postgresql_url)) >= len(idle)
        with psycopg.connect(postgresql_url, autocommit=True) as keeper:
            keeper.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        came_in = set(visitors.map(hold, [register] * many))
    assert came_in.isdisjoint(idle)


def register_connections(url: str) -> list[tuple[int]]:
    with psycopg.connect(url) as keeper:
        return keeper.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
