"""``asset-map serve``: start the one server and say where it is."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from asset_map.cli.edge import house
from asset_map.model.errors import SettingsError
from asset_map.settings import ROOT, Settings, load_settings
from asset_map.usecases.reach_phones import EVERY_ADDRESS, lan_addresses
from asset_map.usecases.sign_in import LINK_LASTS, is_loopback, issue_officer_link

__all__ = ["command", "opening_words", "server_command"]

_LAST_PORT = 65_535


def server_command(settings: Settings, *, host: str, port: int) -> list[str]:
    """Return the command that starts the server with the council's settings."""
    flags = {
        "server.address": host,
        "server.port": port,
        "server.maxUploadSize": settings.max_upload_mb,
        "theme.primaryColor": settings.accent_colour,
        "theme.linkColor": settings.accent_colour,
        "logger.hideWelcomeMessage": "true",
    }
    given = [part for name, value in flags.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), *given]


def opening_words(
    settings: Settings, *, host: str, port: int, now: datetime, has_link: bool = True
) -> list[str]:
    """
    Return what is said at the start; on this machine's own address, an officer's link too.

    Without the link it says where to sign in.
    """
    # Who listens to every address hears its own too: there the officer comes in.
    is_for_all = host in EVERY_ADDRESS
    here = "127.0.0.1" if is_for_all else host
    address = f"http://{f'[{here}]' if ':' in here else here}:{port}"
    words = [f"asset-map is starting at {settings.public_url or address} - Ctrl+C stops it."]
    if is_for_all and not settings.public_url:
        words += [
            f"Phones on this network reach it at http://{one}:{port}" for one in lan_addresses()
        ]
    if not has_link:
        words.append(f"Sign in at {settings.public_url or address}/sign-in")
    elif is_loopback(here):
        token = issue_officer_link(Path(settings.cache_dir), now=now)
        minutes = int(LINK_LASTS.total_seconds() // 60)
        words.append(
            f"Come in as an officer (works once, in the next {minutes} minutes, "
            f"on this machine only): {address}/officer/{token}"
        )
    return words


@click.command("serve")
@click.option("--host", help="The address to listen on; this machine's own unless set.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--officer-link", is_flag=True, help="Print the officer's link though there are accounts."
)
def command(host: str | None, port: int | None, *, officer_link: bool) -> None:
    """Start the pages, the workroom and the routes, and print their address."""
    settings = load_settings()
    host, port = host or settings.host, port or settings.port
    if not 1 <= port <= _LAST_PORT:
        message = f"The setting 'port' is {port}; choose a number from 1 to {_LAST_PORT}."
        raise SettingsError(message)
    # The pages tell phones where the server is: they know it from the settings.
    os.environ |= {"ASSET_MAP_HOST": host, "ASSET_MAP_PORT": str(port)}
    now = datetime.now(UTC)
    has_link = _link_stands(now, is_asked_for=officer_link)
    for words in opening_words(settings, host=host, port=port, now=now, has_link=has_link):
        click.echo(words)
    sys.stdout.flush()
    program = server_command(settings, host=host, port=port)
    if os.name == "nt":
        # There a program that takes another's place leaves the window, and Ctrl+C, behind.
        sys.exit(subprocess.run(program, check=False).returncode)  # noqa: S603 - as below
    os.execv(program[0], program)  # noqa: S606 - nothing in it was typed by a stranger


def _link_stands(now: datetime, *, is_asked_for: bool) -> bool:
    """Whether there is an officer's link: until an admin has an account, or when asked for."""
    from asset_map.usecases.sessions import (  # noqa: PLC0415 - slow to import
        has_admin,
        let_officer_link_stand,
    )

    register = house()
    if is_asked_for:
        let_officer_link_stand(register, now=now)
    return is_asked_for or not has_admin(register)
