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
from asset_map.web.first_start import draw_two_ways
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today
from asset_map.web.symbols import symbol
from asset_map.web.text import plain

WAYS = (
    ("find", "Find a group, a place to meet or a service", Action.FIND),
    ("ward", "See what a ward has got", Action.FIND),
    ("gaps", "See where something is missing, and why", Action.MEASURE_GAPS),
    ("roadshows", "Prepare a roadshow, or run one", Action.RUN_ROADSHOW),
    ("packs", "Make a pack for an area committee", Action.BUILD_PACK),
    ("register", "Look at the whole register, and take it away", Action.SEE_OFFICER_VIEW),
    ("import", "Import a spreadsheet", Action.IMPORT),
    ("duplicates", "Compare likely duplicates", Action.MERGE),
)

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
        draw_two_ways(house)
    elif not counts:
        nothing_yet(
            "Nothing is recorded here yet.",
            then="If this is your register, come in by the officer's link: the program printed it "
            "in its window when it started.",
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
    if who.may(Action.REVIEW):
        _, waiting = queue(house, actor=who, limit=1)
        st.page_link(page_file("review"), label=f"Review: {counted(waiting, 'proposal')} waiting")
    for address, label, action in WAYS:
        if who.may(action):
            st.page_link(page_file(address), label=label)
    if wards:
        ward_set, names = wards
        st.caption(
            f"{plain(ward_set.name)}: {counted(len(names), 'ward')}. {plain(ward_set.attribution)}"
        )
