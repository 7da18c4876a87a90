"""Data requests: what is kept about somebody, to be found, given, put right and erased."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.web import looks_parts, request_parts, retention_parts
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import the_house

house = the_house()
who = admitted("Data requests", Action.ANSWER_REQUESTS)
st.write(
    "Somebody asks what is kept about them, or wants it put right or erased. Write down that they "
    "asked, find everything in one search, and answer within a month."
)

with refusals():
    request_parts.waiting(house, who)
    request_parts.written_down(house, who)
    request_parts.search(house, who)
    retention_parts.kept_long_enough(house, who)
    looks_parts.withheld(house, who)
