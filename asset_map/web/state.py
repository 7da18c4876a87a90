"""What a page stands on: the open house, the time, and who is looking."""

from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import streamlit as st

from asset_map.model.errors import RegisterAwayError
from asset_map.model.role import Actor, Role
from asset_map.model.words import LONDON
from asset_map.settings import load_settings
from asset_map.usecases.house import House, shared_house
from asset_map.usecases.sessions import SESSION_COOKIE, note_use, who_comes
from asset_map.usecases.sign_in import OFFICER_COOKIE, is_this_machine

__all__ = ["actor", "may_switch_roles", "note_visit", "now", "the_house", "today", "who_came"]

ROLE_SWITCH = "role_switch"


def the_house() -> House:
    """Return the register and all that goes with it, opened once for every visitor."""
    return shared_house(load_settings())


def now() -> datetime:
    """Return the time of this run of the page."""
    return datetime.now(tz=UTC)


def today() -> date:
    """Return the day it is in London."""
    return now().astimezone(LONDON).date()


def may_switch_roles() -> bool:
    """
    Whether this is the demonstration register, looked at from this very machine.

    A server that has an address for others has a proxy before it, or may have one tomorrow.
    """
    if the_house().settings.public_url:
        return False
    # No address is this machine's own; without a browser, in a test, none is a text.
    client, host = (
        one if isinstance(one, str) else "localhost"
        for one in (st.context.ip_address, st.context.headers.get("Host"))
    )
    is_here = is_this_machine(
        client=client,
        host=urlsplit(f"//{host}").hostname or "",
        headers={name.lower() for name in st.context.headers},
    )
    return is_here and the_house().is_demonstration()


def actor() -> Actor:
    """
    Return who looks, as the register has it now: an account, the officer's link, or nobody.

    Somebody who has signed in on a demonstration is themselves there, whatever its switch says.
    """
    who = who_came()
    is_switched = who.account_id is None and may_switch_roles()
    if is_switched and (chosen := st.session_state.get(ROLE_SWITCH)):
        return Actor(name=f"demonstration {Role(chosen).label}", role=Role(chosen))
    return who


def who_came() -> Actor:
    """Return who came in at the door, whatever the demonstration's switch says."""
    return who_comes(the_house(), _cookies(), clock=now)


def note_visit() -> None:
    """Write down, now and then, that somebody's session is in use."""
    with suppress(RegisterAwayError):  # a disk that is full is no reason to show nothing
        note_use(the_house(), _cookies(), now=now())


def _cookies() -> dict[str, str]:
    """Return what the browser came in by; without a browser, in a test, nothing is a text."""
    found = {name: st.context.cookies.get(name) for name in (SESSION_COOKIE, OFFICER_COOKIE)}
    return {name: value for name, value in found.items() if isinstance(value, str)}
