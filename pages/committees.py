"""Area committees: dated lists of wards or divisions, their ward officers and meetings."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.committees import list_committees
from asset_map.web import committee_file, committee_form, committee_parts
from asset_map.web.door import admitted
from asset_map.web.frame import page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today

house, day = the_house(), today()
who = admitted("Area committees", Action.CHANGE_BOUNDARIES)
committee_id = st.query_params.get("id", "")

with refusals():
    there = list_committees(house, actor=who)
    if committee_id:
        st.page_link(page_file("committees"), label="All area committees")
        committee = next((one for one in there if one.id == committee_id), None)
        if committee is None:
            nothing_yet("There is no such committee.", then="Choose one from the list.")
            st.stop()
        committee_form.edited(house, committee, today=day)
        st.stop()
    st.write(
        "An area committee looks after a list of wards or county divisions between two days. "
        "Gaps and packs are made for its areas of the day that you ask about."
    )
    committee_parts.listed(house, there, today=day)
    committee_parts.add_one()
    committee_file.brought_in(house)
