"""What a page stands on: the open house, the time, and who is looking."""

from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from asset_map.model.role import Actor, Role
from asset_map.model.words import LONDON
from asset_map.settings import load_settings
from asset_map.usecases.house import House, shared_house
from asset_map.usecases.sign_in import is_loopback, role_of

__all__ = ["actor", "may_switch_roles", "now", "the_house", "today"]

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
    """Whether this is the demonstration register, looked at from this very machine."""
    address = st.context.ip_address
    # Without a browser, in a test, there is no address that is a text.
    is_here = not isinstance(address, str) or is_loopback(address)
    is_forwarded = "X-Forwarded-For" in st.context.headers
    return is_here and not is_forwarded and the_house().is_demonstration()


def actor() -> Actor:
    """Return who looks, by the officer's cookie or the demonstration's role switch."""
    house = the_house()
    if may_switch_roles() and (chosen := st.session_state.get(ROLE_SWITCH)):
        return Actor(name=f"demonstration {Role(chosen).label}", role=Role(chosen))
    role = role_of(st.context.cookies, cache_dir=Path(house.settings.cache_dir), now=now())
    return Actor(name="a visitor" if role is Role.PUBLIC else role.label, role=role)
