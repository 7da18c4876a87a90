"""A process that brings a register up to date, and is killed before a statement of its choosing."""

import os
import signal
from typing import Final

import sqlalchemy as sa

from asset_map.register.engine import Register, open_register
from tests.forks import FORKS

__all__ = ["is_killed", "schema_of"]

_SCHEMA: Final = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master",
    "postgresql": """
        SELECT 'column', c.table_name::text, to_jsonb(c)::text FROM information_schema.columns c
        WHERE table_schema = 'public'
        UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'rule', conrelid::regclass::text || ' ' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function', proname, pg_get_functiondef(oid)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'public'
    """,
}


def schema_of(register: Register) -> set[tuple[str, ...]]:
    """Return tables, columns, indexes, constraints and triggers, each with all that it says."""
    with register.reading() as connection:
        rows = connection.exec_driver_sql(_SCHEMA[register.dialect])
        # In which database it lies.
        return {
            tuple(str(word).replace(str(register.url.database), "here") for word in row)
            for row in rows
        }


def is_killed(url: str, at: int) -> bool:
    """Open a register in a process that is killed there; False where it got to the end before."""
    process = FORKS.Process(target=_upgrade, args=(url, at))
    process.start()
    process.join()
    code = process.exitcode
    process.close()
    if code not in {0, -signal.SIGKILL}:
        message = f"The upgrade that was to be killed at its statement {at} ended by {code}."
        raise AssertionError(message)
    return code != 0


def _upgrade(url: str, killed_at: int) -> None:
    seen = 0

    def go_on_or_die(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, moment, go_on_or_die)
    register = open_register(url)
    # What was committed a moment ago lies on the disk.
    go_on_or_die()
    register.close()
