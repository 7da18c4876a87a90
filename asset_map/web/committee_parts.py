"""Area committees as a list, and a new one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.area import AreaCommittee
from asset_map.model.words import counted, long_date
from asset_map.usecases.boundaries import list_boundaries
from asset_map.usecases.committees import members_on, save_committee
from asset_map.usecases.house import House, random_id
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain

__all__ = ["add_one", "listed"]

_NAME = "committee-name"


def listed(house: House, there: Sequence[AreaCommittee], *, today: date) -> None:
    """List the committees with what they look after today."""
    if not there:
        nothing_yet("No area committee is here yet.", then="Add one, or bring in a file.")
        return
    sets = {one.id: one.name for one, _, _ in list_boundaries(house)}
    for committee in there:
        with st.container(key=f"line-{committee.id}", gap="xxsmall"):
            st.page_link(
                page_file("committees"),
                label=plain(committee.name),
                query_params={"id": committee.id},
            )
            st.caption(_line(committee, sets, today=today))


def _line(committee: AreaCommittee, sets: dict[str, str], *, today: date) -> str:
    members = members_on(committee, today)
    parts = [
        f"{counted(len(codes), 'area')} of {plain(sets.get(set_id, set_id))}"
        for set_id, codes in members.items()
    ]
    said = [plain(committee.council), " and ".join(parts) or "no area today"]
    if len(parts) > 1:
        said.append("**of several sets: gaps cannot be worked out for it today**")
    coming = sorted(day for day in committee.meetings if day >= today)
    said.append(f"meets on {long_date(coming[0])}" if coming else "no meeting is written down")
    return ", ".join(filter(None, said)) + "."


def add_one() -> None:
    """Add a committee by its name; its areas are chosen next."""
    st.header("Add a committee", anchor=False)
    st.text_input("Its name", placeholder="Such as: North Anytown Area Committee", key=_NAME)
    st.button("Add this committee", on_click=partial(attempt, _add))


def _add() -> str:
    named = AreaCommittee(id=random_id(), name=" ".join(st.session_state[_NAME].split()))
    added = save_committee(the_house(), named, actor=actor(), now=now())
    st.query_params["id"] = added.id
    return f"{plain(added.name)} is here. Choose its areas below."
