"""``asset-map export``: write the register to a file."""

from pathlib import Path

import click

from asset_map.cli.edge import NewFile, actor_from, by_option, clock, house
from asset_map.model.role import Audience
from asset_map.model.words import counted

__all__ = ["command"]


@click.command(name="export")
@click.argument("file", type=NewFile(or_folder=True))
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Cut to what these people may see.",
)
@by_option
def command(*, file: Path, audience: str, by: str) -> None:
    """
    Write the register to FILE, by the ending of its name.

    .csv, .xlsx, .geojson, .gpkg (GeoPackage), .html (a map) or .ics (what is on); .zip, or an
    empty folder, is Open Referral UK as static files.
    """
    from asset_map.usecases.export_file import export_file  # noqa: PLC0415 - slow to import

    count = export_file(
        house(), file, audience=Audience(audience), actor=actor_from(by), now=clock()
    )
    readers = Audience(audience).readers
    click.echo(f"Wrote {counted(count, 'record')} to {file}, as {readers} may see them.")
