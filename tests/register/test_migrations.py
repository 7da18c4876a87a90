"""A register of any earlier version comes up to this one with all it held, or stays as it was."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from asset_map.register import assets, backups, marks
from asset_map.register.engine import open_as_it_is, open_register
from asset_map.register.migrations import migrate, newest_revision, revision_of
from asset_map.settings import ROOT

VERSIONS = sorted(
    path.name[:4]
    for path in (ROOT / "asset_map" / "register" / "migrations" / "versions").glob("0*.py")
)
BODY = '{"id": "knitters", "kind": "group", "name": "Tuesday Knitters", "record_state": "approved"}'

ROWS = (
    (
        "INSERT INTO assets (number, id, version, source, body)"
        f" VALUES (1, 'knitters', 1, '', '{BODY}')"
    ),
    (
        "INSERT INTO revisions"
        " (seq, id, number, version, at, actor_name, actor_role, action, reason)"
        " VALUES (1, 'r1', 1, 1, '2026-01-01 09:30:00.000000', 'Olu', 'officer', 'added', '')"
    ),
    "INSERT INTO marks (key, value) VALUES ('word', 'of old')",
)


def make(url: str, revision: str) -> None:
    """A register as an earlier version of the program left it, with a row or two."""
    with open_as_it_is(url) as register, register.writing() as connection:
        migrate(connection, to=revision)
        for statement in ROWS if revision != "0001" else ROWS[:2]:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("revision", VERSIONS[:-1])
def test_a_register_of_each_earlier_version_keeps_its_rows(revision: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite'}"
    make(url, revision)
    before = rows_of(url)
    with open_register(url) as register, register.reading() as connection:
        assert revision_of(connection) == newest_revision()
        assert assets.get(connection, "knitters").name == "Tuesday Knitters"
        assert revision == "0001" or marks.get(connection, "word") == "of old"
    after = rows_of(url)
    assert {name for name, count in before.items() if after.get(name, 0) < count} == set()
    assert schema_of(tmp_path / "register.sqlite") == schema_of(new_register(tmp_path))


def rows_of(url: str) -> dict[str, int]:
    with open_as_it_is(url) as register:
        content = backups.content_of_register(register)
    return {name: count for name, (count, _) in content.items() if name != "alembic_version"}


def new_register(folder: Path) -> Path:
    file = folder / "new.sqlite"
    open_register(f"sqlite:///{file}").close()
    return file


def schema_of(file: Path) -> set[str]:
    """Tables, indexes and triggers, by name and kind."""
    with closing(sqlite3.connect(file)) as raw:
        return {
            f"{kind} {name}" for kind, name in raw.execute("SELECT type, name FROM sqlite_master")
        }


# In this process everything is loaded; each statement is met by a child of its own, killed at it.
KILLED = """
import os, signal, sys
import sqlalchemy as sa
from asset_map.register.engine import open_as_it_is, open_register
from asset_map.register.migrations import migrate

def upgrade(url, killed_at):
    seen = 0
    register = open_as_it_is(url)
    @sa.event.listens_for(register._engine, "after_cursor_execute")
    def _count(*_):
        nonlocal seen
        seen += 1
        if seen == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
    with register.writing() as connection:
        migrate(connection)
    return seen

template, place = sys.argv[1:]
from shutil import copyfile
copyfile(template, f"{place}/whole.sqlite")
for number in range(1, upgrade(f"sqlite:///{place}/whole.sqlite", -1) + 1):
    copyfile(template, f"{place}/{number}.sqlite")
    child = os.fork()
    if not child:
        upgrade(f"sqlite:///{place}/{number}.sqlite", number)
        os._exit(3)
    _, status = os.waitpid(child, 0)
    print(number, os.WIFSIGNALED(status), flush=True)
"""


def test_an_upgrade_that_is_killed_at_any_statement_leaves_the_register_as_it_was(
    tmp_path: Path,
) -> None:
    template = tmp_path / "template.sqlite"
    make(f"sqlite:///{template}", "0005")
    with closing(sqlite3.connect(template)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    before = schema_of(template)
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(template), str(tmp_path)],
        capture_output=True, text=True, check=True,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
    )  # fmt: skip
    killed = [line.split() for line in ran.stdout.splitlines()]
    assert len(killed) > 30
    assert {is_killed for _, is_killed in killed} == {"True"}
    for number, _ in killed:
        assert schema_of(tmp_path / f"{number}.sqlite") == before, f"killed at statement {number}"
    url = f"sqlite:///{tmp_path / killed[-1][0]}.sqlite"
    with open_register(url) as register, register.reading() as connection:
        assert assets.get(connection, "knitters").name == "Tuesday Knitters"
