"""One roadshow: setting it up, what to print, and the way into its session."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.set_up_roadshow import roadshow_of
from asset_map.web import invite_parts, roadshow_forms, roadshow_parts
from asset_map.web.away_parts import away_part
from asset_map.web.door import admitted
from asset_map.web.frame import name_page
from asset_map.web.messages import refusals
from asset_map.web.paper_parts import paper_part
from asset_map.web.reach_parts import reach_check
from asset_map.web.send_round_parts import send_round_part
from asset_map.web.state import actor, the_house
from asset_map.web.text import plain

house = the_house()
with refusals(title="A roadshow"):
    if not actor().may(Action.RUN_ROADSHOW):
        admitted("A roadshow", Action.RUN_ROADSHOW)
    roadshow = roadshow_of(house, st.query_params.get("id", ""), actor=actor())
    who = admitted(plain(roadshow.title), Action.RUN_ROADSHOW)
    name_page(roadshow.title)
    roadshow_parts.head(house, roadshow)
    about, plan, asked, words, phones, paper, keyed, away, after = st.tabs(
        [
            "When and where",
            "The plan",
            "Who is asked",
            "Words",
            "Phones",
            "To print",
            "Cards on paper",
            "Away",
            "Send round",
        ],
        key="roadshow-part",
    )
    with about:
        roadshow_forms.about(house, roadshow)
        roadshow_forms.venue(house, roadshow)
    with plan:
        roadshow_forms.agenda(house, roadshow)
    with asked:
        invite_parts.invitations(house, roadshow)
    with words:
        roadshow_forms.words(house, roadshow)
    with phones:
        reach_check(house, roadshow)
    with paper:
        roadshow_parts.papers(house, roadshow)
    with keyed:
        paper_part(house, roadshow, who)
    with away:
        away_part(house, roadshow, who)
    with after:
        send_round_part(house, roadshow, who)
