"""Setting up: from the demonstration to a register of one's own, and what to bring in."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.web.door import admitted
from asset_map.web.first_start import draw_begin_own, draw_steps, draw_way_in
from asset_map.web.messages import refusals
from asset_map.web.state import the_house

house = the_house()
draw_way_in()
who = admitted("Setting up", Action.CHANGE_BOUNDARIES)

with refusals():
    if house.is_demonstration():
        draw_begin_own(house)
    else:
        st.write(
            "Each of these is brought in once, on its page or by a command. Take them in this "
            "order; the ones you do not have can wait."
        )
        draw_steps(house, who)
