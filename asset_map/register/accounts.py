"""Accounts: who may come in, what they prove themselves by, and what happened to them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.account import Account, AccountEvent, AccountState, Secrets
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Role
from asset_map.register import flat
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema.account_tables import (
    account_events,
    account_secrets,
    accounts,
    recovery_codes,
)

__all__ = [
    "account_of_email",
    "account_of_subject",
    "events_of",
    "every_account",
    "get",
    "has_admin",
    "latest_events",
    "put",
    "put_recovery_codes",
    "put_secrets",
    "secrets_of",
    "tell",
    "use_recovery_code",
]


def put(connection: sa.Connection, account: Account) -> Account:
    """Keep an account in the place of what its id was before."""
    return flat.put(connection, accounts, account)


def get(connection: sa.Connection, account_id: str) -> Account:
    """
    Return an account.

    Raises
    ------
    NotFoundError
        When there is none of this id.
    """
    return flat.get(connection, accounts, Account, account_id)


def every_account(connection: sa.Connection) -> list[Account]:
    """Return the accounts by name, those that were ended among them."""
    return flat.select(connection, accounts, Account, order=(accounts.c.name,))


def account_of_email(connection: sa.Connection, email: str) -> Account | None:
    """Return the account of a folded address."""
    return next(iter(flat.select(connection, accounts, Account, accounts.c.email == email)), None)


def account_of_subject(connection: sa.Connection, subject: str) -> Account | None:
    """Return the account of somebody whom the council's own sign-in knows."""
    known = flat.select(connection, accounts, Account, accounts.c.oidc_subject == subject)
    return next(iter(known), None) if subject else None


def has_admin(connection: sa.Connection) -> bool:
    """Whether somebody can come in who keeps the accounts."""
    asked = sa.select(accounts.c.id).where(
        accounts.c.role == Role.ADMIN.value, accounts.c.state == AccountState.ACTIVE.value
    )
    return connection.execute(asked.limit(1)).first() is not None


def put_secrets(connection: sa.Connection, secrets: Secrets) -> None:
    """Keep what an account proves itself by, in the place of what was there."""
    own = account_secrets.c.account_id == secrets.account_id
    row = row_of(secrets)
    if not connection.execute(account_secrets.update().where(own).values(row)).rowcount:
        connection.execute(account_secrets.insert(), row)


def secrets_of(connection: sa.Connection, account_id: str) -> Secrets:
    """Return what an account proves itself by; empty before a password was chosen."""
    asked = sa.select(account_secrets).where(account_secrets.c.account_id == account_id)
    row = connection.execute(asked).mappings().first()
    return record_from(Secrets, row) if row else Secrets(account_id=account_id)


def put_recovery_codes(
    connection: sa.Connection, account_id: str, code_hashes: Collection[str]
) -> None:
    """Keep new recovery codes; those from before work no longer."""
    connection.execute(recovery_codes.delete().where(recovery_codes.c.account_id == account_id))
    rows = [{"account_id": account_id, "code_hash": one, "used_at": None} for one in code_hashes]
    if rows:
        connection.execute(recovery_codes.insert(), rows)


def use_recovery_code(
    connection: sa.Connection, account_id: str, code_hash: str, *, at: datetime
) -> bool:
    """Use a recovery code up; False where there is none like it, or it was used."""
    used = connection.execute(
        recovery_codes.update()
        .where(
            recovery_codes.c.account_id == account_id,
            recovery_codes.c.code_hash == code_hash,
            recovery_codes.c.used_at.is_(None),
        )
        .values(used_at=at)
    )
    return bool(used.rowcount)


def tell(connection: sa.Connection, event: AccountEvent) -> None:
    """Write down what happened to an account."""
    last = connection.scalar(sa.select(sa.func.max(account_events.c.seq))) or 0
    connection.execute(account_events.insert(), {"seq": last + 1, **row_of(event)})


def latest_events(connection: sa.Connection, *, limit: int) -> list[AccountEvent]:
    """Return what happened to any account, the last first."""
    columns = [column for column in account_events.c if column.name != "seq"]
    asked = sa.select(*columns).order_by(account_events.c.seq.desc()).limit(limit)
    return [record_from(AccountEvent, row) for row in connection.execute(asked).mappings()]


def events_of(connection: sa.Connection, account_id: str) -> list[AccountEvent]:
    """
    Return what happened to an account, the last first.

    Raises
    ------
    NotFoundError
        When nothing ever did: there is no such account.
    """
    columns = [column for column in account_events.c if column.name != "seq"]
    asked = sa.select(*columns).where(account_events.c.account_id == account_id)
    rows = connection.execute(asked.order_by(account_events.c.seq.desc())).mappings().all()
    if not rows:
        message = "There is no such account; 'asset-map users list' shows them."
        raise NotFoundError(message)
    return [record_from(AccountEvent, row) for row in rows]
