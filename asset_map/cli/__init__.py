"""Commands: one file each, loaded only when it is called."""

import importlib
import sys

import click

from asset_map.cli.edge import noted, tell
from asset_map.model.errors import AssetMapError

__all__ = ["main"]

# Command: the module that holds it, and the line that `asset-map --help` shows.
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "Start the register, the map and the public pages."),
    "demo": ("demo", "Fill an empty register with the fictional demonstration district."),
    "begin": ("begin", "Go from the demonstration to an empty register of your own."),
    "boundaries": ("boundaries", "Bring in wards and choose the edition in use."),
    "postcodes": ("postcodes", "Look up postcodes offline."),
    "import": ("bring_in", "Read places from a spreadsheet or a map file."),
    "export": ("take_away", "Write the register to a file."),
    "roadshow": ("roadshow", "Bring in paper cards, take a roadshow away, bring it back."),
    "connections": ("connections", "Bring in who does what for whom, say what it tells."),
    "messages": ("messages", "Send questions, decisions and reminders, or take them away."),
    "demand": ("demand", "Bring in where people live."),
    "wards": ("wards", "Say how well wards are mapped."),
    "committees": ("committees", "Keep the area committees and their areas."),
    "gaps": ("gaps", "Show which wards go without, and who lives beyond reach."),
    "users": ("users", "Say who may come in, and as what."),
    "pack": ("pack", "Make the pack that an area committee receives for a meeting."),
    "backup": ("backup", "Write the whole register into one file, and look whether it is good."),
    "restore": ("restore", "Put a backup back; what was there is kept aside."),
    "wipe": ("wipe", "Take everything away in open formats, and remove the register."),
    "doctor": ("doctor", "Look the whole house over, and say what to do."),
    "history": ("history", "Seal what was done, and look whether anybody altered it."),
    "person": ("person", "Find, give, put right or erase what is kept about somebody."),
    "retention": ("retention", "List what was kept long enough, and remove it."),
    "sources": ("sources", "Confirm that what a source says may be public."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"asset_map.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - narrows what import_module returns
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Commands)
@click.version_option(package_name="asset-map")
def commands() -> None:
    """Keep a register and map of a place's strengths."""


def main() -> None:
    """Run a command; what the program refuses on purpose becomes a message and exit code 1."""
    with noted(next((word for word in sys.argv[1:] if word in COMMANDS), "none")):
        try:
            commands()
        except AssetMapError as error:
            tell(error)
            sys.exit(1)
