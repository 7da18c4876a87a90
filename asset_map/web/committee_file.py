"""Committees from a file: a row for each area that one looks after."""

from functools import partial

import streamlit as st

from asset_map.model.words import counted
from asset_map.usecases.committees import import_committees
from asset_map.usecases.house import House
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["brought_in"]

_FILE = "committee-file"


def brought_in(house: House) -> None:
    """Bring committees in from a table; one of the same name gets the new list."""
    st.header("Bring them in from a file", anchor=False)
    st.write(
        "A row for each area: its code and its committee. Where known also from, to, officer, "
        "council, basis, meetings, and the boundary set. A committee of the same name gets the "
        "new list; the file is taken whole or not at all."
    )
    st.file_uploader("Your file", type=["csv", "tsv", "xlsx", "ods"], key=_FILE)
    st.button("Bring these committees in", on_click=partial(attempt, partial(_bring, house)))


def _bring(house: House) -> str:
    file = st.session_state.get(_FILE)
    if file is None:
        return "No file was chosen, so nothing was brought in."
    done = import_committees(house, file.getvalue(), actor=actor(), now=now(), file_name=file.name)
    areas = sum(len(one.members) for one in done.committees)
    over = f" {counted(len(done.replaced), 'list')} replaced." if done.replaced else ""
    return (
        f"{counted(len(done.committees), 'committee')} with {counted(areas, 'area')} "
        f"from {plain(file.name)}.{over}"
    )
