"""Making an account, and the link by which its owner chooses a password."""

import os
from dataclasses import dataclass
from datetime import datetime

from asset_map.credentials.tokens import TOKEN_BYTES, token_from, token_hash
from asset_map.model.account import (
    INVITATION_LASTS,
    Account,
    AccountEvent,
    Invitation,
    checked_email,
    checked_name,
    refused,
)
from asset_map.model.role import Actor, Role
from asset_map.model.words import fold
from asset_map.register import accounts, sessions
from asset_map.register.engine import Connection
from asset_map.settings import Settings
from asset_map.usecases.account_limits import limits_of
from asset_map.usecases.house import NewId

__all__ = ["Invited", "NewAccount", "invitation_for", "put_account", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Who is to come in, as it was typed; areas by code or name, committees by name."""

    name: str
    email: str
    role: Role
    areas: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An account, and the token of the link that lets its owner choose a password."""

    account: Account
    token: str

    def address(self, settings: Settings) -> str:
        """Return the address that its owner opens."""
        server = settings.public_url or f"http://127.0.0.1:{settings.port}"
        return f"{server.rstrip('/')}/welcome/{self.token}"


def put_account(
    connection: Connection,
    new: NewAccount,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId,
    randomness: bytes | None,
) -> Invited:
    """Keep a new account and its invitation, for somebody who was let in already."""
    email, name = checked_email(new.email), checked_name(new.name)
    there = accounts.every_account(connection)
    if any(one.email == email for one in there):
        raise refused(
            field="email",
            fault="There is an account of this address.",
            remedy="Invite it again.",
        )
    if any(fold(one.name) == fold(name) for one in there):
        remedy = "Add what tells them apart: the history shows the name."
        raise refused(
            field="name", fault="Somebody else has an account of this name.", remedy=remedy
        )
    limits = limits_of(connection, new.role, new.areas, new.committees)
    account = Account(
        id=new_id(),
        name=name,
        email=email,
        role=new.role,
        made_at=now,
        area_codes=limits[0],
        committee_ids=limits[1],
    )
    accounts.put(connection, account)
    event = AccountEvent(
        account_id=account.id,
        at=now,
        actor_name=actor.name,
        did="added",
        said=words_of(account),
    )
    accounts.tell(connection, event)
    return invitation_for(connection, account, now=now, randomness=randomness)


def invitation_for(
    connection: Connection, account: Account, *, now: datetime, randomness: bytes | None
) -> Invited:
    """Keep a new invitation of an account; the earlier ones work no longer."""
    token = token_from(randomness or os.urandom(TOKEN_BYTES))
    sessions.invite(
        connection,
        Invitation(
            token_hash=token_hash(token),
            account_id=account.id,
            made_at=now,
            until=now + INVITATION_LASTS,
        ),
    )
    return Invited(account=account, token=token)


def words_of(account: Account) -> str:
    """Return an account's role and limits, as its history tells them."""
    limits = ", ".join((*account.area_codes, *account.committee_ids))
    return f"{account.role.label} ({limits})" if limits else account.role.label
