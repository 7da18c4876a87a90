"""``asset-map backup``: the whole register in one file."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, clock, keeper_option
from asset_map.model.words import LONDON, counted, long_date
from asset_map.settings import load_settings

__all__ = ["command"]


@click.command(name="backup")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder for it.")
@click.option("--keep", type=click.IntRange(0), help="How many to keep there; 0 keeps all.")
@click.option("--list", "is_listed", is_flag=True, help="Only say which backups there are.")
@keeper_option
def command(*, to: Path | None, keep: int | None, is_listed: bool, by: str) -> None:
    """Write a backup, restore it beside the register and compare the two."""
    if is_listed:
        _say_kept(to)
        return
    from asset_map.usecases.backup import back_up  # noqa: PLC0415 - slow to import

    settings = load_settings()
    made = back_up(settings, actor=actor_from(by), now=clock(), folder=to, keep=keep)
    click.echo(f"{made.file}: {counted(made.row_count, 'row')} of revision {made.revision}.")
    if made.unchecked_because:
        click.echo(f"Not looked at: {made.unchecked_because}", err=True)
        raise SystemExit(1)
    click.echo("Restored beside the register, and found to be equal.")


def _say_kept(folder: Path | None) -> None:
    from asset_map.usecases.backup import kept_backups  # noqa: PLC0415 - slow to import

    kept = kept_backups(folder or Path(load_settings().backup_dir))
    for one in kept:
        at = one.name.at.astimezone(LONDON)
        looked_at = "" if one.name.is_checked else ", not looked at"
        click.echo(f"{one.file}: {long_date(at)}, {at:%H:%M}, {one.name.reason.label}{looked_at}")
    if not kept:
        click.echo("No backups yet. Make one: asset-map backup")
