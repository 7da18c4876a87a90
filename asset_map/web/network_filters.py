"""Which part of the network is looked at; every choice stands in the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from asset_map.model.connection import ConnectionKind, ConnectionState
from asset_map.usecases.connect_assets import said_of
from asset_map.usecases.house import House
from asset_map.usecases.list_wards import list_wards
from asset_map.usecases.look_at_network import Chosen, committees_on
from asset_map.web.address import in_address, one_of, some_of, write
from asset_map.web.state import actor

__all__ = ["STATE_WORDS", "VIEWS", "around_whom", "filters", "kind_words", "view_chosen"]

VIEWS = ("picture", "map", "table", "whatif", "change", "files")
_VIEW_WORDS = {
    "picture": "Picture and figures",
    "map": "On the map",
    "table": "Table",
    "whatif": "What if",
    "change": "Before and after",
    "files": "Take it away",
}
STATE_WORDS = {
    ConnectionState.IDEA: "an idea",
    ConnectionState.INTRODUCED: "put in touch",
    ConnectionState.ACTIVE: "going on",
    ConnectionState.DORMANT: "resting",
    ConnectionState.ENDED: "ended",
}


def kind_words(kind: ConnectionKind) -> str:
    """Return a kind as it is chosen from a list: "gives room to"."""
    return said_of(kind)


def view_chosen() -> str:
    """Ask what to look at."""
    chosen = st.segmented_control(
        "Show",
        VIEWS,
        format_func=_VIEW_WORDS.__getitem__,
        label_visibility="collapsed",
        **in_address("view", one_of(VIEWS)),
    )
    write("view")
    return chosen or VIEWS[0]


def filters(house: House, *, today: date) -> Chosen:
    """Ask for a ward, a committee, kinds, states and a day."""
    with st.expander("Choose a part of the network"):
        left, right = st.columns(2)
        with left:
            ward, kinds = _ward(house, today), _kinds()
        with right:
            committee, states = _committee(house, today), _states()
        is_then = st.checkbox("As it stood on a day", key="network_then")
        day = (
            st.date_input("On which day?", today, format="DD/MM/YYYY", key="network_on")
            if is_then
            else None
        )
    write("ward", "committee", "kind", "state")
    return Chosen(
        ward_code=ward,
        committee_id=committee,
        kinds=tuple(kinds),
        states=tuple(states),
        on=day if isinstance(day, date) else None,
    )


def _ward(house: House, today: date) -> str:
    wards = {
        line.ward.code: line.ward.name
        for _, lines in list_wards(house, actor=actor(), today=today).by_committee
        for line in lines
    }
    return st.selectbox(
        "Ward",
        ["", *sorted(wards, key=wards.__getitem__)],
        format_func=lambda code: wards.get(code, "every ward"),
        **in_address("ward", one_of(("", *wards))),
    )


def _committee(house: House, today: date) -> str:
    committees = committees_on(house, today)
    return st.selectbox(
        "Area committee",
        ["", *committees],
        format_func=lambda one: committees.get(one, "every committee"),
        **in_address("committee", one_of(("", *committees))),
    )


def _kinds() -> list[ConnectionKind]:
    return st.multiselect(
        "What one does for the other",
        list(ConnectionKind),
        format_func=kind_words,
        placeholder="everything",
        **in_address("kind", some_of(list(ConnectionKind))),
    )


def _states() -> list[ConnectionState]:
    return st.multiselect(
        "How it goes",
        list(ConnectionState),
        format_func=STATE_WORDS.__getitem__,
        placeholder="everything that has not ended",
        **in_address("state", some_of(list(ConnectionState))),
    )


def around_whom(chosen: Chosen, names: Mapping[str, str]) -> Chosen:
    """Ask around whom to look, and how far."""
    order = sorted(names, key=lambda key: names[key].casefold())
    whom, far = st.columns([3, 2], vertical_alignment="bottom")
    around = whom.selectbox(
        "Around whom?",
        ["", *order],
        format_func=lambda key: names.get(key, "everybody"),
        **in_address("id", one_of(("", *order))),
    )
    steps = far.radio(
        "How far?",
        [1, 2],
        format_func=lambda one: "one step" if one == 1 else "two steps",
        horizontal=True,
        disabled=not around,
        key="network_steps",
    )
    write("id")
    return replace(chosen, around_id=around or "", steps=steps)
