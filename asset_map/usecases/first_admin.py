"""The first account: made by whoever sits at the machine, before anybody keeps the accounts."""

from dataclasses import replace
from datetime import datetime

from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Action, Actor, Role, require
from asset_map.usecases.accounts import Invited, NewAccount, add_account
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.sessions import has_admin

__all__ = ["add_first_admin", "may_add_first_admin"]


def may_add_first_admin(house: House, *, actor: Actor) -> bool:
    """Whether this is somebody by the machine's own officer link, and no admin can come in yet."""
    return (
        actor.may(Action.CHANGE_BOUNDARIES)
        and actor.account_id is None
        and not house.is_demonstration()
        and not has_admin(house)
    )


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

    Raises
    ------
    NotAllowedError
        When somebody keeps the accounts already, or the actor came in by an account.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    if not may_add_first_admin(house, actor=actor):
        message = "The first account is made once, by this machine's officer link. Ask an admin."
        raise NotAllowedError(message)
    return add_account(
        house,
        replace(new, role=Role.ADMIN),
        actor=replace(actor, role=Role.ADMIN, asked_anew=None),
        now=now,
        new_id=new_id,
        randomness=randomness,
    )
