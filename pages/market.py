"""The market place of a roadshow: stalls, where they stand, and who signed up."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.find_roadshow import every_roadshow
from asset_map.usecases.hold_market import market_of
from asset_map.web import market_parts
from asset_map.web.door import admitted
from asset_map.web.frame import name_page, page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house
from asset_map.web.text import plain

house = the_house()
who = admitted("Market place", Action.RUN_ROADSHOW)
roadshow_id = st.query_params.get("id", "")

with refusals():
    if not roadshow_id:
        held = every_roadshow(house, actor=who)
        if not held:
            nothing_yet("No roadshow is set up yet.", then="Set one up first.")
        for one in held:
            query = {"id": one.id}
            st.page_link(page_file("market"), label=plain(one.title), query_params=query)
        st.stop()
    view = market_of(house, roadshow_id, actor=who)
    name_page(f"Market place: {view.roadshow.title}")
    market_parts.head(view)
    market_parts.new_stalls(house, view)
    market_parts.stalls(house, view)
    market_parts.the_plan(view)
    market_parts.paper(house, view)
    st.page_link(
        page_file("roadshow"), label="Back to the roadshow", query_params={"id": roadshow_id}
    )
