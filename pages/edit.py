"""An officer edits one record; two who edit at once both keep what they typed."""

import streamlit as st

from asset_map.model.errors import ConflictError
from asset_map.model.revision import changes
from asset_map.usecases.edit_asset import edit_asset, on_top_of, to_edit, verify_asset
from asset_map.web.asset_form import asset_form
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain

house, who = the_house(), actor()
asset_id = st.query_params.get("id", "")
st.title("Edit a record")
if not asset_id:
    nothing_yet("Nothing is chosen yet.", then="Choose a record in the register.")
    st.page_link(page_file("register"), label="Open the register")
    st.stop()

# What the officer started from stays the base until it is saved.
base_key = f"edit-base-{asset_id}"

with refusals():
    if base_key not in st.session_state:
        st.session_state[base_key] = to_edit(house, asset_id, actor=who)
    base = st.session_state[base_key]
    edited = asset_form(base, key=f"edit-{asset_id}")
    reason = st.text_input("Why do you change it?", key=f"edit-{asset_id}-reason")
    save, check, back = st.columns(3)
    try:
        if save.button("Save", type="primary"):
            edit_asset(house, edited, reason=reason, actor=who, now=now())
            del st.session_state[base_key]
            st.success("Saved. The change is in the history under your name.")
        if check.button("I checked it: still right"):
            verify_asset(house, asset_id, how=reason, actor=who, now=now())
            del st.session_state[base_key]
            st.success("Noted: checked today.")
    except ConflictError:
        standing = to_edit(house, asset_id, actor=who)
        st.session_state[f"{base_key}-newer"] = standing
    if newer := st.session_state.get(f"{base_key}-newer"):
        st.warning(
            "Somebody else changed this record while you were typing. Nothing of yours is lost."
        )
        for change in changes(base, newer):
            st.write(
                f"{plain(change.field)}: was “{plain(change.before)}”, "
                f"is now “{plain(change.after)}”."
            )
        if st.button("Save my changes on top of theirs", type="primary"):
            edit_asset(house, on_top_of(base, edited, newer), reason=reason, actor=who, now=now())
            del st.session_state[base_key], st.session_state[f"{base_key}-newer"]
            st.success("Saved: theirs and yours.")
    back.page_link(page_file("asset"), label="Back to the record", query_params={"id": asset_id})
