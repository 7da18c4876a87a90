"""``asset-map restore``: a backup in the register's place."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, clock, keeper_option
from asset_map.model.words import counted
from asset_map.settings import load_settings

__all__ = ["command"]


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--before-last-upgrade",
    "is_before_upgrade",
    is_flag=True,
    help="Take the backup from before the tables last changed.",
)
@click.option("--yes", is_flag=True, help="Put it in another register's place, too.")
@keeper_option
def command(*, file: Path | None, is_before_upgrade: bool, yes: bool, by: str) -> None:
    """Put FILE back, whole or not at all; what was there is kept aside."""
    from asset_map.usecases.restore import (  # noqa: PLC0415 - slow to import
        backup_before_last_upgrade,
        restore,
    )

    if (file is None) is not is_before_upgrade:
        message = "Name a file, or say --before-last-upgrade."
        raise click.UsageError(message)
    settings = load_settings()
    chosen = file or backup_before_last_upgrade(settings)
    done = restore(settings, chosen, actor=actor_from(by), now=clock(), may_be_another=yes)
    click.echo(f"The register is what '{chosen.name}' holds: {counted(done.asset_count, 'asset')}.")
    if done.kept_aside:
        click.echo(f"What was there lies in {done.kept_aside}")
    click.echo("Start the server again, if it runs.")
