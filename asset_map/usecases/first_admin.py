"""The first account: made by whoever sits at the machine, before anybody keeps the accounts."""

from dataclasses import replace
from datetime import datetime

from asset_map.model.account import AccountState
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Action, Actor, Role, require
from asset_map.register import accounts
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.new_account import Invited, NewAccount, put_account

__all__ = ["add_first_admin", "may_add_first_admin"]


def may_add_first_admin(house: House, *, actor: Actor) -> bool:
    """Whether this is somebody by the machine's own officer link, and there is no admin yet."""
    if house.is_demonstration() or actor.account_id or not actor.may(Action.CHANGE_BOUNDARIES):
        return False
    with house.register.reading() as connection:
        return not _is_there_an_admin(connection)


def add_first_admin(
    house: House,
    new: NewAccount,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
    randomness: bytes | None = None,
) -> Invited:
    """
    Make the account an admin's: who has the officer link could do the same by a command.

    This is the one door to an account that asks for less than keeping accounts, and it stands
    open once: when the first admin is invited it is shut, whoever comes at the same moment.

    Raises
    ------
    NotAllowedError
        When there is an admin already, or the actor came in by an account.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.writing() as connection:
        is_shut = house.is_demonstration() or _is_there_an_admin(connection)
        if is_shut or actor.by_now().account_id is not None:
            message = (
                "The first account is made once, by this machine's officer link. Ask an admin; "
                "where the link to it is lost, 'asset-map users invite' makes a new one."
            )
            raise NotAllowedError(message)
        return put_account(
            connection,
            replace(new, role=Role.ADMIN),
            actor=actor,
            now=now,
            new_id=new_id,
            randomness=randomness,
        )


def _is_there_an_admin(connection: Connection) -> bool:
    """Whether somebody keeps the accounts, or is invited to."""
    return any(
        one.role is Role.ADMIN and one.state is not AccountState.ENDED
        for one in accounts.every_account(connection)
    )
