"""Add: a partner or officer sends in a place or group; an officer decides."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.web import add_parts
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import the_house

house = the_house()
admitted("Add", Action.SEE_PARTNER_VIEW)
st.write(
    "Add a group, a place to meet or a service that you know of. An officer looks at it before "
    "anybody else sees it."
)


@st.fragment
def form() -> None:
    """Draw the form alone again when somebody types, and not the frame round it."""
    with refusals():
        filled = add_parts.form()
        add_parts.alike(house, filled)
        add_parts.send(house, filled)


form()
