"""Who is looking: by a session that the register knows, or by this machine's officer link."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from asset_map.credentials.cookies import ROLE_COOKIE
from asset_map.credentials.tokens import TOKEN_BYTES, token_from, token_hash
from asset_map.model.account import Account, AccountEvent, AccountSession
from asset_map.model.role import Actor, Role, may_be_limited
from asset_map.model.words import LONDON
from asset_map.register import accounts, committees, marks, sessions
from asset_map.register.engine import Connection
from asset_map.usecases.committees import members_on
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import OFFICER_LASTS, role_of

__all__ = [
    "SESSION_COOKIE",
    "SignedIn",
    "begin_session",
    "begun_session",
    "end_everywhere",
    "has_admin",
    "let_officer_link_stand",
    "longest_idle",
    "note_use",
    "own_sessions",
    "sign_out",
    "who_comes",
]

SESSION_COOKIE = "asset_map_session"
_LINK_MARK = "officer_link_until"
_NOTED_EVERY = timedelta(minutes=5)
_DEVICE_MOST = 120
VISITOR = Actor(name="a visitor", role=Role.PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What a browser is given to keep, and for how long."""

    account: Account
    token: str
    lasts: timedelta


def who_comes(house: House, cookies: Mapping[str, str], *, clock: Callable[[], datetime]) -> Actor:
    """
    Return who looks, as the register has it at this moment.

    The actor asks again at each action, by ``clock``, so that a page which was drawn before
    somebody's role ended can do nothing any more.
    """
    anew = partial(who_comes, house, dict(cookies), clock=clock)
    now = clock()
    with house.register.reading() as connection:
        token = cookies.get(SESSION_COOKIE, "")
        if token and (found := _found(house, connection, token, now=now)):
            account = found[0]
            return Actor(
                name=account.name,
                role=account.role,
                account_id=account.id,
                ward_codes=_wards_of(connection, account, now),
                asked_anew=anew,
            )
        role = role_of(cookies, cache_dir=Path(house.settings.cache_dir), now=now)
        if role is not Role.PUBLIC and _link_counts(connection, cookies[ROLE_COOKIE], now):
            return Actor(name=role.label, role=role, asked_anew=anew)
    return VISITOR


def _found(
    house: House, connection: Connection, token: str, *, now: datetime
) -> tuple[Account, AccountSession] | None:
    return sessions.account_in(connection, token_hash(token), now=now, idle=longest_idle(house))


def longest_idle(house: House) -> timedelta:
    """Return for how long nobody may use a session before it has ended by itself."""
    return timedelta(minutes=house.settings.session_idle_minutes)


def _wards_of(connection: Connection, account: Account, now: datetime) -> frozenset[str] | None:
    if not may_be_limited(account.role) or not (account.area_codes or account.committee_ids):
        return None
    today = now.astimezone(LONDON).date()
    of_committees = (
        code
        for one in committees.committees(connection)
        if one.id in account.committee_ids
        for codes in members_on(one, today).values()
        for code in codes
    )
    return frozenset((*account.area_codes, *of_committees))


def _link_counts(connection: Connection, cookie: str, now: datetime) -> bool:
    """Whether the officer's link still opens anything: nobody signed out, and no admin is there."""
    if sessions.is_ended(connection, token_hash(cookie)):
        return False
    stands_until = marks.get(connection, _LINK_MARK)
    is_asked_for = stands_until is not None and now < datetime.fromisoformat(stands_until)
    return is_asked_for or not accounts.has_admin(connection)


def has_admin(house: House) -> bool:
    """Whether somebody keeps the accounts, so that the officer's link is needed no more."""
    with house.register.reading() as connection:
        return accounts.has_admin(connection)


def let_officer_link_stand(house: House, *, now: datetime) -> None:
    """Let this machine's officer link count for a while, though there are accounts."""
    with house.register.writing() as connection:
        marks.put(connection, _LINK_MARK, (now + OFFICER_LASTS).isoformat())


def begin_session(
    house: House,
    account: Account,
    *,
    device: str,
    now: datetime,
    randomness: bytes | None = None,
) -> SignedIn:
    """Let a browser in as somebody who has just proved who they are."""
    with house.register.writing() as connection:
        return begun_session(
            house, connection, account, device=device, now=now, randomness=randomness
        )


def begun_session(
    house: House,
    connection: Connection,
    account: Account,
    *,
    device: str,
    now: datetime,
    randomness: bytes | None = None,
) -> SignedIn:
    """Keep a new session within what is being written."""
    token = token_from(randomness or os.urandom(TOKEN_BYTES))
    lasts = timedelta(hours=house.settings.session_hours)
    session = AccountSession(
        token_hash=token_hash(token),
        account_id=account.id,
        made_at=now,
        used_at=now,
        until=now + lasts,
        device=device[:_DEVICE_MOST],
    )
    sessions.add(connection, session)
    return SignedIn(account=account, token=token, lasts=lasts)


def note_use(house: House, cookies: Mapping[str, str], *, now: datetime) -> None:
    """Write down that a session is in use, now and then."""
    token = cookies.get(SESSION_COOKIE, "")
    with house.register.reading() as connection:
        found = _found(house, connection, token, now=now)
    if found and now - found[1].used_at > _NOTED_EVERY:
        with house.register.writing() as connection:
            sessions.was_used(connection, token_hash(token), at=now)


def sign_out(house: House, cookies: Mapping[str, str], *, now: datetime) -> None:
    """End what a browser came in by, for all of its tabs."""
    if cookies.keys().isdisjoint({SESSION_COOKIE, ROLE_COOKIE}):
        return
    with house.register.writing() as connection:
        if token := cookies.get(SESSION_COOKIE):
            sessions.end(connection, token_hash(token), at=now)
        role = role_of(cookies, cache_dir=Path(house.settings.cache_dir), now=now)
        if role is not Role.PUBLIC and not sessions.is_ended(
            connection, hashed := token_hash(cookies[ROLE_COOKIE])
        ):
            ended = AccountSession(
                token_hash=hashed,
                account_id=None,
                made_at=now,
                used_at=now,
                until=now + OFFICER_LASTS,
                ended_at=now,
            )
            sessions.add(connection, ended)


def own_sessions(
    house: House, cookies: Mapping[str, str], *, actor: Actor, now: datetime
) -> list[tuple[AccountSession, bool]]:
    """Return where the one who asks is signed in, and which of them this browser is."""
    here = token_hash(cookies.get(SESSION_COOKIE, ""))
    with house.register.reading() as connection:
        own = sessions.open_sessions(
            connection, actor.account_id or "", now=now, idle=longest_idle(house)
        )
    return [(one, one.token_hash == here) for one in own]


def end_everywhere(house: House, *, actor: Actor, now: datetime) -> int:
    """End every session of the one who asks; return how many there were."""
    if actor.account_id is None:
        return 0
    with house.register.writing() as connection:
        ended = sessions.end_all(connection, actor.account_id, at=now)
        event = AccountEvent(
            account_id=actor.account_id, at=now, actor_name=actor.name, did="signed out everywhere"
        )
        accounts.tell(connection, event)
    return ended
