"""A ward: strengths first, then what nobody has recorded yet."""

import streamlit as st

from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.view_ward import view_ward
from asset_map.web import ward_facts
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

house, who = the_house(), actor()
wards = {ward.code: plain(ward.name) for ward in ward_names(house)}

if not wards:
    st.title("Wards")
    nothing_yet(
        "No wards are here yet.",
        then="Bring in your own: asset-map boundaries add FILE, as 'Getting started' says.",
    )
    st.stop()

code = st.selectbox(
    "Ward", list(wards), format_func=wards.__getitem__, key="code", bind="query-params"
)
with refusals():
    view = view_ward(house, code or next(iter(wards)), actor=who, today=today())
    st.title(plain(view.ward.name), anchor=False)
    ward_facts.in_one_sentence(view)
    words, place = st.columns([3, 2], gap="large")
    with words:
        ward_facts.strengths(view)
        ward_facts.whats_on(view)
        ward_facts.people(view)
        ward_facts.not_recorded_yet(view)
    with place:
        ward_facts.on_map(view, house)
