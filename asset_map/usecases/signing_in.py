"""Signing in with a password, and a code besides where the role asks for one."""

from dataclasses import replace
from datetime import datetime

from asset_map.credentials.passwords import check_password, is_password, password_hash
from asset_map.credentials.tokens import token_hash
from asset_map.model.account import Account, AccountState, Secrets, checked_email, refused
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.register import accounts, sessions
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.second_factor import From, Outcome, after_password, told
from asset_map.usecases.tries import count_try, forget_tries

__all__ = ["choose_password", "invited_account", "sign_in"]


def sign_in(house: House, email: str, password: str, *, where: From) -> Outcome:
    """
    Let somebody in by address and password, or say what is asked for besides.

    An unknown address takes as long as a wrong password and is told the same.

    Raises
    ------
    InvalidSubmissionError
        When they do not fit, or there were too many tries.
    """
    try:
        email = checked_email(email)
    except InvalidSubmissionError:
        email = ""
    count_try(house, email, where.address, now=where.now)
    with house.register.reading() as connection:
        account = accounts.account_of_email(connection, email)
        own = accounts.secrets_of(connection, account.id if account else "")
    is_right = is_password(password, own.password_hash)
    if account is None or account.state is not AccountState.ACTIVE or not is_right:
        raise refused(
            field="email",
            fault="The address and the password do not fit together.",
            remedy="Try again, or ask whoever keeps the accounts for a new invitation.",
        )
    forget_tries(house, email, where.address, now=where.now)
    return after_password(house, account, own, where)


def invited_account(house: House, token: str, *, now: datetime) -> Account:
    """
    Return whom an invitation is for; opening it changes nothing.

    Raises
    ------
    NotFoundError
        When it was used, has run out, or never was.
    """
    with house.register.reading() as connection:
        return _invited(connection, token, now)


def choose_password(house: House, token: str, password: str, *, where: From) -> Outcome:
    """
    Use an invitation up: the account gets this password, and whatever was open is closed.

    Raises
    ------
    InvalidSubmissionError
        When the password is easy to guess; the invitation still works.
    NotFoundError
        When the invitation was used, has run out, or never was.
    """
    with house.register.reading() as connection:
        account = _invited(connection, token, where.now)
    check_password(
        password, not_in=(account.email, account.email.split("@")[0], *account.name.split())
    )
    own = Secrets(account_id=account.id, password_hash=password_hash(password))
    with house.register.writing() as connection:
        account = _invited(connection, token, where.now)
        sessions.use_invitation(connection, token_hash(token), at=where.now)
        sessions.end_all(connection, account.id, at=where.now)
        accounts.put_secrets(connection, own)
        accounts.put_recovery_codes(connection, account.id, ())
        account = replace(account, state=AccountState.ACTIVE, version=account.version + 1)
        accounts.put(connection, account)
        told(connection, account, "password chosen", where.now)
    return after_password(house, account, own, where)


def _invited(connection: Connection, token: str, now: datetime) -> Account:
    invitation = sessions.invitation_of(connection, token_hash(token), now=now)
    if invitation is None:
        message = (
            "This invitation has been used, or has run out. "
            "Ask whoever keeps the accounts for a new one."
        )
        raise NotFoundError(message)
    return accounts.get(connection, invitation.account_id)
