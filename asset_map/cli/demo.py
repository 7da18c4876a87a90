"""``asset-map demo``: the fictional demonstration district."""

import click

from asset_map.cli.edge import clock, house

__all__ = ["command"]


@click.command(name="demo")
@click.option("--if-empty", is_flag=True, help="Do nothing where the register holds something.")
def command(*, if_empty: bool) -> None:
    """Fill an empty register with the fictional demonstration district."""
    from asset_map.demo.load import load_demonstration  # noqa: PLC0415 - slow to import

    click.echo(load_demonstration(house(), now=clock(), if_empty=if_empty))
