"""``asset-map boundaries``: add, list, use, compare."""

from datetime import datetime
from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.area import BoundaryKind
from asset_map.model.words import counted, long_date

__all__ = ["command"]


@click.group(name="boundaries")
def command() -> None:
    """Bring in wards and choose the edition in use."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help='What this edition is called: "Wards 2025".')
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in BoundaryKind]),
    default=BoundaryKind.WARD.value,
    show_default=True,
)
@click.option("--valid-from", required=True, type=click.DateTime(["%Y-%m-%d"]), help="2025-05-01")
@click.option("--valid-to", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--code-column", help="The column that holds the code, where it is not found.")
@click.option("--name-column", help="The column that holds the name, where it is not found.")
@click.option("--layer", help="The layer to read, where a GeoPackage has several.")
@click.option("--attribution", default="", help="Shown wherever the set is used.")
@by_option
def add(  # noqa: PLR0913 - one argument for each option
    *,
    file: Path,
    name: str,
    kind: str,
    valid_from: datetime,
    valid_to: datetime | None,
    code_column: str | None,
    name_column: str | None,
    layer: str | None,
    attribution: str,
    by: str,
) -> None:
    """Add the areas of FILE: GeoJSON, GeoPackage, zipped Shapefile or GeoParquet."""
    from asset_map.usecases.boundaries import (  # noqa: PLC0415 - slow to import
        BoundaryRequest,
        add_boundaries,
    )

    request = BoundaryRequest(
        path=file,
        name=name,
        kind=BoundaryKind(kind),
        valid_from=valid_from.date(),
        valid_to=valid_to.date() if valid_to else None,
        code_column=code_column,
        name_column=name_column,
        layer=layer,
        attribution=attribution,
    )
    added = add_boundaries(house(), request, actor=actor_from(by), now=clock())
    columns = f"codes from {added.code_column}, names from {added.name_column}"
    click.echo(f"Added '{name}': {counted(added.area_count, 'area')}, {columns}.")
    for warning in added.warnings:
        click.echo(f"  Note: {warning}")
    if added.is_in_use:
        click.echo("It is the first of its kind, so it is in use.")
    else:
        click.echo(f"To use it: asset-map boundaries use {name!r}")


@command.command(name="list")
def list_() -> None:
    """List the editions, and which is in use."""
    from asset_map.usecases.boundaries import list_boundaries  # noqa: PLC0415 - slow to import

    there = list_boundaries(house())
    for boundary_set, count, is_in_use in there:
        mark = "*" if is_in_use else " "
        click.echo(
            f"{mark} {boundary_set.name}  {boundary_set.kind.label}  {counted(count, 'area')}  "
            f"from {long_date(boundary_set.valid_from)}  ({boundary_set.file_name})"
        )
    click.echo(
        "* is in use." if there else "Nothing yet. Add a file: asset-map boundaries add FILE"
    )


@command.command()
@click.argument("name")
@by_option
def use(*, name: str, by: str) -> None:
    """Use the edition NAME: the ward of every place is worked out anew."""
    from asset_map.usecases.boundaries import use_boundaries  # noqa: PLC0415 - slow to import

    used = use_boundaries(house(), name, actor=actor_from(by), now=clock())
    click.echo(
        f"'{used.boundary_set.name}' is in use: {counted(used.placed, 'place')} in its areas, "
        f"{used.outside:,} outside, {used.on_edges:,} so near an edge that it could be either side."
    )


@command.command()
@click.argument("old")
@click.argument("new")
@by_option
def compare(*, old: str, new: str, by: str) -> None:
    """Show what the areas of NEW were in OLD, by land and people, and which assets moved."""
    from asset_map.usecases.compare_boundaries import (  # noqa: PLC0415 - slow to import
        compare_boundaries,
    )

    change = compare_boundaries(house(), old, new, actor=actor_from(by))
    click.echo("old area   new area   of the old: land, people   of the new: land, people")
    for one in change.overlaps:
        named = "  named as its predecessor" if one.is_named else ""
        of_old = f"{one.share_of_old_area:>15.0%} {one.share_of_old:>7.0%}"
        of_new = f"{one.share_of_new_area:>17.0%} {one.share_of_new:>7.0%}"
        click.echo(f"{one.old_code}  {one.new_code}  {of_old}  {of_new}{named}")
    for asset in change.moved:
        was, is_now = asset.old_name or "no area", asset.new_name or "no area"
        click.echo(f"Moved: {asset.name} ({asset.asset_id}): from {was} to {is_now}.")
    click.echo(f"{counted(change.stayed, 'asset')} in an area of the same name as before.")
