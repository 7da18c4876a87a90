"""One asset: everything that may be known about it, and what to do when it is wrong."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.view_asset import view_asset
from asset_map.web import asset_facts, asset_links, asset_places, offer_parts
from asset_map.web.frame import name_page, page_file
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.report_form import report_form
from asset_map.web.state import actor, the_house, today
from asset_map.web.text import plain

house, who = the_house(), actor()
asset_id = st.query_params.get("id", "")

if not asset_id:
    st.title("A place or group", anchor=False)
    nothing_yet("Nothing is chosen yet.", then="Choose one from the list.")
    st.page_link(page_file("find"), label="Find a group, a place to meet or a service")
    st.stop()

with refusals(title="A place or group"):
    view = view_asset(house, asset_id, actor=who, today=today())
    name_page(view.asset.name)
    st.title(plain(view.asset.name), anchor=False)
    asset_facts.headline(view)
    words, place = st.columns([3, 2], gap="large")
    with words:
        asset_facts.about(view)
        asset_places.when_and_where(view)
        asset_facts.room(view)
        asset_facts.contact(view)
        asset_links.connections(view, house, who=who)
        offer_parts.asset_offers(house, asset_id, view.asset.name, who=who)
        asset_facts.checked(view)
        report_form(house, asset_id, actor=who)
        with st.container(key="not-printed-links"):
            if who.may(Action.EDIT):
                st.page_link(
                    page_file("edit"), label="Edit this record", query_params={"id": asset_id}
                )
            if who.may(Action.SEE_OFFICER_VIEW):
                st.page_link(
                    page_file("register"),
                    label="Its history, in the register",
                    query_params={"record": asset_id},
                )
        asset_facts.printing()
    with place:
        asset_places.on_map(view, house)
        asset_places.near(view)
