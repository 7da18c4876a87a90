"""The head of a page: its one title, and whether this person may go on."""

import streamlit as st

from asset_map.model.role import PERMISSIONS, Action, Actor, Role
from asset_map.web.frame import page_file
from asset_map.web.messages import tell
from asset_map.web.state import actor
from asset_map.web.text import plain

__all__ = ["admitted"]


def admitted(title: str, action: Action) -> Actor:
    """
    Draw the title and return who looks; for any other role the page ends in a refusal.

    The register asks again at every use case: this only says it before a form is drawn.
    """
    who = actor()
    st.title(title, anchor=False)
    if not who.may(action):
        roles = ", ".join(role.label for role in Role if role in PERMISSIONS[action])
        st.warning(f"This page is for: {roles}. You are here as {plain(who.name)}.")
        st.write(
            "If you have an account, [sign in](/sign-in) and come back. "
            "Everything that is public is under Find."
        )
        st.page_link(page_file("find"), label="Find a group, a place to meet or a service")
        st.stop()
    tell()
    return who
