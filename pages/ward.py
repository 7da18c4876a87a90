"""A ward: strengths first, then what nobody has recorded yet."""

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.view_ward import view_ward
from asset_map.web import ward_facts
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import ward_labels
from asset_map.web.frame import name_page, page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

house, who = the_house(), actor()
wards = ward_labels(ward_names(house))

if not wards:
    st.title("Wards", anchor=False)
    nothing_yet(
        "No wards are here yet.",
        then="An officer brings them in, on Boundaries.",
    )
    st.stop()

heading = st.container()
code = st.selectbox(
    "Another ward",
    list(wards),
    format_func=wards.__getitem__,
    **in_address("code", one_of(list(wards))),
)
write("code")

with refusals():
    view = view_ward(house, code, actor=who, today=today())
    name_page(f"{wards[code]} ward")
    with heading:
        st.title(plain(f"{view.ward.name} ward"), anchor=False)
        ward_facts.in_one_sentence(view)
    words, place = st.columns([3, 2], gap="large")
    with words:
        ward_facts.anchors(view)
        ward_facts.strengths(view, AssetKind.SPACE, AssetKind.GROUP)
        ward_facts.whats_on(view)
        ward_facts.asked_for(house, view, today=today())
        ward_facts.strengths(view, AssetKind.INSTITUTION, AssetKind.BUSINESS, AssetKind.STORY)
        ward_facts.people(view)
        ward_facts.gap(house, view, who=who)
        ward_facts.not_recorded_yet(view)
    with place, st.container(key="map-side"):
        ward_facts.on_map(view, house)
        st.page_link(
            page_file("find"), label="Search in this ward", query_params={"ward": view.ward.code}
        )
