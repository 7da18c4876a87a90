"""``asset-map history``: seal what was done, and look whether it is as it was."""

import click

from asset_map.cli.edge import actor_from, clock, house, keeper_option
from asset_map.model.words import LONDON, counted, long_date

__all__ = ["command"]


@click.group(name="history")
def command() -> None:
    """Seal the history by a chain of hashes, and look whether anybody altered it."""


@command.command()
@keeper_option
def seal(*, by: str) -> None:
    """Seal what was added since the last seal, and print the hash that holds for all of it."""
    from asset_map.usecases.seal_history import seal_history  # noqa: PLC0415 - slow to import

    made = seal_history(house().register, actor=actor_from(by), now=clock())
    if made is None:
        click.echo("Nothing was added since the last seal.")
    else:
        click.echo(f"Sealed as number {made.number}: {made.sha256}")


@command.command(name="list")
@keeper_option
def list_(*, by: str) -> None:
    """List who changed what of the register itself, its areas and accounts, the last first."""
    from asset_map.usecases.register_history import (  # noqa: PLC0415 - slow to import
        changes_of_register,
    )

    for event in changes_of_register(house(), actor=actor_from(by)):
        at = event.at.astimezone(LONDON)
        said = f": {event.said}" if event.said else ""
        click.echo(f"{long_date(at)}, {at:%H:%M}: {event.did}{said} (by {event.actor_name})")


@command.command()
@keeper_option
def verify(*, by: str) -> None:
    """Work every seal out anew; the exit code is 1 where something was altered."""
    from asset_map.usecases.seal_history import check_history  # noqa: PLC0415 - slow to import

    found = check_history(house().register, actor=actor_from(by))
    click.echo(
        f"{counted(found.seal_count, 'seal')} over {counted(found.row_count, 'row')}, "
        f"the words of {found.erased_count} erased."
    )
    if found.last:
        click.echo(f"The last one, of {found.last.day}: {found.last.sha256}")
    for fault in found.faults:
        click.echo(f"Bad: {fault}", err=True)
    if found.faults:
        raise SystemExit(1)
