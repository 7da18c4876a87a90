"""What groups share without knowing: the same hall, the same people at the same time."""

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.house import House
from asset_map.usecases.see_shared_use import shared_use
from asset_map.web.state import today
from asset_map.web.text import plain

__all__ = ["shared_use_part"]

_MOST = 50


def shared_use_part(house: House, *, ward_code: str, who: Actor) -> None:
    """Say which groups meet in the same hall, and which call the same people at once."""
    found = shared_use(house, actor=who, today=today(), ward_code=ward_code)
    st.write(
        "This is read from the halls and times in the register. It could start a conversation."
    )
    st.header("They use the same hall", anchor=False)
    if found.halls:
        st.markdown("\n".join(f"- {plain(one.sentence)}" for one in found.halls[:_MOST]))
    else:
        st.write("No two groups here are known to use the same hall.")
    st.header("The same people, at the same time", anchor=False)
    st.caption(f"In the week that begins on {long_date(found.first)}.")
    if found.is_too_large:
        st.write("There is too much going on to look at once: choose a ward.")
    elif not found.clashes:
        st.write("Nothing in this week calls the same people at the same time.")
    lines = [
        f"- {plain(one.sentence)} :small[{one.second.starts.astimezone(LONDON):%A}]"
        for one in found.clashes[:_MOST]
    ]
    st.markdown("\n".join(lines))
