import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from asset_map.model.errors import SettingsError
from asset_map.register import marks
from asset_map.register.engine import Connection, Register, open_register
from asset_map.register.schema import metadata

# What the databases keep for search, each in its own way.
OWN = ("_index", "_index_config", "_index_data", "_index_docsize", "_index_idx", "_vocabulary")


def is_shared(name: str | None, kind: str) -> bool:
    if kind == "table":
        return not (name or "").endswith(OWN)
    return name not in {"lexemes", *(f"ix_{one}_words_lexemes" for one in AUDIENCES)}


AUDIENCES = ("public", "partner", "officer")


def test_the_migrated_tables_are_the_ones_the_program_knows(register: Register) -> None:
    with register.writing() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _object, name, kind, _reflected, _other: is_shared(
                    name, kind
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_what_is_written_is_kept_and_an_error_takes_all_of_it_back(register: Register) -> None:
    with register.writing() as connection:
        marks.put(connection, "kept", "yes")
    with pytest.raises(sa.exc.IntegrityError), register.writing() as connection:
        put_twice(connection, "lost")
    with register.reading() as connection:
        assert (marks.get(connection, "kept"), marks.get(connection, "lost")) == ("yes", None)


def put_twice(connection: Connection, key: str) -> None:
    marks.put(connection, key, "yes")
    connection.execute(metadata.tables["marks"].insert(), {"key": key, "value": "again"})


def test_a_reader_cannot_write(register: Register) -> None:
    with (
        pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"),
        register.reading() as connection,
    ):
        marks.put(connection, "sneaked", "in")
    with register.writing() as connection:
        marks.put(connection, "written", "after a reader used the same connection")


def test_a_reader_sees_one_state_from_beginning_to_end(register: Register) -> None:
    with register.writing() as connection:
        marks.put(connection, "colour", "blue")
    with register.reading() as reader:
        assert marks.get(reader, "colour") == "blue"
        with register.writing() as writer:
            marks.put(writer, "colour", "green")
        assert marks.get(reader, "colour") == "blue"
    with register.reading() as reader:
        assert marks.get(reader, "colour") == "green"


def test_a_register_that_is_opened_again_holds_what_it_held(register_url: str) -> None:
    with open_register(register_url) as register, register.writing() as connection:
        marks.put(connection, "kept", "yes")
    with open_register(register_url) as register, register.reading() as connection:
        assert marks.get(connection, "kept") == "yes"


def test_a_register_of_a_newer_program_is_refused(register_url: str) -> None:
    with open_register(register_url) as register, register.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SettingsError, match=r"'9999'.*newer"):
        open_register(register_url)


def test_a_throw_away_register_is_gone_when_it_is_closed() -> None:
    register = open_register("sqlite://")
    path = Path(register.database_url.removeprefix("sqlite:///"))
    assert path.exists()
    register.close()
    assert not path.parent.exists()


def test_two_throw_away_registers_know_nothing_of_each_other() -> None:
    with open_register("sqlite://") as one, open_register("sqlite://") as other:
        with one.writing() as connection:
            marks.put(connection, "whose", "one's")
        with other.reading() as connection:
            assert marks.get(connection, "whose") is None


def test_a_new_register_makes_its_folder_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "register.sqlite"
    open_register(f"sqlite:///{path}").close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_lasting_register_waits_for_the_disk(sqlite_url: str) -> None:
    with open_register(sqlite_url) as register, register.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("address", ["register.sqlite", "mysql://host/database", ""])
def test_an_address_of_something_else_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(SettingsError, match="sqlite:///"):
        open_register(address)


def test_a_file_that_is_no_register_is_told(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_text("These are notes, and no database." * 40, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"notes\.sqlite' cannot be opened.*database_url"):
        open_register(f"sqlite:///{file}")
    with pytest.raises(SettingsError, match="cannot be opened"):
        open_register(f"sqlite:///{file}/register.sqlite")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(SettingsError, match="cannot be opened") as refused:
        open_register("postgresql://jo:secret@127.0.0.1:1/asset_map")
    assert "secret" not in str(refused.value)


@pytest.mark.postgresql
@pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_opens_it(postgresql_url: str, spelling: str) -> None:
    _, place = postgresql_url.split("://")
    with open_register(f"{spelling}://{place}") as register:
        assert register.dialect == "postgresql"


def test_a_password_is_not_shown() -> None:
    register = Register(sa.make_url("postgresql+psycopg://council:secret@nowhere/register"))
    assert "secret" not in register.database_url
    register.close()


def test_processes_that_open_a_new_register_together_migrate_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite'}"
    program = f"from asset_map.register.engine import open_register; open_register({url!r}).close()"
    started = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(4)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0, 0]
    with sqlite3.connect(tmp_path / "register.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM changes").fetchone() == (1,)
    connection.close()
