"""The workroom's first page: what is here, and what to do next."""

import streamlit as st

from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.find_assets import count_by_kind
from asset_map.usecases.review_submission import queue
from asset_map.web.asset_list import symbol
from asset_map.web.filters import KINDS
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

house, who = the_house(), actor()
st.title("What is strong here?")
st.write(
    "Every place has groups, rooms, skills and people who know each other. "
    "This is what has been recorded here so far."
)

with refusals():
    counts = count_by_kind(house, actor=who, today=today())
    wards = wards_in_use(house)
    if not counts:
        nothing_yet(
            "Nothing is recorded here yet.",
            then="Bring in wards and a spreadsheet, as “Getting started” says.",
        )
    for column, kind in zip(st.columns(len(KINDS)), KINDS, strict=True):
        look = KIND_LOOK[kind]
        column.markdown(f"{symbol(look)} **{counts.get(kind, 0):,}**  \n{look.plural}")

    st.header("What would you like to do?", anchor=False)
    st.page_link(page_file("find"), label="Find a group, a place to meet or a service")
    st.page_link(page_file("ward"), label="See what a ward has got")
    if who.may(Action.REVIEW):
        _, waiting = queue(house, actor=who, limit=1)
        st.page_link(page_file("review"), label=f"Review: {counted(waiting, 'proposal')} waiting")
    if who.may(Action.IMPORT):
        st.page_link(page_file("import"), label="Import a spreadsheet")
    if wards:
        st.caption(
            f"{plain(wards[0].name)}: {counted(len(wards[1]), 'ward')}. "
            f"{plain(wards[0].attribution)}"
        )
