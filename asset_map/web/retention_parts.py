"""The part of the page Data requests that lists what was kept long enough, and removes it."""

from functools import partial

import streamlit as st

from asset_map.model.role import Actor
from asset_map.usecases.house import House
from asset_map.usecases.retention import retention
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["kept_long_enough"]

_LISTED = "retention-listed"


def kept_long_enough(house: House, who: Actor) -> None:
    """List what has been kept as long as people were told; a second press removes it."""
    st.header("Kept long enough", anchor=False)
    st.write("People were told how long things are kept. What is over its time is listed first.")
    if st.button("List what is over its time"):
        st.session_state[_LISTED] = True
    if not st.session_state.get(_LISTED):
        return
    expired = retention(house, actor=who, now=now())
    if not expired:
        st.write("Nothing has been kept too long.")
        return
    for one in expired:
        st.markdown(f"**{plain(one.rule)}**")
        st.markdown("\n".join(f"- {plain(thing)}" for thing in one.things))
    st.button("Remove all of this for good", on_click=partial(attempt, partial(_removed, house)))


def _removed(house: House) -> str:
    retention(house, is_done=True, actor=actor(), now=now())
    st.session_state[_LISTED] = False
    return "Removed: nothing is kept longer now than people were told."
