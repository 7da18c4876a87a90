"""The sources of the register: which may be public, also long after their rows came in."""

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.house import House
from asset_map.usecases.sources import imported_sources
from asset_map.web.batch_parts import confirm

__all__ = ["sources"]


def sources(house: House, *, who: Actor) -> None:
    """Let an officer choose a source and vouch for it."""
    known = {one.name: one for one in imported_sources(house, actor=who)}
    if not known:
        return
    st.header("Where records came from", anchor=False)

    def line(name: str) -> str:
        state = "may be public" if known[name].is_confirmed else "contacts for officers only"
        return f"{name}: {counted(known[name].records, 'record')}, {state}"

    chosen = st.selectbox("Source", list(known), format_func=line, key="register-source")
    if chosen:
        confirm(house, chosen)
