"""``asset-map doctor``: is all well, and what to do where it is not."""

import json
from dataclasses import asdict

import click

from asset_map.cli.edge import actor_from, clock, keeper_option
from asset_map.model.finding import Verdict
from asset_map.settings import load_settings

__all__ = ["command"]


@click.command(name="doctor")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@keeper_option
def command(*, form: str, by: str) -> None:
    """Look the whole house over; the exit code is 1 where something is bad."""
    from asset_map.usecases.doctor import look_over  # noqa: PLC0415 - slow to import

    found = look_over(load_settings(), actor=actor_from(by), now=clock())
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
    else:
        for one in found:
            click.echo(f"{one.verdict.value:4}  {one.name}: {one.said}")
            if one.remedy:
                click.echo(f"      → {one.remedy}")
    if any(one.verdict is Verdict.BAD for one in found):
        raise SystemExit(1)
