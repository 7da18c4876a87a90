"""Where the command line ends: who acts, what time it is, and how refusals are told."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from asset_map.model.errors import AssetMapError, Problem
from asset_map.model.role import Actor, Audience, Role
from asset_map.settings import Settings, load_settings
from asset_map.usecases.log_lines import note_line, set_up_logs
from asset_map.usecases.written_files import write_whole

if TYPE_CHECKING:
    from asset_map.usecases.house import House

__all__ = [
    "NewFile",
    "actor_from",
    "by_option",
    "clock",
    "house",
    "keeper_option",
    "noted",
    "tell",
    "write_out",
]


def tell(error: AssetMapError) -> None:
    """Write a refusal to standard error: what, which value, what to do, each problem once."""
    told = str(error)
    click.echo(f"Error: {told}", err=True)
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    for problem in problems:
        if str(problem) not in told:
            click.echo(f"  - {problem}", err=True)
    candidates: tuple[str, ...] = getattr(error, "candidates", ())
    if candidates and not any(candidate in told for candidate in candidates):
        click.echo(f"  Did you mean: {', '.join(candidates)}?", err=True)


@contextmanager
def noted(command: str) -> Iterator[None]:
    """Note in a log of JSON lines which command ran, how long, and how it ended."""
    settings = Settings()
    with suppress(AssetMapError):  # the command itself says what is wrong with them
        settings = load_settings()
    set_up_logs(settings)
    began, status = time.monotonic(), 1
    try:
        yield
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        raise
    finally:
        ms = round((time.monotonic() - began) * 1000)
        note_line("command", {"command": command, "status": status, "ms": ms, "id": uuid4().hex})


class NewFile(click.Path):
    """A file to be written: its folder is looked for before any work is done."""

    def __init__(self, *, or_folder: bool = False) -> None:
        super().__init__(dir_okay=or_folder, writable=True)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """Return the path."""
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not file.parent.is_dir():
            self.fail(f"There is no folder '{file.parent}'; make it first.", param, ctx)
        return file


def clock() -> datetime:
    """Return the time now; the only place where commands read it."""
    return datetime.now(tz=UTC)


def house() -> "House":
    """Open the register that the settings name."""
    from asset_map.usecases.erased_again import erase_again  # noqa: PLC0415 - slow to import
    from asset_map.usecases.house import open_house  # noqa: PLC0415 - slow to import

    opened = open_house(load_settings())
    erase_again(opened, now=clock())
    return opened


def write_out(
    opened: "House",
    file: Path,
    content: bytes,
    *,
    what: str,
    actor: Actor,
    audience: Audience | None = None,
) -> None:
    """Write a file that leaves the register, and keep who took it."""
    from asset_map.usecases.exports_made import (  # noqa: PLC0415 - slow to import
        GivenOut,
        note_export,
    )

    write_whole(file, content)
    given = GivenOut(what=what, audience=audience or actor.audience, content=content)
    note_export(opened, given, actor=actor, now=clock())


def actor_from(by: str) -> Actor:
    """
    Return who acts: "officer", "partner:Jo's laptop", or a name (then an officer).

    Whoever can run commands can open the database; this says whose name the
    history keeps and by which role's rules the command plays.
    """
    role, _, name = by.partition(":")
    wanted = role.strip().casefold().replace(" ", "_").replace("-", "_")
    if wanted in set(Role):
        return Actor(name=name.strip() or Role(wanted).label, role=Role(wanted))
    return Actor(name=by.strip() or "officer", role=Role.OFFICER)


by_option = click.option(
    "--by",
    default="officer",
    show_default=True,
    metavar="ROLE[:NAME]",
    help="Who does this, for the history: a role, a role and a name, or a name.",
)
keeper_option = click.option(
    "--by",
    default="admin",
    show_default=True,
    metavar="ROLE[:NAME]",
    help="Who does this. Only the role 'admin' keeps backups.",
)
