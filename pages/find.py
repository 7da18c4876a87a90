"""Find: the list first, the map beside it."""

from dataclasses import replace

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.find_assets import choices, find_with_pins, near
from asset_map.web import found
from asset_map.web.choice_words import choices_in_words
from asset_map.web.door import admitted
from asset_map.web.filters import asked, forget
from asset_map.web.map import MapFocus
from asset_map.web.messages import refusals
from asset_map.web.state import the_house, today
from asset_map.web.text import plain

house, day = the_house(), today()
who = admitted("What has this place got?", Action.FIND)
st.write("Groups, places to meet and services near you. Type a word, or a postcode, or both.")

offered = choices(house, actor=who, today=day)
query, postcode = asked(offered)
with refusals():
    if postcode:
        query = replace(query, near=near(house, postcode))

words = choices_in_words(query, offered)
if words or postcode:
    with st.container(horizontal=True, vertical_alignment="center", key="asked"):
        st.caption(f"You asked for: {'; '.join(words.values()) or 'everything'}.")
        st.button("Clear all choices", on_click=forget, type="tertiary")

shown = found.how_many_shown(query)
answer = find_with_pins(house, replace(query, limit=shown), actor=who, today=day)
as_list, as_map = st.columns(2, gap="large")
with as_list:
    st.header(found.heading(answer.found, is_near=query.near is not None), anchor=False)
    if answer.found.corrected:
        st.write(
            f"Nothing has “{plain(query.text)}”; this is for “{plain(answer.found.corrected)}”."
        )
    if answer.found.total:
        with st.container(key="only-narrow"):
            st.markdown("[To the map](#on-the-map)")
        found.list_of(answer.found, query)
        found.share()
    else:
        found.loosened(query, words, house, actor=who)
with as_map, st.container(key="map-side"):
    st.header("On the map", anchor="on-the-map")
    focus = MapFocus(ward_codes=query.ward_codes, near=query.near, near_label=postcode)
    found.map_of(answer, focus, house, actor=who)
