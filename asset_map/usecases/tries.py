"""How often somebody may try to come in: counted in the register, by what no one can read back."""

from datetime import datetime, timedelta

from asset_map.model.account import refused
from asset_map.model.arrival import network_of
from asset_map.register import sessions
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.limits import daily_names

__all__ = ["count_try", "forget_tries"]

_WITHIN = timedelta(minutes=15)
_MOST_OF_ACCOUNT = 10
# A whole office may sit behind one address.
_MOST_FROM_ADDRESS = 50
_SALT_MARK = "sign_in_salt"


def count_try(house: House, account: str, address: str, *, now: datetime) -> None:
    """
    Count one more try before it is looked at, for the account and for the sender's address.

    Raises
    ------
    InvalidSubmissionError
        When there were too many in the last quarter of an hour.
    """
    with house.register.writing() as connection:
        by_account, by_address = _names(connection, account, address, now)
        since = now - _WITHIN
        if (
            sessions.attempts_since(connection, by_account, since) >= _MOST_OF_ACCOUNT
            or sessions.attempts_since(connection, by_address, since) >= _MOST_FROM_ADDRESS
        ):
            raise refused(
                field="email",
                fault="There were many tries just now, so nobody can sign in here for a moment.",
                remedy="Have a cup of tea and try again in a quarter of an hour.",
            )
        sessions.tried(connection, (by_account, by_address), at=now, forget_before=since)


def forget_tries(house: House, account: str, address: str, *, now: datetime) -> None:
    """Count for nothing what an account tried before it came in, and its last try's address."""
    with house.register.writing() as connection:
        by_account, by_address = _names(connection, account, address, now)
        sessions.forget(connection, by_account)
        sessions.forget(connection, by_address, only_last=True)


def _names(connection: Connection, account: str, address: str, now: datetime) -> tuple[str, str]:
    """Return what the two are called today: tomorrow nobody can work out whom it meant."""
    name = daily_names(connection, _SALT_MARK, now)
    return name(f"account {account}"), name(f"address {network_of(address)}")
