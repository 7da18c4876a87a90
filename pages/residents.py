"""Where people live: the points that gaps are counted by."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.demand import known_demand
from asset_map.web import resident_parts
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import the_house

house = the_house()
who = admitted("Where people live", Action.CHANGE_BOUNDARIES)
st.write(
    "Once this is known, Gaps says how many people live beyond reach of something, and not only "
    "which wards go without."
)

with refusals():
    resident_parts.told(known_demand(house, actor=who))
    resident_parts.brought_in(house)
