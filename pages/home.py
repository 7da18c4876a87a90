"""The workroom's first page: what is here, and what to do next."""

import streamlit as st

from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.fill_register import is_empty
from asset_map.usecases.find_assets import LISTED_KINDS, count_by_kind
from asset_map.usecases.review_submission import queue
from asset_map.web.door import admitted
from asset_map.web.first_start import draw_first_start
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today
from asset_map.web.symbols import symbol
from asset_map.web.text import plain

house = the_house()
who = admitted("What is strong here?", Action.FIND)
st.write(
    "Every place has groups, rooms, skills and people who know each other. "
    "This is what has been recorded here so far."
)

with refusals():
    counts = count_by_kind(house, actor=who, today=today())
    wards = wards_in_use(house)
    if who.may(Action.CHANGE_BOUNDARIES) and is_empty(house):
        draw_first_start(house, who)
    elif not counts:
        nothing_yet(
            "Nothing is recorded here yet.",
            then="Bring in wards and a spreadsheet, as “Getting started” says.",
        )
    with st.container(horizontal=True, gap="small", key="counts"):
        for kind in (kind for kind in LISTED_KINDS if kind in counts):
            look = KIND_LOOK[kind]
            said = counted(counts[kind], look.singular.lower(), look.plural.lower())
            st.page_link(
                page_file("find"),
                label=f"{symbol(look)} {said}",
                query_params={"kind": kind.value},
            )

    st.header("What would you like to do?", anchor=False)
    st.page_link(page_file("find"), label="Find a group, a place to meet or a service")
    st.page_link(page_file("ward"), label="See what a ward has got")
    if who.may(Action.REVIEW):
        _, waiting = queue(house, actor=who, limit=1)
        st.page_link(page_file("review"), label=f"Review: {counted(waiting, 'proposal')} waiting")
    if who.may(Action.SEE_OFFICER_VIEW):
        st.page_link(page_file("register"), label="Look at the whole register, and take it away")
    if who.may(Action.IMPORT):
        st.page_link(page_file("import"), label="Import a spreadsheet")
    if who.may(Action.MERGE):
        st.page_link(page_file("duplicates"), label="Compare likely duplicates")
    if wards:
        ward_set, names = wards
        st.caption(
            f"{plain(ward_set.name)}: {counted(len(names), 'ward')}. {plain(ward_set.attribution)}"
        )
