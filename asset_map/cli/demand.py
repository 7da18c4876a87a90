"""``asset-map demand``: where people live."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.words import counted

__all__ = ["command"]


@click.group(name="demand")
def command() -> None:
    """Bring in where people live, so that gaps are counted in residents."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
def add(*, file: Path, by: str) -> None:
    """
    Add the points of FILE, in the place of those before.

    Columns: code, people, easting and northing (or lon and lat), and where known a
    deprivation score and urban or rural. Without coordinates the codes are wards.
    """
    from asset_map.usecases.demand import add_demand  # noqa: PLC0415 - slow to import

    added = add_demand(house(), file, actor=actor_from(by), now=clock())
    click.echo(f"Added {counted(added.points, 'point')} where {added.people:,} residents live.")
    click.echo(f"  {added.source.words}")
    click.echo(f"  {counted(added.rural_people, 'resident')} in the country, by their points.")
    if added.unclassed_points:
        told = counted(added.unclassed_points, "point")
        click.echo(f"  {told} neither urban nor rural: counted as urban.")
    if added.without_score:
        click.echo(f"  {counted(added.without_score, 'point')} without a deprivation score.")
    for one in added.by_set:
        click.echo(
            f"  '{one.set_name}': {one.inside:,} residents in its areas, {one.outside:,} in none; "
            f"{counted(one.areas_without, 'area')} without a point."
        )
