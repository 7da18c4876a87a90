"""``asset-map users``: who may come in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from asset_map.cli.edge import actor_from, clock, house
from asset_map.model.role import Role
from asset_map.model.words import LONDON, counted, long_date
from asset_map.settings import load_settings

if TYPE_CHECKING:
    from asset_map.usecases.accounts import Invited

__all__ = ["command"]

_ROLES = [role.value for role in Role if role is not Role.PUBLIC]

by_option = click.option(
    "--by",
    default="admin",
    show_default=True,
    metavar="ROLE[:NAME]",
    help="Who does this, for the history. Only the role 'admin' keeps accounts.",
)
role_option = click.option(
    "--role", type=click.Choice(_ROLES), required=True, help="What they may do."
)


def areas_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that limit a partner."""
    command = click.option(
        "--areas", default="", help="Wards, by code or name, with commas: a partner alone."
    )(command)
    return click.option(
        "--committees", default="", help="Area committees, with commas: a partner alone."
    )(command)


@click.group(name="users")
def command() -> None:
    """Say who may come in, and as what. Nobody has a password before they chose one."""


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that the history shows.")
@role_option
@areas_options
@by_option
def add(*, email: str, name: str, role: str, by: str, **limits: str) -> None:
    """Make an account for EMAIL and print the link by which its owner chooses a password."""
    from asset_map.usecases.accounts import (  # noqa: PLC0415 - slow to import
        NewAccount,
        add_account,
    )

    new = NewAccount(name=name, email=email, role=Role(role), **_split(limits))
    invited = add_account(house(), new, actor=actor_from(by), now=clock())
    click.echo(f"{invited.account.name} may come in as {invited.account.role.label}.")
    _say_link(invited)


@command.command()
@click.argument("email")
@by_option
def invite(*, email: str, by: str) -> None:
    """Print a new link for EMAIL: the first ran out, or the password is forgotten."""
    from asset_map.usecases.accounts import invite_again  # noqa: PLC0415 - slow to import

    _say_link(invite_again(house(), email, actor=actor_from(by), now=clock()))


@command.command()
@click.argument("email")
@by_option
def reset(*, email: str, by: str) -> None:
    """Take password, codes and open sessions of EMAIL away, and print a new link."""
    from asset_map.usecases.accounts import reset_account  # noqa: PLC0415 - slow to import

    invited = reset_account(house(), email, actor=actor_from(by), now=clock())
    click.echo(f"{invited.account.name} is signed out everywhere and has no password.")
    _say_link(invited)


@command.command()
@click.argument("email")
@role_option
@areas_options
@by_option
def role(*, email: str, role: str, by: str, **limits: str) -> None:
    """Give EMAIL another role, or a partner other areas; it counts at the next action."""
    from asset_map.usecases.accounts import (  # noqa: PLC0415 - slow to import
        NewAccount,
        change_account,
    )

    new = NewAccount(name="", email=email, role=Role(role), **_split(limits))
    changed = change_account(house(), email, new, actor=actor_from(by), now=clock())
    click.echo(f"{changed.name} is {changed.role.label} from the next action on.")


@command.command()
@click.argument("email")
@by_option
def end(*, email: str, by: str) -> None:
    """Let EMAIL come in no more, in every open tab at once. What they did stays theirs."""
    from asset_map.usecases.accounts import end_account  # noqa: PLC0415 - slow to import

    ended = end_account(house(), email, actor=actor_from(by), now=clock())
    click.echo(f"{ended.name} can come in no more.")


@command.command(name="list")
@by_option
def list_(*, by: str) -> None:
    """List the accounts: name, address, role, and where they are signed in."""
    from asset_map.usecases.accounts import list_accounts  # noqa: PLC0415 - slow to import

    seen = list_accounts(house(), actor=actor_from(by), now=clock())
    for one in seen:
        account = one.account
        limits = ", ".join((*account.area_codes, *account.committee_ids))
        click.echo(
            f"{account.name} <{account.email}>: {account.role.label}"
            f"{f' ({limits})' if limits else ''}, {account.state.label}"
            f"{', with codes' if one.has_codes else ''}; "
            f"signed in by {counted(len(one.open_sessions), 'browser')}."
        )
    if not seen:
        click.echo("Nobody yet. Add somebody: asset-map users add EMAIL --name NAME --role admin")


@command.command()
@click.argument("email")
@by_option
def history(*, email: str, by: str) -> None:
    """Show what happened to the account of EMAIL, the last first."""
    from asset_map.usecases.accounts import account_history  # noqa: PLC0415 - slow to import

    for event in account_history(house(), email, actor=actor_from(by)):
        at = event.at.astimezone(LONDON)
        said = f": {event.said}" if event.said else ""
        click.echo(f"{long_date(at)}, {at:%H:%M}: {event.did}{said} (by {event.actor_name})")


def _split(limits: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(one.strip() for one in text.split(",") if one.strip())
        for name, text in limits.items()
    }


def _say_link(invited: "Invited") -> None:
    click.echo(
        "Give them this link, and nobody else. It works once, within seven days: "
        f"{invited.address(load_settings())}"
    )
