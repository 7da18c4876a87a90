"""The register: the officers' table, a record's history, and taking it away."""

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.freshness import Freshness
from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Query
from asset_map.model.role import Action
from asset_map.model.state import RecordState
from asset_map.model.words import counted
from asset_map.usecases.find_assets import find_assets, one_line
from asset_map.web import fresh_parts, record_parts, register_parts, source_parts
from asset_map.web.address import a_text, in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.door import admitted
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today

MOST = 1000
KINDS = ["", *[one.value for one in AssetKind]]
FRESH = ["", *[one.value for one in Freshness]]
STATES = ["", RecordState.APPROVED.value, RecordState.ARCHIVED.value]

house, day = the_house(), today()
who = admitted("Register", Action.SEE_OFFICER_VIEW)
st.write("Every record, also what the public does not see.")

words, kinds, states, checks = st.columns([3, 2, 2, 2])
text = words.text_input("Find", **in_address("q", a_text), type="search", live=True)
kind = kinds.selectbox(
    "Kind",
    KINDS,
    format_func=lambda one: KIND_LOOK[AssetKind(one)].plural if one else "All kinds",
    **in_address("kind", one_of(KINDS)),
)
state = states.selectbox(
    "State",
    STATES,
    format_func=lambda one: one.capitalize() or "Any state",
    **in_address("state", one_of(STATES)),
)
fresh = checks.selectbox(
    "Freshness",
    FRESH,
    format_func=lambda one: one.capitalize() or "Any",
    **in_address("fresh", one_of(FRESH)),
)
query = Query(
    text=text,
    kinds=(AssetKind(kind),) if kind else (),
    record_states=(RecordState(state),) if state else tuple(RecordState),
    only_open=False,
    freshness=Freshness(fresh) if fresh else None,
    limit=MOST,
)

with refusals():
    found = find_assets(house, query, actor=who, today=day)
    write("q", "kind", "state", "fresh")
    if not found.listings:
        nothing_yet("No record fits.", then="Try another word, or import a spreadsheet.")
        st.page_link(page_file("import"), label="Import a spreadsheet")
        st.stop()
    st.header(counted(found.total, "record"), anchor=False)
    if found.total > MOST:
        st.caption(f"The table shows the first {MOST:,}; narrow it down, or take the file.")
    register_parts.table(found.listings)
    register_parts.take_away(house, query, actor=who)

    names = {one.asset_id: one for one in found.listings}
    linked = st.query_params.get("record", "")
    if linked and linked not in names and (line := one_line(house, linked, actor=who, today=day)):
        names[linked] = line
    labels = distinct({"": "No record chosen"} | {one: names[one].name for one in names})
    record = st.selectbox(
        "Choose a row of the table, or a record here, to see its history",
        list(labels),
        format_func=labels.__getitem__,
        **in_address("record", one_of(["", *names])),
    )
    write("record")
    if record:
        record_parts.one_record(house, names[record], who=who)
    else:
        fresh_parts.by_ward(house, who=who)
        if who.may(Action.CONFIRM_SOURCE):
            source_parts.sources(house, who=who)
