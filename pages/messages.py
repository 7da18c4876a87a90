"""Messages: what waits to be sent to people outside."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.messages_out import council_mailer, outbox
from asset_map.web import message_parts
from asset_map.web.door import admitted
from asset_map.web.end_link_part import end_a_link
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house

house = the_house()
who = admitted("Messages", Action.REVIEW)
st.write("What people outside are to hear: questions, decisions, and whether a record still holds.")

mailer = None
with refusals():
    mailer = council_mailer(house)

with refusals():
    everything = outbox(house, actor=who, with_address=False)
    waiting = [one for one in everything if one.to]
    silent = [one for one in everything if not one.to]
    message_parts.how_they_go(house, mailer, len(waiting))

    st.header("Is it still right?", anchor=False)
    message_parts.remind(house)

    st.header(f"{counted(len(waiting), 'message')} waiting", anchor=False)
    if not waiting:
        nothing_yet("Nothing waits to be sent.", then="What you ask or decide appears here.")
    else:
        message_parts.take_away(house, waiting)
        offset = offset_of(len(waiting), key="messages")
        for one in waiting[offset : offset + PAGE]:
            message_parts.one_message(house, one)
        turn_pages(len(waiting), key="messages")

    st.header("A link in the wrong hands", anchor=False)
    st.write("Somebody passed a private link on, or lost the phone it was on? End it here.")
    end_a_link(house)

    if silent:
        st.header("For people who left no address", anchor=False)
        st.write("They read these on their private page. Copy one if you can tell them otherwise.")
        offset = offset_of(len(silent), key="silent")
        for one in silent[offset : offset + PAGE]:
            message_parts.one_message(house, one)
        turn_pages(len(silent), key="silent")
