"""What's on: a week of one ward or of everywhere."""

import streamlit as st

from asset_map.usecases.whats_on import whats_on
from asset_map.web import week
from asset_map.web.messages import refusals
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

house, day = the_house(), today()
top = st.container()
code = week.chosen_ward(house)
first = week.chosen_week(day)

with refusals(title="What's on"):
    shown = whats_on(house, first=first, actor=actor(), today=day, ward_code=code)
    with top:
        st.title(plain(week.heading(shown)), anchor=False)
        st.write("Groups, mobile services and events, day by day.")
    week.days(shown)
    week.by_arrangement(shown)
    week.open_doors(shown)
    week.take_away(shown)
    if shown.boundary_set:
        st.caption(plain(f"{shown.boundary_set.name}. {shown.boundary_set.attribution}"))
