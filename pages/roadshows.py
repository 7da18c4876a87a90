"""Roadshows: the list, and a new one."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.find_roadshow import every_roadshow
from asset_map.web import roadshow_list
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today

house = the_house()
who = admitted("Roadshows", Action.RUN_ROADSHOW)
st.write(
    "A roadshow is two hours in a hall: people say what their place has got, who could help "
    "whom, and what they will do together."
)

with refusals():
    everything = every_roadshow(house, actor=who)
    roadshow_list.new(house, everything)
    ahead = [one for one in reversed(everything) if one.held_on >= today()]
    past = [one for one in everything if one.held_on < today()]
    if not everything:
        nothing_yet(
            "No roadshow is planned yet.", then="Begin one above: a title and a day will do."
        )
    roadshow_list.lines("Today and ahead", ahead)
    roadshow_list.lines("Past", past)
