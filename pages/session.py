"""A session on the screen in the hall: one step at a time, in any order."""

import streamlit as st

from asset_map.model.roadshow import RoadshowState
from asset_map.model.role import Action
from asset_map.usecases.hold_session import session_of
from asset_map.web import session_frame
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.session_people import open_first
from asset_map.web.session_screens import SCREENS
from asset_map.web.state import actor, the_house

house = the_house()
with refusals(title="Session"):
    if not actor().may(Action.RUN_ROADSHOW):
        admitted("Session", Action.RUN_ROADSHOW)
    view = session_of(house, st.query_params.get("id", ""), actor=actor())
    screens = session_frame.screens_of(view.roadshow)
    asked = st.query_params.get("step", "")
    screen = asked if asked in SCREENS else next(iter(screens))

    session_frame.look()
    admitted(session_frame.title_of(screens, screen), Action.RUN_ROADSHOW)
    session_frame.told()
    if view.roadshow.state is RoadshowState.PLANNED:
        open_first(house, view)
    SCREENS[screen](house, view)
    session_frame.bar(view.roadshow, screens, screen)
    session_frame.follow(house, view.roadshow.id, view.seq)
