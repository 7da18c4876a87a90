"""``asset-map sources``: an officer vouches for a source."""

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.words import counted

__all__ = ["command"]


@click.group(name="sources")
def command() -> None:
    """Say of a source that what it publishes itself may be public here too."""


@command.command()
@click.argument("name")
@click.option("--reason", required=True, help="Why its contacts and places may be public.")
@by_option
def confirm(*, name: str, reason: str, by: str) -> None:
    """Make public the contacts and places of the source NAME, now and in later imports."""
    from asset_map.usecases.confirm_source import confirm_source  # noqa: PLC0415 - slow to import

    done = confirm_source(house(), name, reason=reason, actor=actor_from(by), now=clock())
    click.echo(
        f"'{name}' is confirmed: {counted(done.assets, 'record')} and "
        f"{counted(done.submissions, 'proposal')} opened. Homes and withheld places stay hidden."
    )
