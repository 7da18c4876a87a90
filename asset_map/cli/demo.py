"""``asset-map demo``: the fictional demonstration district."""

import click

from asset_map.cli.edge import clock, house
from asset_map.settings import load_settings

__all__ = ["command"]


@click.command(name="demo")
@click.option(
    "--if-empty",
    is_flag=True,
    help="Do nothing where the register holds something, or is a council's own.",
)
def command(*, if_empty: bool) -> None:
    """Fill an empty register with the fictional demonstration district."""
    from asset_map.demo.load import load_demonstration  # noqa: PLC0415 - slow to import
    from asset_map.usecases.first_start import may_try_unasked  # noqa: PLC0415 - slow to import

    if if_empty and not may_try_unasked(load_settings()):
        click.echo("The settings name a register of your own: nothing fictional goes into it.")
        return
    click.echo(load_demonstration(house(), now=clock(), if_empty=if_empty))
