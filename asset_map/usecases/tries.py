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
# From one place: nobody locks a colleague out by typing wrong passwords for them.
_MOST_OF_ACCOUNT_THERE = 10
# From wherever, so that many machines together do not guess for long.
_MOST_OF_ACCOUNT = 100
# A whole office may sit behind one address.
_MOST_FROM_ADDRESS = 50
_SALT_MARK = "sign_in_salt"


def count_try(
    house: House, account: str, address: str, *, now: datetime, most: int = _MOST_OF_ACCOUNT
) -> None:
    """
    Count one more try before it is looked at, for the account and for the sender's address.

    ``most`` is how often the account may be tried from all addresses together.

    Raises
    ------
    InvalidSubmissionError
        When there were too many in the last quarter of an hour.
    """
    with house.register.writing() as connection:
        there, by_account, by_address = names = _names(connection, account, address, now)
        limits = {there: _MOST_OF_ACCOUNT_THERE, by_account: most, by_address: _MOST_FROM_ADDRESS}
        since = now - _WITHIN
        if any(
            sessions.attempts_since(connection, name, since) >= limit
            for name, limit in limits.items()
        ):
            raise refused(
                field="email",
                fault="There were many tries just now, so nobody can sign in here for a moment.",
                remedy="Have a cup of tea and try again in a quarter of an hour.",
            )
        sessions.tried(connection, names, at=now, forget_before=since)


def forget_tries(house: House, account: str, address: str, *, now: datetime) -> None:
    """Count for nothing what an account tried from there before it came in, and its last try."""
    with house.register.writing() as connection:
        there, by_account, by_address = _names(connection, account, address, now)
        sessions.forget(connection, there)
        sessions.forget(connection, by_account, only_last=True)
        sessions.forget(connection, by_address, only_last=True)


def _names(
    connection: Connection, account: str, address: str, now: datetime
) -> tuple[str, str, str]:
    """Return what the three are called today: tomorrow nobody can work out whom it meant."""
    name = daily_names(connection, _SALT_MARK, now)
    network = network_of(address)
    return (
        name(f"account {account} from {network}"),
        name(f"account {account}"),
        name(f"address {network}"),
    )
