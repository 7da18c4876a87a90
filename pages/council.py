"""Council's details: its name, and whom residents turn to."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.web import council_form
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import the_house

house = the_house()
admitted("Council's details", Action.CHANGE_BOUNDARIES)

with refusals():
    st.write("What is left empty is not mentioned on the public pages.")
    council_form.edited(house)
