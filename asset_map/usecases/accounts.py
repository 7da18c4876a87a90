"""Who may come in: adding, inviting, changing and ending accounts. Admins only."""

from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.model.account import (
    Account,
    AccountEvent,
    AccountSession,
    AccountState,
    Secrets,
    checked_email,
    needs_second_factor,
    refused,
)
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Action, Actor, Role, require
from asset_map.register import accounts, sessions
from asset_map.register.engine import Connection
from asset_map.usecases.account_limits import limits_of
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.new_account import (
    Invited,
    NewAccount,
    invitation_for,
    put_account,
    words_of,
)
from asset_map.usecases.sessions import longest_idle

__all__ = [
    "AccountSeen",
    "Invited",
    "NewAccount",
    "account_history",
    "add_account",
    "change_account",
    "end_account",
    "invite_again",
    "list_accounts",
    "reset_account",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSeen:
    """An account as whoever keeps them sees it."""

    account: Account
    has_codes: bool
    open_sessions: tuple[AccountSession, ...]


def add_account(
    house: House,
    new: NewAccount,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
    randomness: bytes | None = None,
) -> Invited:
    """
    Make an account without a password, and an invitation for its owner.

    Raises
    ------
    InvalidSubmissionError
        When the address or the name is taken, or something typed does not do.
    """
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.writing() as connection:
        return put_account(
            connection, new, actor=actor, now=now, new_id=new_id, randomness=randomness
        )


def invite_again(
    house: House, email: str, *, actor: Actor, now: datetime, randomness: bytes | None = None
) -> Invited:
    """
    Make a new invitation, for one that ran out or a password that was forgotten.

    The earlier link works no longer; what the account proves itself by stays until it is used.
    """
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.writing() as connection:
        account = _living(connection, email)
        _tell(connection, account, _Did(actor, now, "invited again"))
        return invitation_for(connection, account, now=now, randomness=randomness)


def reset_account(
    house: House, email: str, *, actor: Actor, now: datetime, randomness: bytes | None = None
) -> Invited:
    """Take password, codes and every open session away, and invite the owner anew."""
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.writing() as connection:
        account = replace(_living(connection, email), oidc_subject="")
        accounts.put(connection, _next(account))
        _take_proofs(connection, account, now)
        _tell(connection, account, _Did(actor, now, "reset"))
        return invitation_for(connection, account, now=now, randomness=randomness)


def end_account(house: House, email: str, *, actor: Actor, now: datetime) -> Account:
    """
    Let somebody come in no more, in every open tab at once; what they did stays theirs.

    Raises
    ------
    InvalidSubmissionError
        When nobody would be left to keep the accounts.
    """
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.writing() as connection:
        account = _living(connection, email)
        ended = accounts.put(connection, _next(replace(account, state=AccountState.ENDED)))
        _check_an_admin_is_left(connection, account)
        _take_proofs(connection, account, now)
        _tell(connection, account, _Did(actor, now, "ended"))
    return ended


def change_account(
    house: House, email: str, new: NewAccount, *, actor: Actor, now: datetime
) -> Account:
    """
    Give an account the role, and a partner the areas, of ``new``; it counts at the next action.

    Raises
    ------
    InvalidSubmissionError
        When nobody would be left to keep the accounts, or areas do not do.
    """
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.writing() as connection:
        account = _living(connection, email)
        area_codes, committee_ids = limits_of(connection, new.role, new.areas, new.committees)
        changed = replace(
            account, role=new.role, area_codes=area_codes, committee_ids=committee_ids
        )
        accounts.put(connection, _next(changed))
        _check_an_admin_is_left(connection, account)
        own = accounts.secrets_of(connection, account.id)
        if needs_second_factor(new.role) and own.password_hash and not own.has_codes:
            # A password alone does not do for this role: they sign in anew and set up codes.
            sessions.end_all(connection, account.id, at=now)
        said = f"{words_of(account)} -> {words_of(changed)}"
        _tell(connection, account, _Did(actor, now, "role changed", said))
    return changed


def list_accounts(house: House, *, actor: Actor, now: datetime) -> list[AccountSeen]:
    """Return every account by name, with where it is signed in."""
    require(actor, Action.KEEP_ACCOUNTS)
    idle = longest_idle(house)
    with house.register.reading() as connection:
        return [
            AccountSeen(
                account=one,
                has_codes=accounts.secrets_of(connection, one.id).has_codes,
                open_sessions=tuple(sessions.open_sessions(connection, one.id, now=now, idle=idle)),
            )
            for one in accounts.every_account(connection)
        ]


def account_history(house: House, email: str, *, actor: Actor) -> list[AccountEvent]:
    """Return what happened to an account, the last first."""
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.reading() as connection:
        return accounts.events_of(connection, _known(connection, email).id)


@dataclass(frozen=True, slots=True)
class _Did:
    actor: Actor
    at: datetime
    did: str
    said: str = ""


def _tell(connection: Connection, account: Account, done: _Did) -> None:
    event = AccountEvent(
        account_id=account.id,
        at=done.at,
        actor_name=done.actor.name,
        did=done.did,
        said=done.said,
    )
    accounts.tell(connection, event)


def _next(account: Account) -> Account:
    return replace(account, version=account.version + 1)


def _take_proofs(connection: Connection, account: Account, now: datetime) -> None:
    sessions.end_all(connection, account.id, at=now)
    sessions.end_invitations(connection, account.id, at=now)
    accounts.put_secrets(connection, Secrets(account_id=account.id))
    accounts.put_recovery_codes(connection, account.id, ())


def _known(connection: Connection, email: str) -> Account:
    account = accounts.account_of_email(connection, checked_email(email))
    if account is None:
        message = "There is no account of this address; 'asset-map users list' shows them."
        raise NotFoundError(message)
    return account


def _living(connection: Connection, email: str) -> Account:
    account = _known(connection, email)
    if account.state is AccountState.ENDED:
        remedy = "Add one with another address: what was ended stays ended."
        raise refused(field="email", fault="This account was ended.", remedy=remedy)
    return account


def _check_an_admin_is_left(connection: Connection, before: Account) -> None:
    was_keeping = before.role is Role.ADMIN and before.state is AccountState.ACTIVE
    if was_keeping and not accounts.has_admin(connection):
        remedy = "Make somebody else an admin first, and let them come in once."
        raise refused(
            field="role", fault="Nobody would be left to keep the accounts.", remedy=remedy
        )
