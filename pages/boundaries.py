"""Boundaries: the sets that are here, which are in use, and what a change of set moves."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.boundaries import list_boundaries
from asset_map.web import boundary_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house

house = the_house()
who = admitted("Boundaries", Action.CHANGE_BOUNDARIES)
st.write(
    "Each set is one dated edition of wards or other areas. A new edition changes the ward of a "
    "place, and never the place; older figures keep the set that they were made with."
)
with refusals():
    sets = list_boundaries(house)
    if not sets:
        nothing_yet("No boundaries are here yet.", then="Add them: asset-map boundaries add FILE.")
        st.stop()
    boundary_parts.listed(sets)
    boundary_parts.compared(house, sets, who=who)
