"""``asset-map roadshow``: bring in paper cards, take a roadshow away, bring it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from asset_map.cli.edge import NewFile, actor_from, by_option, clock, house, write_out
from asset_map.model.words import counted, long_date
from asset_map.usecases.written_files import write_whole

if TYPE_CHECKING:
    from asset_map.usecases.import_cards import CardReport

__all__ = ["command"]

SHOWN_PROBLEMS = 20
_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group("roadshow")
def command() -> None:
    """Bring in paper cards, take a roadshow away from the office, bring it back."""


@command.command("list")
@by_option
def list_them(*, by: str) -> None:
    """Show every roadshow, the latest first, and the files that went out for it."""
    from asset_map.usecases.find_roadshow import every_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.pack_roadshow import pack_words  # noqa: PLC0415 - slow to import

    office, actor = house(), actor_from(by)
    every = every_roadshow(office, actor=actor)
    for one in every:
        click.echo(f"{one.code}  {long_date(one.held_on)}  {one.state.label}  {one.title}")
        for words in pack_words(office, one.id, actor=actor):
            click.echo(f"  {words}")
    if not every:
        click.echo("No roadshow is recorded here yet.")


@command.command("cards")
@click.argument("name")
@_file
@click.option("--end", is_flag=True, help="The session is over: send what is new to the officers.")
@click.option("--problems", type=NewFile(), metavar="FILE.csv", help="Where to write rows to mend.")
@by_option
def cards(*, name: str, file: Path, end: bool, problems: Path | None, by: str) -> None:
    """Bring the paper cards in FILE into the roadshow NAME, under its own day."""
    from asset_map.usecases.find_roadshow import find_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.import_assets import open_file  # noqa: PLC0415 - slow to import
    from asset_map.usecases.import_cards import (  # noqa: PLC0415 - slow to import
        end_on_paper,
        import_cards,
    )

    office, actor, now = house(), actor_from(by), clock()
    roadshow = find_roadshow(office, name, actor=actor)
    table = open_file(office, file, file_name=file.name)
    report = import_cards(office, roadshow.id, table, actor=actor, now=now)
    click.echo(report.headline)
    _tell_problems(report, problems)
    if end:
        sent = end_on_paper(office, roadshow.id, actor=actor, now=now)["proposed"]
        click.echo(f"{counted(sent, 'new record')} sent to the officers.")


def _tell_problems(report: "CardReport", file: Path | None) -> None:
    for problem in report.problems[:SHOWN_PROBLEMS]:
        click.echo(
            f"  Row {problem.row}, {problem.column}, '{problem.value}': "
            f"{problem.fault} {problem.remedy}"
        )
    if len(report.problems) > SHOWN_PROBLEMS:
        click.echo(f"  ... and {len(report.problems) - SHOWN_PROBLEMS:,} more")
    if report.problems and file is None:
        click.echo("To get the rows to mend as a file, add: --problems FILE.csv")
    elif file is not None and report.problems:
        write_whole(file, report.problems_csv)
        click.echo(f"The rows to mend are in {file}. Mend them there and bring in that file.")


def _passphrase(file: Path | None, *, is_new: bool) -> str:
    """Return the passphrase: the first line of a file, or what is typed."""
    if file is not None:
        return next(iter(file.read_text(encoding="utf-8", errors="replace").splitlines()), "")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new))


_passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the passphrase from the first line of this file instead of asking.",
)
_out = click.option("--out", type=NewFile(), required=True, metavar="FILE", help="The new file.")


@command.command("pack")
@click.argument("name")
@_out
@click.option(
    "--days",
    type=click.IntRange(1, 60),
    default=14,
    show_default=True,
    help="For so many days after the roadshow the file is good.",
)
@_passphrase_file
@by_option
def pack(*, name: str, out: Path, days: int, passphrase_file: Path | None, by: str) -> None:
    """Write the roadshow NAME and its part of the register to one sealed file."""
    from asset_map.usecases.find_roadshow import find_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.pack_roadshow import (  # noqa: PLC0415 - slow to import
        Packing,
        pack_roadshow,
    )

    office, actor = house(), actor_from(by)
    roadshow = find_roadshow(office, name, actor=actor)
    passphrase = _passphrase(passphrase_file, is_new=True)
    packing = Packing(roadshow_id=roadshow.id, passphrase=passphrase, days=days)
    kept, sealed = pack_roadshow(office, packing, actor=actor, now=clock())
    write_whole(out, sealed)
    click.echo(
        f"'{roadshow.title}' with {counted(kept.assets, 'record')} is in {out}, sealed, and good "
        f"until {long_date(kept.expires_at)}. It is listed here until it comes back."
    )


@command.command("unpack")
@_file
@_passphrase_file
@by_option
def unpack(*, file: Path, passphrase_file: Path | None, by: str) -> None:
    """Fill this laptop's empty register from FILE."""
    from asset_map.usecases.roadshow_file import opened_file  # noqa: PLC0415 - slow to import
    from asset_map.usecases.unpack_roadshow import (  # noqa: PLC0415 - slow to import
        unpack_roadshow,
    )

    passphrase = _passphrase(passphrase_file, is_new=False)
    read = opened_file(file.read_bytes(), passphrase, is_coming_back=False)
    came = unpack_roadshow(house(), read, actor=actor_from(by), now=clock())
    click.echo(
        f"'{read.holding.roadshow.title}' is here with "
        f"{counted(len(read.holding.assets), 'record')}, good until {long_date(came.expires_at)}. "
        "Start it with: asset-map serve"
    )


