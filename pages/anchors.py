"""Anchor cases: the evidence on six questions, and who decided."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.recognise_anchor import cases
from asset_map.web import anchor_list, anchor_parts
from asset_map.web.door import admitted
from asset_map.web.frame import page_file
from asset_map.web.messages import refusals
from asset_map.web.state import the_house, today

house, day = the_house(), today()
who = admitted("Anchor cases", Action.RECOGNISE_ANCHOR)
asset_id = st.query_params.get("id", "")

with refusals():
    if asset_id:
        st.page_link(page_file("anchors"), label="All anchor cases")
        anchor_parts.one_case(house, asset_id, who=who, today=day)
        st.stop()
    st.write(
        "An anchor organisation is run by local people, has roots in one place and helps others. "
        "Here you gather the evidence. A named officer or panel recognises it, on a date; "
        "nothing is recognised by counting."
    )
    anchor_list.listed(cases(house, actor=who), today=day)
    anchor_list.open_another(house, who=who, today=day)
