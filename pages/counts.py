"""Counts: what roadshows and conversations came to between two days."""

from datetime import date

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.count_roadshows import count_roadshows
from asset_map.web import counts_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house, today

house, day = the_house(), today()
who = admitted("Counts", Action.RUN_ROADSHOW)
st.write("What roadshows came to between two days, for a manager or a funder.")

with st.container(horizontal=True):
    first = st.date_input("From", date(day.year, 1, 1), format="DD/MM/YYYY", key="counts-from")
    last = st.date_input("To", day, format="DD/MM/YYYY", key="counts-to")

with refusals():
    counts = count_roadshows(house, between=(first, last), actor=who)
    counts_parts.in_words(counts)
    if not counts.roadshows:
        nothing_yet("No roadshow was held in these days.", then="Choose other days above.")
    counts_parts.table(counts)
    counts_parts.as_file(house, counts, who=who)
