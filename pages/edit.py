"""An officer edits one record; two who edit at once both keep what they typed."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.web import editing
from asset_map.web.asset_form import asset_form
from asset_map.web.door import admitted
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house
from asset_map.web.text import plain

house = the_house()
who = admitted("Edit a record", Action.EDIT)
asset_id = st.query_params.get("id", "")

if not asset_id:
    nothing_yet("Nothing is chosen yet.", then="Choose a record in the register.")
    st.page_link(page_file("register"), label="Open the register")
    st.stop()

with refusals():
    base = editing.started_from(house, asset_id, who=who)
    st.page_link(
        page_file("asset"), label=f"Back to {plain(base.name)}", query_params={"id": asset_id}
    )
    form = editing.form_key(base)
    edited, faults = asset_form(base, house, key=form)
    st.header("Save", anchor=False)
    reason = st.text_input("Why do you change it?", key=f"{form}-reason")
    with st.container(horizontal=True):
        is_saved = st.button("Save", type="primary")
        is_checked = st.button("I checked it: still right")
    with refusals():
        if is_saved:
            editing.keep(house, edited, faults, reason=reason)
        if is_checked:
            editing.note_checked(house, base, edited, how=reason)
        editing.conflict(house, base, edited, reason=reason)
