"""``asset-map messages``: what people outside are written, sent or taken away."""

import sys
from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house, write_out
from asset_map.model.errors import SettingsError
from asset_map.model.words import counted

__all__ = ["command"]


@click.group(name="messages")
def command() -> None:
    """Send questions, decisions and reminders, or take them away for a mail merge."""


@command.command()
@by_option
def send(*, by: str) -> None:
    """Send what waits by the council's mail server; run it every few minutes."""
    from asset_map.usecases.messages_out import (  # noqa: PLC0415 - slow to import
        council_mailer,
        send_due,
    )

    opened = house()
    mailer = council_mailer(opened)
    if mailer is None:
        message = (
            "No mail server is set; set 'smtp_host', "
            "or take the messages away with 'asset-map messages export FILE.csv'."
        )
        raise SettingsError(message)
    sent, left = send_due(opened, mailer, actor=actor_from(by), now=clock())
    click.echo(f"Sent {counted(sent, 'message')}.")
    if left:
        click.echo(f"{counted(left, 'message')} could not be sent; the page Messages says why.")
        sys.exit(1)


@command.command()
@by_option
def remind(*, by: str) -> None:
    """Write to contacts whose records grow old; run it once a day."""
    from asset_map.usecases.still_right import write_reminders  # noqa: PLC0415 - slow to import

    written = write_reminders(house(), actor=actor_from(by), now=clock())
    click.echo(f"Wrote {counted(written, 'reminder')}; they wait to be sent.")


@command.command("end-link")
@click.argument("address")
@by_option
def end_one(*, address: str, by: str) -> None:
    """Let the private link at ADDRESS open nothing any more: it fell into the wrong hands."""
    from asset_map.usecases.end_link import end_link  # noqa: PLC0415 - slow to import

    end_link(house(), address, actor=actor_from(by), now=clock())
    click.echo("That link opens nothing any more.")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@by_option
def export(*, file: Path, by: str) -> None:
    """Write what waits to FILE as a CSV for a mail merge; it waits on until you say it is sent."""
    from asset_map.usecases.messages_out import mail_merge_csv  # noqa: PLC0415 - slow to import

    opened, actor = house(), actor_from(by)
    content = mail_merge_csv(opened, actor=actor)
    write_out(opened, file, content, what="letters for a mail merge", actor=actor)
    click.echo(f"Wrote what waits to {file}.")
