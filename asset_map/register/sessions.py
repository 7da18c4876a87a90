"""Who came in with which browser, which invitations are open, and how often somebody tried."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from asset_map.model.account import Account, AccountSession, AccountState, Invitation
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema.account_tables import (
    account_sessions,
    accounts,
    invitations,
    sign_in_attempts,
)

__all__ = [
    "account_in",
    "add",
    "attempts_since",
    "drop_ended",
    "end",
    "end_all",
    "end_invitations",
    "forget",
    "invitation_of",
    "invite",
    "is_ended",
    "open_sessions",
    "tried",
    "use_invitation",
    "was_used",
]


def add(connection: sa.Connection, session: AccountSession) -> None:
    """Keep that a browser came in."""
    connection.execute(account_sessions.insert(), row_of(session))


def account_in(
    connection: sa.Connection, token_hash: str, *, now: datetime, idle: timedelta
) -> tuple[Account, AccountSession] | None:
    """Return whose session this is; None where it ended, or nobody used it for too long."""
    session = _session(connection, token_hash)
    if session is None or session.ended_at or min(session.until, session.used_at + idle) <= now:
        return None
    row = connection.execute(
        sa.select(accounts).where(
            accounts.c.id == session.account_id, accounts.c.state == AccountState.ACTIVE.value
        )
    )
    found = row.mappings().first()
    return (record_from(Account, found), session) if found else None


def is_ended(connection: sa.Connection, token_hash: str) -> bool:
    """Whether somebody signed out of this one."""
    session = _session(connection, token_hash)
    return session is not None and session.ended_at is not None


def _session(connection: sa.Connection, token_hash: str) -> AccountSession | None:
    asked = sa.select(account_sessions).where(account_sessions.c.token_hash == token_hash)
    row = connection.execute(asked).mappings().first()
    return record_from(AccountSession, row) if row else None


def was_used(connection: sa.Connection, token_hash: str, *, at: datetime) -> None:
    """Write down when a session was last used."""
    known = account_sessions.c.token_hash == token_hash
    connection.execute(account_sessions.update().where(known).values(used_at=at))


def open_sessions(
    connection: sa.Connection, account_id: str, *, now: datetime, idle: timedelta
) -> list[AccountSession]:
    """Return where somebody is signed in, the last used first."""
    column = account_sessions.c
    rows = connection.execute(
        sa.select(account_sessions)
        .where(column.account_id == account_id, column.ended_at.is_(None), column.until > now)
        .where(column.used_at > now - idle)
        .order_by(column.used_at.desc(), column.token_hash)
    ).mappings()
    return [record_from(AccountSession, row) for row in rows]


def end(connection: sa.Connection, token_hash: str, *, at: datetime) -> None:
    """Let a session count for nothing any more."""
    known = account_sessions.c.token_hash == token_hash
    connection.execute(account_sessions.update().where(known).values(ended_at=at))


def end_all(connection: sa.Connection, account_id: str, *, at: datetime) -> int:
    """End every session of an account; return how many were open."""
    column = account_sessions.c
    open_ones = (column.account_id == account_id, column.ended_at.is_(None), column.until > at)
    return connection.execute(
        account_sessions.update().where(*open_ones).values(ended_at=at)
    ).rowcount


def invite(connection: sa.Connection, invitation: Invitation) -> None:
    """Keep an invitation; those that the account had before work no longer."""
    end_invitations(connection, invitation.account_id, at=invitation.made_at)
    connection.execute(invitations.insert(), row_of(invitation))


def invitation_of(
    connection: sa.Connection, token_hash: str, *, now: datetime
) -> Invitation | None:
    """Return an invitation that can still be used."""
    column = invitations.c
    asked = sa.select(invitations).where(
        column.token_hash == token_hash, column.used_at.is_(None), column.until > now
    )
    row = connection.execute(asked).mappings().first()
    return record_from(Invitation, row) if row else None


def use_invitation(connection: sa.Connection, token_hash: str, *, at: datetime) -> bool:
    """Use an invitation up; False where it was used already."""
    column = invitations.c
    unused = (column.token_hash == token_hash, column.used_at.is_(None))
    used = connection.execute(invitations.update().where(*unused).values(used_at=at))
    return bool(used.rowcount)


def end_invitations(connection: sa.Connection, account_id: str, *, at: datetime) -> None:
    """Let no invitation of an account open anything any more."""
    column = invitations.c
    unused = (column.account_id == account_id, column.used_at.is_(None))
    connection.execute(invitations.update().where(*unused).values(used_at=at))


def tried(
    connection: sa.Connection, who: Collection[str], *, at: datetime, forget_before: datetime
) -> None:
    """Count one more try of each of these, and forget the old ones of all."""
    connection.execute(sign_in_attempts.delete().where(sign_in_attempts.c.at < forget_before))
    connection.execute(sign_in_attempts.insert(), [{"who": one, "at": at} for one in who])


def attempts_since(connection: sa.Connection, who: str, since: datetime) -> int:
    """Return how often that one tried since a moment."""
    counted = sa.select(sa.func.count()).where(
        sign_in_attempts.c.who == who, sign_in_attempts.c.at >= since
    )
    return connection.scalar(counted) or 0


def drop_ended(connection: sa.Connection, before: datetime) -> int:
    """Remove sessions and invitations that ended by then, and older tries; return how many."""
    session, invited = account_sessions.c, invitations.c
    over = (
        (account_sessions, (session.until < before) | (session.ended_at < before)),
        (invitations, (invited.until < before) | (invited.used_at < before)),
        (sign_in_attempts, sign_in_attempts.c.at < before),
    )
    return sum(connection.execute(table.delete().where(what)).rowcount for table, what in over)


def forget(connection: sa.Connection, who: str, *, only_last: bool = False) -> None:
    """Forget how often that one tried, or that one time."""
    own = sign_in_attempts.c.who == who
    if only_last:
        last = sa.select(sa.func.max(sign_in_attempts.c.seq)).where(own).scalar_subquery()
        own = sign_in_attempts.c.seq == last
    connection.execute(sign_in_attempts.delete().where(own))
