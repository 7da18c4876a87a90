"""Conversations: my groups, and whom nobody has spoken to for longest."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.hold_talks import groups_spoken_to
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house, today
from asset_map.web.talk_parts import one_group

house = the_house()
who = admitted("Talks", Action.RUN_ROADSHOW)
st.write("Whom you spoke with outside any roadshow; the longest ago comes first.")
st.markdown("**[Write down a conversation](/talk)** - on a phone, in under a minute.")

with refusals():
    is_everybody = st.toggle("Everybody's conversations, not mine alone", key="everybodys-talks")
    groups = groups_spoken_to(house, actor=who, today=today(), is_everybody=is_everybody)
    if (
        not groups
        and not is_everybody
        and groups_spoken_to(house, actor=who, today=today(), is_everybody=True)
    ):
        nothing_yet("You have written none down yet.", then="Others have: switch above.")
    elif not groups:
        nothing_yet("No conversation is recorded here yet.", then="Write down your first one.")
    else:
        st.header(counted(len(groups), "group"), anchor=False)
    offset = offset_of(len(groups), key="talks")
    for one in groups[offset : offset + PAGE]:
        one_group(one)
    turn_pages(len(groups), key="talks")
