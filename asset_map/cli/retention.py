"""``asset-map retention``: what was kept as long as people were told, listed and removed."""

import click

from asset_map.cli.edge import actor_from, clock, house

__all__ = ["command"]


@click.command(name="retention")
@click.option("--do", "is_done", is_flag=True, help="Remove it; without this it is only listed.")
@click.option(
    "--by",
    default="data-protection",
    show_default=True,
    metavar="ROLE[:NAME]",
    help="Who does this: data-protection or admin, and a name.",
)
def command(*, is_done: bool, by: str) -> None:
    """List what has been kept long enough; with --do remove it. Run it once a day."""
    from asset_map.usecases.retention import retention  # noqa: PLC0415 - slow to import

    expired = retention(house(), is_done=is_done, actor=actor_from(by), now=clock())
    for one in expired:
        click.echo(f"{one.rule}:")
        for thing in one.things:
            click.echo(f"  {thing}")
    if not expired:
        click.echo("Nothing has been kept too long.")
    elif is_done:
        click.echo("All of this was removed.")
    else:
        click.echo("Nothing was removed. Run it again with --do to remove all of this.")
