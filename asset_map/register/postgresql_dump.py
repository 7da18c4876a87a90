"""PostgreSQL's own programs: ``pg_dump``, ``pg_restore`` and ``psql``, called without a shell."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from asset_map.model.errors import BackupError

__all__ = ["UncheckableError", "dump", "replace", "scratch_database"]

_ANEW: Final = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
# Whose it is, and who else may read it, is said where it is restored.
_PLAIN: Final = ("--no-owner", "--no-privileges")
_SCRATCH: Final = "asset_map_scratch_"
# A database's address may stand in what a program says.
_PASSWORD: Final = re.compile(r"://[^@\s]*@")


class UncheckableError(BackupError):
    """The database's user may not make the scratch database in which a copy is looked at."""


def dump(connection: sa.Connection, file: Path) -> None:
    """Write the state that a connection sees into a file of pg_dump's own format."""
    snapshot = connection.scalar(sa.select(sa.func.pg_export_snapshot()))
    url = connection.engine.url
    _run(url, "pg_dump", "--format=custom", *_PLAIN, f"--snapshot={snapshot}", f"--file={file}")


@contextmanager
def scratch_database(url: URL, file: Path | None) -> Iterator[URL]:
    """Give the address of a new database with what a dump holds, if any; it is gone afterwards."""
    name = f"{_SCRATCH}{uuid4().hex}"
    admin = sa.create_engine(
        url, isolation_level="AUTOCOMMIT", connect_args={"application_name": name}
    )
    try:
        with admin.connect() as connection:
            _clear_away(connection)
            try:
                connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
            except ProgrammingError as error:
                raise _not_allowed(url) from error
            try:
                beside = url.set(database=name)
                if file:
                    _run(beside, "pg_restore", "--exit-on-error", *_PLAIN, str(file))
                yield beside
            finally:
                connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    finally:
        admin.dispose()


def _clear_away(connection: sa.Connection) -> None:
    """Drop scratch databases whose command is gone: a power cut may have left a whole register."""
    program = sa.column("application_name", sa.String)
    at_work = sa.select(program).select_from(sa.table("pg_stat_activity"))
    name = sa.column("datname", sa.String)
    own = sa.func.pg_get_userbyid(sa.column("datdba")) == sa.func.current_user()
    left = (
        sa.select(name)
        .select_from(sa.table("pg_database"))
        .where(
            name.startswith(_SCRATCH, autoescape=True),
            own,
            name.not_in(at_work.where(program.is_not(None))),
        )
    )
    for one in connection.scalars(left).all():
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)'))


def replace(url: URL, prepared: URL, *, folder: Path) -> None:
    """Make a database what another is, in one transaction."""
    script = folder / f"asset-map-{uuid4().hex}.sql"
    script.touch(mode=0o600)
    try:
        # A dump that breaks off must not be half put back: it is written to its end first.
        _run(prepared, "pg_dump", "--format=plain", *_PLAIN, f"--file={script}")
        with (
            script.open(encoding="utf-8") as rest,
            script.with_suffix(".new").open("w", encoding="utf-8") as whole,
        ):
            whole.write(_ANEW)
            shutil.copyfileobj(rest, whole)
        _run(
            url, "psql", "--no-psqlrc", "--quiet", "--single-transaction",
            "--set=ON_ERROR_STOP=1", f"--file={script.with_suffix('.new')}", "--output=/dev/null",
        )  # fmt: skip
    finally:
        script.unlink(missing_ok=True)
        script.with_suffix(".new").unlink(missing_ok=True)


def _run(url: URL, program: str, *words: str) -> None:
    path = shutil.which(program)
    if path is None:
        message = f"There is no '{program}' here; install PostgreSQL's client programs."
        raise BackupError(message)
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    # On a command line everybody on the machine could read the password.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    ran = subprocess.run(  # noqa: S603 - no shell, and nothing in it was typed by a stranger
        [path, f"--dbname={plain}", *words],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = _PASSWORD.sub("://", " ".join(ran.stderr.split())[-300:])
        message = f"'{program}' refused: {said}. Nothing in the register was changed."
        raise BackupError(message)


def _not_allowed(url: URL) -> UncheckableError:
    return UncheckableError(
        "A backup is looked at in a scratch database, and this database user may not make one. "
        f'Let it: ALTER ROLE "{url.username}" CREATEDB;'
    )
