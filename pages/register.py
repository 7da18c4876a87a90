"""The register: the officers' table, a record's history, and taking it away."""

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Query
from asset_map.model.state import RecordState
from asset_map.model.words import counted
from asset_map.usecases.find_assets import find_assets
from asset_map.web import register_parts
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, the_house, today

MOST = 1000

house, who, day = the_house(), actor(), today()
st.title("Register")
st.write("Every record, also what the public does not see. Choose a row to see its history.")

words, kinds, states = st.columns([3, 2, 2])
text = words.text_input("Find", key="q", type="search", live=True, bind="query-params")
kind = kinds.selectbox(
    "Kind",
    ["", *[one.value for one in AssetKind]],
    format_func=lambda one: KIND_LOOK[AssetKind(one)].plural if one else "All kinds",
    key="kind",
    bind="query-params",
)
state = states.selectbox(
    "State",
    ["", RecordState.APPROVED.value, RecordState.ARCHIVED.value],
    format_func=lambda one: one.capitalize() or "Approved and archived",
    key="state",
    bind="query-params",
)
query = Query(
    text=text or "",
    kinds=(AssetKind(kind),) if kind else (),
    record_states=(RecordState(state),) if state else tuple(RecordState),
    only_open=False,
    limit=MOST,
)

with refusals():
    found = find_assets(house, query, actor=who, today=day)
    if not found.listings:
        nothing_yet("No record fits.", then="Try another word, or import a spreadsheet.")
        st.page_link(page_file("import"), label="Import a spreadsheet")
        st.stop()
    st.header(counted(found.total, "record"), anchor=False)
    if found.total > MOST:
        st.caption(f"The table shows the first {MOST:,}; narrow it down, or take the file.")
    chosen = register_parts.table(found.listings)
    if chosen:
        register_parts.one_record(house, chosen, actor=who)
    register_parts.take_away(house, query, actor=who)
