"""People with accounts, for the tests: made and let in as a council would."""

from datetime import UTC, datetime, timedelta

import pyotp

from asset_map.model.account import Account
from asset_map.model.role import Actor, Role
from asset_map.usecases.accounts import NewAccount, add_account
from asset_map.usecases.house import House
from asset_map.usecases.second_factor import From, SetUpDone, SetUpWanted, set_up_codes
from asset_map.usecases.sessions import SESSION_COOKIE, SignedIn, begin_session, who_comes
from asset_map.usecases.signing_in import choose_password

ADMIN = Actor(name="Ada Admin", role=Role.ADMIN)
PASSWORD = "kettle harbour seven wool"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def where(now: datetime = NOW, address: str = "192.0.2.7") -> From:
    return From(address=address, device="Firefox", now=now)


def invited(
    house: House, role: Role, *, name: str = "Jo Smith", areas: tuple[str, ...] = ()
) -> str:
    """Make an account; return the token of its invitation."""
    email = f"{name.split(maxsplit=1)[0]}@council.example"
    new = NewAccount(name=name, email=email, role=role, areas=areas)
    return add_account(house, new, actor=ADMIN, now=NOW).token


def come_in(
    house: House, role: Role, *, name: str = "Jo Smith", areas: tuple[str, ...] = ()
) -> tuple[Account, str]:
    """Make an account with a password, and an app for codes where it needs one; sign it in."""
    token = invited(house, role, name=name, areas=areas)
    outcome = choose_password(house, token, PASSWORD, where=where())
    if isinstance(outcome, SetUpWanted):
        code = pyotp.TOTP(outcome.secret).at(NOW)
        done = set_up_codes(house, outcome.ticket, code, where=where())
        assert isinstance(done, SetUpDone)
        outcome = done.signed_in
    assert isinstance(outcome, SignedIn)
    return outcome.account, outcome.token


def actor_of(house: House, token: str, now: datetime = NOW) -> Actor:
    """Who the register says a browser with this session is."""
    return who_comes(house, {SESSION_COOKIE: token}, clock=lambda: now)


def another_browser(house: House, account: Account) -> str:
    """Sign somebody in once more; return the session's token."""
    return begin_session(house, account, device="Chrome", now=NOW + timedelta(minutes=1)).token
