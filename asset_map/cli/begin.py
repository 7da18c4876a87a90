"""``asset-map begin``: from the demonstration to a register of one's own."""

import click

from asset_map.cli.edge import actor_from, by_option, clock, house

__all__ = ["command"]


@click.command(name="begin")
@by_option
def command(*, by: str) -> None:
    """Put an empty register in the demonstration's place; a copy of it is kept aside."""
    from asset_map.usecases.begin_own import begin_own  # noqa: PLC0415 - slow to import

    aside = begin_own(house(), actor=actor_from(by), now=clock())
    click.echo("The register is empty and yours: nothing of the demonstration is left in it.")
    click.echo(f"A copy of the demonstration lies in {aside}")
    click.echo("Start the server, and open the officer's link that it prints.")
