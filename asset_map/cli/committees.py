"""``asset-map committees``: dated lists of areas."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.words import counted, long_date

__all__ = ["command"]


@click.group(name="committees")
def command() -> None:
    """Keep the area committees and the areas they look after."""


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
def import_(*, file: Path, by: str) -> None:
    """
    Read committees from FILE: a row for each area, with its code and its committee.

    Where known also from, to, officer, council, basis and meetings (dates). A committee
    that is there already gets the new list.
    """
    from asset_map.usecases.committees import import_committees  # noqa: PLC0415 - slow to import

    read = import_committees(house(), file, actor=actor_from(by), now=clock())
    for one in read.committees:
        change = "replaced" if one.name in read.replaced else "added"
        click.echo(f"{one.name}: {counted(len(one.members), 'area')} ({change}).")


@command.command(name="list")
@by_option
def list_(*, by: str) -> None:
    """List the committees with their areas and meetings."""
    from asset_map.usecases.committees import list_committees  # noqa: PLC0415 - slow to import

    there = list_committees(house(), actor=actor_from(by))
    for one in there:
        meets = ", ".join(long_date(day) for day in one.meetings) or "no meeting recorded yet"
        click.echo(f"{one.name}: {counted(len(one.members), 'area')}; {meets}.")
    if not there:
        click.echo("Nothing recorded here yet. Add some: asset-map committees import FILE")
