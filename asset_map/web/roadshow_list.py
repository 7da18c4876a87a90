"""The list of roadshows, and the form that begins one."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import Planned, set_up
from asset_map.web.choice_words import distinct
from asset_map.web.frame import page_file
from asset_map.web.messages import refusals, tell_next
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["lines", "new"]

_STATES = {
    RoadshowState.PLANNED: "planned",
    RoadshowState.OPEN: "going on now",
    RoadshowState.CLOSED: "over",
}


def new(house: House, everything: Sequence[Roadshow]) -> None:
    """Ask for a title and a day, and whether to set it up as an earlier one."""
    likes = distinct(
        {"": "the two-hour plan"}
        | {one.id: f"{one.title}, {long_date(one.held_on)}" for one in everything}
    )
    with (
        st.expander("Plan a roadshow", expanded=not everything),
        st.form("new-roadshow", border=False),
    ):
        title = st.text_input("What is it called?", key="new-title", max_chars=120)
        place = st.text_input("Where?", key="new-place", max_chars=120)
        day = st.date_input(
            "When?", value=today() + timedelta(days=14), format="DD/MM/YYYY", key="new-day"
        )
        like = st.selectbox(
            "Set it up as", list(likes), format_func=likes.__getitem__, key="new-like"
        )
        sent = st.form_submit_button("Plan this roadshow", type="primary")
    if sent and isinstance(day, date):
        with refusals():
            planned = Planned(title=title, held_on=day, place=place, like=like or None)
            made = set_up(house, planned, actor=actor(), now=now())
            tell_next(f"**{plain(made.title)}** is planned. Its code is **{made.code}**.")
            st.switch_page(page_file("roadshow"), query_params={"id": made.id})


def lines(heading: str, listed: Sequence[Roadshow]) -> None:
    """List roadshows, each with its day, its place and how far it is."""
    if not listed:
        return
    st.header(heading, anchor=False)
    for one in listed:
        with st.container(key=f"line-{one.id}"):
            st.page_link(page_file("roadshow"), label=plain(one.title), query_params={"id": one.id})
            said = [long_date(one.held_on), one.place, _STATES[one.state]]
            if one.head_count:
                said.append(counted(one.head_count, "person came", "people came"))
            st.caption(" · ".join(plain(word) for word in said if word))
