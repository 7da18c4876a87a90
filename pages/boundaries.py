"""Boundaries: the sets that are here, which are in use, and what a change of set moves."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.boundaries import list_boundaries
from asset_map.web import boundary_file, boundary_parts
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
    if sets:
        boundary_parts.listed(sets)
        boundary_file.put_to_use(sets, house=house)
    else:
        nothing_yet("No boundaries are here yet.", then="Bring in your wards below.")
    boundary_file.brought_in(house)
    if sets:
        boundary_parts.compared(house, sets, who=who)
