"""``asset-map postcodes``: look up postcodes offline."""

import click

from asset_map.cli.edge import house

__all__ = ["command"]


@click.group(name="postcodes")
def command() -> None:
    """Look up postcodes offline."""


@command.command()
@click.argument("postcode")
def check(*, postcode: str) -> None:
    """Say where POSTCODE is, and in which ward."""
    from asset_map.usecases.locating import check_postcode  # noqa: PLC0415 - slow to import

    found = check_postcode(house(), postcode)
    click.echo(found.postcode)
    click.echo(f"  longitude {found.point.lon:.6f}, latitude {found.point.lat:.6f}")
    click.echo(f"  easting {found.grid.easting:.0f}, northing {found.grid.northing:.0f}")
    if found.ward_code:
        edge = "; so near an edge that it could be next door" if found.is_edge else ""
        click.echo(f"  ward {found.ward_name} ({found.ward_code}){edge}")
    else:
        click.echo("  outside every ward of the set in use")