@command.command("return")
@click.argument("name", required=False)
@_out
@_passphrase_file
@by_option
def take_home(*, name: str | None, out: Path, passphrase_file: Path | None, by: str) -> None:
    """Write what is new on this laptop to one sealed file, to be merged at the office."""
    from asset_map.usecases.find_roadshow import find_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.return_roadshow import (  # noqa: PLC0415 - slow to import
        return_roadshow,
    )
    from asset_map.usecases.roadshow_file import sealed_file  # noqa: PLC0415 - slow to import

    laptop, actor = house(), actor_from(by)
    home = return_roadshow(laptop, actor=actor)
    if name and find_roadshow(laptop, name, actor=actor).id != home.file.pack.roadshow_id:
        message = f"This laptop's copy is of '{home.file.holding.roadshow.title}', not '{name}'."
        raise click.BadParameter(message, param_hint="NAME")
    content = sealed_file(home.file, _passphrase(passphrase_file, is_new=True))
    write_out(laptop, out, content, what="what is new on a laptop, sealed", actor=actor)
    click.echo(
        f"{counted(home.cards, 'card')} and all else that is new in "
        f"'{home.file.holding.roadshow.title}' are in {out}. Merge it at the office."
    )
    if home.other_roadshows:
        others = counted(home.other_roadshows, "other roadshow is", "other roadshows are")
        click.echo(f"Note: {others} on this laptop and not in the file.")


@command.command("merge")
@_file
@_passphrase_file
@by_option
def merge(*, file: Path, passphrase_file: Path | None, by: str) -> None:
    """Bring what a laptop wrote to FILE into this register; doing it again changes nothing."""
    from asset_map.usecases.merge_roadshow import merge_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.roadshow_file import opened_file  # noqa: PLC0415 - slow to import

    passphrase = _passphrase(passphrase_file, is_new=False)
    read = opened_file(file.read_bytes(), passphrase, is_coming_back=True)
    report = merge_roadshow(house(), read, actor=actor_from(by), now=clock())
    click.echo(report.headline)
    for line in report.lines:
        click.echo(f"  {line}")


@command.command("lost")
@click.argument("name")
@click.confirmation_option(prompt="Nothing of the files that are out can be merged then. Go on?")
@by_option
def lost(*, name: str, by: str) -> None:
    """Say that the files that are out for the roadshow NAME were lost: they end."""
    from asset_map.usecases.find_roadshow import find_roadshow  # noqa: PLC0415 - slow to import
    from asset_map.usecases.pack_roadshow import (  # noqa: PLC0415 - slow to import
        end_pack,
        packs_out_of,
    )

    office, actor = house(), actor_from(by)
    roadshow = find_roadshow(office, name, actor=actor)
    away = packs_out_of(office, roadshow.id, actor=actor)
    for one in away:
        end_pack(office, one.id, actor=actor, now=clock())
    click.echo(f"{counted(len(away), 'file')} of '{roadshow.title}' ended.")


@command.command("tidy")
@by_option
def tidy(*, by: str) -> None:
    """Erase names and contacts that were kept as long as people were told; run it once a day."""
    from asset_map.usecases.tidy_roadshows import tidy_roadshows  # noqa: PLC0415 - slow to import

    erased = tidy_roadshows(house(), actor=actor_from(by), now=clock())
    told = ", ".join(f"{number} {what}" for what, number in erased.items() if number)
    click.echo(f"Erased: {told}." if told else "Nothing had to be erased today.")
