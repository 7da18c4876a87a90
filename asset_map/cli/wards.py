"""``asset-map wards``: how well they are mapped."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.words import counted

__all__ = ["command"]


@click.group(name="wards")
def command() -> None:
    """Say how well wards are mapped."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
def status(*, file: Path, by: str) -> None:
    """
    Read from FILE how well wards are mapped, and what was looked for and not found.

    Columns: code, status (not started, desk only, partly mapped, mapped, confirmed), and
    where known "found none" (functions with semicolons between), date and note.
    """
    from asset_map.usecases.map_wards import import_mapping  # noqa: PLC0415 - slow to import

    read = import_mapping(house(), file, actor=actor_from(by), now=clock())
    for one, count in read.by_status:
        click.echo(f"{counted(count, 'ward')} {one.label} ({read.set_name}).")
    if read.found_none:
        click.echo(f"Looked and found none: {counted(read.found_none, 'function')} of wards.")
