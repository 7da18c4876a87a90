"""
A register of any earlier version comes up to this one with all it held, or stays as it was.

The upgrade from the first version goes the whole way, and is killed at each of its statements
(on PostgreSQL at some of them); ``make endurance`` kills that of every version at each.
"""

import os
import sys
from itertools import count

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.register import assets, backups, history, seals, search
from asset_map.register.engine import Register, open_as_it_is, open_register
from asset_map.register.migrations import newest_revision, revision_of
from asset_map.register.schema import metadata
from asset_map.settings import ROOT
from tests.register.drawn import NOW, save
from tests.register.filled import KNITTERS, emptied, make, rows_of
from tests.register.killed_upgrade import is_killed, schema_of

VERSIONS = sorted(
    path.name[:4]
    for path in (ROOT / "asset_map" / "register" / "migrations" / "versions").glob("0*.py")
)
ALL = os.environ.get("ASSET_MAP_TEST_UPGRADES") == "all"


@pytest.mark.parametrize("revision", VERSIONS[:-1])
def test_a_register_of_each_earlier_version_keeps_its_rows(
    revision: str, register_url: str
) -> None:
    with open_as_it_is(register_url) as new:
        schema = schema_of(new)
    url = emptied(register_url)
    with open_as_it_is(url) as old:
        make(old, revision)
        before = rows_of(old)
        # What stood for erased words is worked out anew.
        for row in before.get("sealed_rows", ()):
            del row["erased_at"], row["erased_sha256"]
    assert all(before.values()), "a table without rows"
    with open_register(url) as old:
        after = rows_of(old)
        for name, rows in before.items():
            kept = [{column: row.get(column, "gone") for column in rows[0]} for row in after[name]]
            added = [row for row in kept if row not in rows]
            assert [row for row in rows if row not in kept] == [], name
            # A register from before it had a name is given one.
            assert [row["key"] for row in added] in ([], [backups.REGISTER_MARK]), name
        made = {name for name in after.keys() - before.keys() if after[name]}
        assert made <= {"marks"}
        assert schema_of(old) == schema
        assert_at_work(old)


def assert_at_work(register: Register) -> None:
    """What was kept is read and found, the seals hold, and what is written next is kept."""
    with register.writing() as connection:
        assert revision_of(connection) == newest_revision()
        knitters = assets.get(connection, KNITTERS)
        assert knitters.name == "Tuesday Knitters"
        query = Query(text="knitters", only_open=False)
        found = search.find(connection, query, audience=Audience.PUBLIC, today=NOW.date())
        assert len(found.listings) == 1
        assert seals.check(connection).faults == ()
        save(connection, knitters, action="changed")
        assert {one.action for one in history.of_asset(connection, KNITTERS)} == {
            "added",
            "changed",
        }


def test_the_tables_that_are_made_are_those_that_the_program_knows(register: Register) -> None:
    with register.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": False, "include_name": is_asked_for}
        )
        assert compare_metadata(context, metadata) == []


def is_asked_for(name: str | None, kind: str, _: object) -> bool:
    """Leave out what each database has for its search alone."""
    return name in metadata.tables if kind == "table" else not str(name).endswith("lexemes")


@pytest.mark.parametrize("revision", VERSIONS[: -1 if ALL else 1])
def test_an_upgrade_that_is_killed_at_any_statement_leaves_all_or_nothing(
    revision: str, register_url: str
) -> None:
    url = emptied(register_url)
    with open_as_it_is(url) as register:
        make(register, revision)
    before, left = state_of(url), []
    step = 1 if ALL or url.startswith("sqlite") else 7
    for statement in count(1, step):
        if not is_killed(url, at=statement):
            break
        left.append(state_of(url))
    done = state_of(url)
    sys.stdout.write(f"{url[:6]} from {revision}: {len(left)} kills\n")
    assert left.count(before) > 10 // step
    # Who is killed after it was committed has done it all, and the next has nothing left to do.
    assert [at for at, one in enumerate(left) if one not in (before, done)] == []
    assert left.count(done) <= 1
    with open_as_it_is(url) as register:
        assert_at_work(register)


def state_of(url: str) -> tuple[object, object]:
    """Return what a register is, with the revision and the sum of its rows."""
    with open_as_it_is(url) as register:
        return schema_of(register), backups.content_of_register(register)
