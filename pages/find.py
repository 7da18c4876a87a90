"""Find: the list first, the map beside it."""

from dataclasses import replace

import streamlit as st

from asset_map.model.query import Query
from asset_map.model.words import counted
from asset_map.usecases.find_assets import Found, choices, find_assets, find_near
from asset_map.web.asset_list import listed
from asset_map.web.filters import asked
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, asset_map
from asset_map.web.map_base import map_base, points_of
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

PAGE = 20
MOST_PINS = 100_000

house, who, day = the_house(), actor(), today()

st.title("What has this place got?")
st.write("Groups, places to meet and services near you. Type a word, or a postcode, or both.")

query, postcode = asked(choices(house, actor=who, today=day))


def answers(asked_for: Query) -> Found:
    """Return what is found, nearest first where a postcode is given."""
    if postcode:
        return find_near(house, asked_for, postcode, actor=who, today=day)
    return find_assets(house, asked_for, actor=who, today=day)


def in_words(found: Found) -> str:
    """Say how many there are, and what was understood."""
    said = f"{counted(found.total, 'answer')}"
    if found.corrected:
        said += f" for “{plain(found.corrected)}”"
    return said + (", nearest first." if postcode else ".")


with refusals():
    shown = st.session_state.setdefault("find_shown", PAGE)
    found = answers(replace(query, limit=shown))
    as_list, as_map = st.columns([1, 1], gap="large")
    with as_list:
        st.header(in_words(found), anchor=False)
        with st.container(key="only-narrow"):
            st.markdown("[To the map](#on-the-map)")
        if not found.listings:
            nothing_yet(
                "Nothing recorded here yet that fits.",
                then="Try fewer choices or another word. Something missing? Tell us about it.",
            )
        for listing in found.listings:
            if listed(listing):
                st.session_state["find_selected"] = listing.asset_id
        if found.total > shown and st.button(f"Show {min(PAGE, found.total - shown)} more"):
            st.session_state["find_shown"] = shown + PAGE
            st.rerun()
    with as_map, st.container(key="map-side"):
        st.subheader("On the map", anchor="on-the-map")
        everything = answers(replace(query, limit=MOST_PINS))
        event = asset_map(
            points_of(everything.listings),
            base=map_base(house),
            focus=MapFocus(
                asset_id=st.session_state.get("find_selected", ""), ward_codes=query.ward_codes
            ),
            key="find-map",
        )
        if event and event.ward_code:
            st.page_link(
                page_file("ward"), label="Open this ward", query_params={"code": event.ward_code}
            )
        if event and event.asset_id:
            st.session_state["find_selected"] = event.asset_id
            st.rerun()
