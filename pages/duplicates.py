"""Likely duplicates: two records side by side, for an officer to decide."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted, long_date
from asset_map.usecases.merge_assets import merges_made
from asset_map.web import pair_parts
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house
from asset_map.web.text import plain

SHOWN = 10

house = the_house()
who = admitted("Likely duplicates", Action.MERGE)
st.write(
    "Records that may be the same, with the reasons. Nothing is merged until you say so. "
    "The one you keep takes over what only the other knows; the other goes to the archive. "
    "A merge can be taken back."
)

with refusals():
    pairs = pair_parts.pairs_to_decide(house, who=who)
    if not pairs:
        nothing_yet("No two records look alike.", then="New ones are compared as they come in.")
    else:
        st.header(f"{counted(len(pairs), 'pair')} to look at", anchor=False)
    for pair in pairs[:SHOWN]:
        with st.container(border=True):
            pair_parts.side_by_side(house, pair)
    if len(pairs) > SHOWN:
        st.caption(f"The {SHOWN} most alike are shown; the next ones follow as you decide.")
    pair_parts.compare_again()
    made = merges_made(house, actor=who)
    if made:
        st.header("Merged lately", anchor=False)
    for merge, kept, gone in made:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(
                f"On {long_date(merge.at)} {plain(merge.by)} merged {plain(gone.name)} "
                f"into {plain(kept.name)}."
            )
            pair_parts.take_back(house, merge.id)
