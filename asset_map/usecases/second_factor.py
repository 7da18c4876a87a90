"""The second proof: a code of an authenticator app, set up once, or a recovery code."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.one_time_codes import (
    code_secret,
    opened_secret,
    recovery_code_hash,
    recovery_codes,
    sealed_secret,
    setup_address,
    step_of,
)
from asset_map.credentials.tickets import read_ticket, signed_ticket
from asset_map.exports.qr import qr_svg
from asset_map.model.account import (
    Account,
    AccountEvent,
    AccountState,
    Secrets,
    needs_second_factor,
    refused,
)
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.register import accounts
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.sessions import SignedIn, begin_session, begun_session
from asset_map.usecases.sign_in import signing_key
from asset_map.usecases.tries import count_try, forget_tries

__all__ = [
    "CodeWanted",
    "From",
    "Outcome",
    "SetUpDone",
    "SetUpWanted",
    "after_password",
    "give_code",
    "set_up_codes",
    "set_up_wanted",
    "told",
]

_CODE_WITHIN = timedelta(minutes=5)
_SET_UP_WITHIN = timedelta(minutes=20)
# Six digits are soon guessed by many machines together; whoever tries knows the password.
_MOST_CODES = 10
_CODE, _SET_UP = "code", "set up"


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """Where somebody signs in: the address it is sent from, and what the browser calls itself."""

    address: str
    device: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWanted:
    """The password fitted; a code is asked for, with this ticket."""

    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpWanted:
    """The password fitted; an app for codes is to be set up first, with this ticket."""

    ticket: str
    secret: str
    qr_svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpDone:
    """The app is set up: the one time that the recovery codes are shown."""

    signed_in: SignedIn
    recovery_codes: tuple[str, ...]


Outcome = SignedIn | CodeWanted | SetUpWanted


def after_password(house: House, account: Account, own: Secrets, where: From) -> Outcome:
    """Let somebody in whose password fitted, or say what their role asks for besides."""
    if own.has_codes:
        says = {"account": account.id, "proof": _proof(own)}
        until = where.now + _CODE_WITHIN
        return CodeWanted(ticket=signed_ticket(_CODE, says, until=until, key=_key(house)))
    if needs_second_factor(account.role):
        secret = code_secret(os.urandom(32))
        says = {
            "account": account.id,
            "proof": _proof(own),
            "secret": sealed_secret(secret, key=_key(house)),
        }
        ticket = signed_ticket(_SET_UP, says, until=where.now + _SET_UP_WITHIN, key=_key(house))
        return _to_set_up(house, account, ticket, secret)
    return begin_session(house, account, device=where.device, now=where.now)


def _to_set_up(house: House, account: Account, ticket: str, secret: str) -> SetUpWanted:
    council = house.settings.council_name
    address = setup_address(secret, email=account.email, council=council)
    return SetUpWanted(ticket=ticket, secret=secret, qr_svg=qr_svg(address))


def set_up_wanted(house: House, ticket: str, *, now: datetime) -> SetUpWanted:
    """Return what setting up shows, once more, after a code that did not fit."""
    account, says = _by_ticket(house, _SET_UP, ticket, now)
    return _to_set_up(house, account, ticket, opened_secret(says["secret"], key=_key(house)))


def give_code(house: House, ticket: str, code: str, *, where: From) -> SignedIn:
    """
    Let somebody in by the code of their app, or a recovery code; each works once.

    Raises
    ------
    InvalidSubmissionError
        When it does not fit, was used, or there were too many tries.
    NotFoundError
        When signing in has to begin again.
    """
    account, _ = _by_ticket(house, _CODE, ticket, where.now)
    count_try(house, f"code {account.id}", where.address, now=where.now, most=_MOST_CODES)
    with house.register.writing() as connection:
        own = accounts.secrets_of(connection, account.id)
        secret = opened_secret(own.sealed_code_secret, key=_key(house))
        step = step_of(code, secret, now=where.now, after=own.code_step) if secret else None
        if step is not None:
            accounts.put_secrets(connection, replace(own, code_step=step))
        elif accounts.use_recovery_code(
            connection, account.id, recovery_code_hash(code, account_id=account.id), at=where.now
        ):
            told(connection, account, "recovery code used", where.now)
        else:
            raise _wrong_code()
        signed_in = begun_session(house, connection, account, device=where.device, now=where.now)
    forget_tries(house, f"code {account.id}", where.address, now=where.now)
    return signed_in


def set_up_codes(house: House, ticket: str, code: str, *, where: From) -> SetUpDone:
    """
    Keep the app that somebody set up, once its first code fits, and let them in.

    Raises
    ------
    InvalidSubmissionError
        When the code does not fit.
    NotFoundError
        When signing in has to begin again.
    """
    account, says = _by_ticket(house, _SET_UP, ticket, where.now)
    count_try(house, f"code {account.id}", where.address, now=where.now, most=_MOST_CODES)
    step = step_of(code, opened_secret(says["secret"], key=_key(house)), now=where.now, after=0)
    if step is None:
        raise _wrong_code()
    codes = recovery_codes(os.urandom(128))
    with house.register.writing() as connection:
        own = accounts.secrets_of(connection, account.id)
        if own.has_codes:
            raise _begin_again()
        accounts.put_secrets(
            connection, replace(own, sealed_code_secret=says["secret"], code_step=step)
        )
        hashes = [recovery_code_hash(one, account_id=account.id) for one in codes]
        accounts.put_recovery_codes(connection, account.id, hashes)
        told(connection, account, "app for codes set up", where.now)
        signed_in = begun_session(house, connection, account, device=where.device, now=where.now)
    return SetUpDone(signed_in=signed_in, recovery_codes=codes)


def _by_ticket(
    house: House, purpose: str, ticket: str, now: datetime
) -> tuple[Account, dict[str, str]]:
    says = read_ticket(purpose, ticket, key=_key(house), now=now)
    if says is None:
        raise _begin_again()
    with house.register.reading() as connection:
        account = accounts.get(connection, says["account"])
        own = accounts.secrets_of(connection, account.id)
    # A password that was chosen anew meanwhile, or an account that ended, ends the ticket too.
    if account.state is not AccountState.ACTIVE or _proof(own) != says["proof"]:
        raise _begin_again()
    return account, says


def _proof(own: Secrets) -> str:
    return hashlib.sha256(own.password_hash.encode()).hexdigest()[:24]


def _key(house: House) -> bytes:
    return signing_key(Path(house.settings.cache_dir))


def told(connection: Connection, account: Account, did: str, at: datetime) -> None:
    """Write down what somebody did with their own account."""
    accounts.tell(
        connection, AccountEvent(account_id=account.id, at=at, actor_name=account.name, did=did)
    )


def _begin_again() -> NotFoundError:
    return NotFoundError("This took a while, so that it has to begin again: sign in once more.")


def _wrong_code() -> InvalidSubmissionError:
    return refused(
        field="code",
        fault="This code does not fit, or was used before.",
        remedy="Wait for the next one in your app and type its six digits, or use a recovery code.",
    )
