"""Unlikely posts: what may come from a program, to let one in or clear many."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.tray import unlikely_posts
from asset_map.web import tray_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house

house = the_house()
who = admitted("Unlikely posts", Action.REVIEW)
st.write(
    "What was probably sent by a program (spam) waits here, not in Review. Once in a while it is a "
    "person's: they got the same receipt as everybody, so look through this page now and then. "
    "After 30 days a post is removed."
)

with refusals():
    total = unlikely_posts(house, actor=who, limit=1)[1]
    if not total:
        nothing_yet("Nothing lies here.", then="What looks like spam appears here.")
    else:
        st.header(f"{counted(total, 'unlikely post')}", anchor=False)
        offset = offset_of(total, key="tray")
        shown, total = unlikely_posts(house, actor=who, limit=PAGE, offset=offset)
        tray_parts.clear(house, shown, total)
        for post in shown:
            tray_parts.one_post(house, post)
        turn_pages(total, key="tray")
    tray_parts.cleared_last(house, who)
