"""``asset-map roadshow``: bring in paper cards, take a roadshow away, bring it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from asset_map.cli.edge import NewFile, actor_from, by_option, clock, house
from asset_map.model.words import counted, long_date

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
    """Show every roadshow, the latest first."""
    from asset_map.usecases.find_roadshow import every_roadshow  # noqa: PLC0415 - slow to import

    every = every_roadshow(house(), actor=actor_from(by))
    for one in every:
        click.echo(f"{one.code}  {long_date(one.held_on)}  {one.state.label}  {one.title}")
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
        file.write_bytes(report.problems_csv)
        click.echo(f"The rows to mend are in {file}. Mend them there and bring in that file.")
