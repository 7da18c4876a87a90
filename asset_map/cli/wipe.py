"""``asset-map wipe``: a council leaves, with everything that it brought."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, clock, house, keeper_option
from asset_map.model.words import counted
from asset_map.settings import load_settings

__all__ = ["command"]


@click.command(name="wipe")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="An empty folder for everything that the register holds.",
)
@click.option("--only-export", is_flag=True, help="Write everything, and remove nothing.")
@keeper_option
def command(*, folder: Path, only_export: bool, by: str) -> None:
    """Write everything in open formats; then, when its name is typed, remove the register."""
    from asset_map.usecases.leave import take_everything, wipe  # noqa: PLC0415 - slow to import

    opened, actor = house(), actor_from(by)
    files = take_everything(opened, folder, actor=actor, now=clock())
    click.echo(f"Everything is in {folder}: {counted(files, 'file')}.")
    if only_export:
        return
    council = opened.settings.council_name
    click.echo("Stop the server before you go on. What is removed now does not come back.")
    typed = click.prompt("Type the council's name to remove the register from this machine")
    opened.register.close()
    done = wipe(load_settings(), taken=folder, typed=typed, council=council, actor=actor)
    for one in done.removed:
        click.echo(f"Removed: {one}")
    for file in done.backups:
        click.echo(f"A backup is still here; remove it when nobody needs it: {file}")
    click.echo("Copies on other machines, and files that were sent on, are not known here.")
