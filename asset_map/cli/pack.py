"""``asset-map pack``: what an area committee is given for a meeting, as files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asset_map.cli.edge import actor_from, by_option, clock, house, write_out
from asset_map.model.committee_pack import CommitteePack, PackPurpose, PackState
from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date

if TYPE_CHECKING:
    from asset_map.usecases.build_pack import PackRequest
    from asset_map.usecases.house import House

__all__ = ["command"]


@click.command(name="pack")
@click.option("--committee", default="", help="The area committee, by its name.")
@click.option("--meeting", type=click.DateTime(["%Y-%m-%d"]), help="The day it meets: 2027-03-04.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for its documents; it is made where it is not there.",
)
@click.option(
    "--purpose",
    type=click.Choice([one.value for one in PackPurpose]),
    default=PackPurpose.NOTING.value,
    show_default=True,
    help="What the meeting is asked to do with it.",
)
@click.option("--asked-to", default="", help="What exactly: 'where the mobile library calls'.")
@click.option("--officer", default="", help="Which officer answers for it: a role.")
@click.option("--contact", default="", help="How to reach that office.")
@click.option("--release", is_flag=True, help="Release it: from then on it never changes.")
@click.option("--list", "is_list", is_flag=True, help="Show the packs there are.")
@by_option
def command(  # noqa: PLR0913 - one argument for each option
    *,
    committee: str,
    meeting: datetime | None,
    out: Path | None,
    purpose: str,
    asked_to: str,
    officer: str,
    contact: str,
    release: bool,
    is_list: bool,
    by: str,
) -> None:
    """Make the pack that an area committee receives for a meeting, or list those there are."""
    from asset_map.usecases.build_pack import PackRequest  # noqa: PLC0415 - slow to import

    opened, actor = house(), actor_from(by)
    if is_list:
        _list(opened, actor)
        return
    if not committee or meeting is None or out is None:
        message = "Name the committee, its meeting and a folder: --committee, --meeting, --out."
        raise click.UsageError(message)
    request = PackRequest(
        committee=committee,
        meeting=meeting.date(),
        purpose=PackPurpose(purpose),
        asked_to=asked_to,
        officer=officer,
        contact=contact,
    )
    pack = _made(opened, request, actor, release=release)
    _write(opened, pack, actor, out)


def _made(opened: "House", request: "PackRequest", actor: Actor, *, release: bool) -> CommitteePack:
    """Return the meeting's released pack as it stands, or else its draft made anew."""
    from asset_map.usecases import build_pack, release_pack  # noqa: PLC0415 - slow to import

    standing = release_pack.standing_pack(opened, request.committee, request.meeting, actor=actor)
    if standing is not None and standing.state is PackState.RELEASED:
        click.echo(f"This pack was released on {_day(standing)}; it is written as it stands.")
        return standing
    now = clock()
    _say_of_day(opened, request, now, actor)
    pack = build_pack.build_pack(opened, request, actor=actor, now=now)
    if release:
        pack = release_pack.release_pack(
            opened, pack.id, as_made_at=pack.made_at, actor=actor, now=now
        )
    return pack


def _say_of_day(opened: "House", request: "PackRequest", now: datetime, actor: Actor) -> None:
    """Say on the error stream what is odd about the day of the meeting: it may be a slip."""
    from asset_map.usecases.committees import meeting_words  # noqa: PLC0415 - slow to import

    words = meeting_words(opened, request.committee, request.meeting, actor=actor, now=now)
    if words:
        click.echo(f"Note: {words}", err=True)


def _write(opened: "House", pack: CommitteePack, actor: Actor, out: Path) -> None:
    from asset_map.usecases.pack_files import files_of_pack  # noqa: PLC0415 - slow to import

    files = files_of_pack(opened, pack.id, actor=actor)
    for name, content in files.items():
        file = out / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_out(opened, file, content, what=f"a committee pack ({name})", actor=actor)
        except OSError as error:
            message = f"'{file}' cannot be written ({error.strerror}); name another folder."
            raise click.BadParameter(message, param_hint="--out") from error
        click.echo(f"{file} ({len(content):,} bytes)")
    wards = counted(len(pack.wards), "area")
    click.echo(f"{pack.committee}, {long_date(pack.meeting)}: {wards}, {_state(pack)}.")


def _list(opened: "House", actor: Actor) -> None:
    from asset_map.usecases.release_pack import list_packs  # noqa: PLC0415 - slow to import

    there = list_packs(opened, actor=actor)
    for pack in there:
        click.echo(f"{pack.id}  {pack.committee}, {long_date(pack.meeting)}: {_state(pack)}")
    if not there:
        click.echo("There are no packs yet. Make one with --committee, --meeting and --out.")


def _state(pack: CommitteePack) -> str:
    issue = f"issue {pack.issue}, " if pack.issue > 1 else ""
    if pack.state is PackState.DRAFT:
        return f"{issue}a draft"
    return f"{issue}{pack.state.label} on {_day(pack)} by {pack.released_by}, at {pack.path}"


def _day(pack: CommitteePack) -> str:
    return long_date(pack.released_at or pack.made_at)
