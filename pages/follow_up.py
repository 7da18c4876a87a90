"""Follow up: how it goes with what was agreed, across all roadshows."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.follow_up import follow_up
from asset_map.web import follow_up_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house, today

house = the_house()
who = admitted("Follow up", Action.RUN_ROADSHOW)
st.write("What was agreed is asked about after two, six and twelve weeks, and then let be.")

with refusals():
    follow_up_parts.tidied(house)
    seen = follow_up(house, actor=who, today=today())
    st.header(f"{counted(len(seen.due), 'check-in')} due", anchor=False)
    follow_up_parts.ask(house)
    if not seen.due:
        nothing_yet("Nothing is due today.", then="What was agreed comes up here when its day is.")
    offset = offset_of(len(seen.due), key="due")
    for one in seen.due[offset : offset + PAGE]:
        follow_up_parts.one_action(house, one, is_due=True)
    turn_pages(len(seen.due), key="due")
    if seen.coming:
        st.header("Coming up", anchor=False)
        for one in seen.coming[:PAGE]:
            follow_up_parts.one_action(house, one)
    if seen.buds:
        st.header("Ideas that wait for somebody to take them up", anchor=False)
        st.write("They have no owner, or only one group. They are in no count.")
        follow_up_parts.in_brief(seen.buds)
    if seen.over:
        st.header("Done, or let go", anchor=False)
        for one in seen.over[:PAGE]:
            follow_up_parts.one_action(house, one)
