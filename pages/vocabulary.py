"""The words for offers, needs and skills, as the council wants them."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.vocabulary import TermKind
from asset_map.web.address import in_address, one_of, write
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import the_house
from asset_map.web.vocabulary_parts import words_of

KINDS = {TermKind.RESOURCE: "Things and time", TermKind.SKILL: "Skills"}

house = the_house()
who = admitted("Words", Action.KEEP_VOCABULARY)
st.write(
    "The words that people choose from when they say what they could give, what they would like, "
    "or what they are good at. Nothing breaks when you rename or hide one: what was said stays."
)
with refusals():
    kind = st.segmented_control(
        "Show", list(KINDS), format_func=KINDS.__getitem__, label_visibility="collapsed",
        **in_address("words", one_of(tuple(KINDS))),
    )  # fmt: skip
    write("words")
    words_of(house, TermKind(kind or TermKind.RESOURCE), who=who)
