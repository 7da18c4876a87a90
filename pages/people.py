"""People who can help: kept apart from the register, with what each of them agreed to."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.people import list_people
from asset_map.web import people_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house

house = the_house()
who = admitted("People who can help", Action.KEEP_PEOPLE)
st.write(
    "What people can do, when they say so themselves. Everybody else is told only how many can "
    "help in a ward, and “fewer than 5” where few can: no names, and never a place on the map."
)

with refusals():
    everybody = list_people(house, actor=who)
    people_parts.added(house)
    st.header("Who said so", anchor=False)
    if not everybody:
        nothing_yet("Nobody is written down yet.", then="Add somebody above, with their consent.")
    offset = offset_of(len(everybody), key="people")
    for one in everybody[offset : offset + PAGE]:
        people_parts.one_person(house, one)
    turn_pages(len(everybody), key="people")
