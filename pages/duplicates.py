"""Likely duplicates: two records side by side, for an officer to decide."""

import streamlit as st

from asset_map.model.words import counted
from asset_map.usecases.find_duplicates import Pair, find_duplicates, keep_apart
from asset_map.usecases.merge_assets import merge_assets, merges_made, undo_merge
from asset_map.web.asset_facts import summary_of
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain

house, who = the_house(), actor()
st.title("Likely duplicates")
st.write(
    "Records that may be the same, with the reasons. Nothing is merged until you say so, "
    "and a merge can be taken back."
)


def side_by_side(pair: Pair) -> None:
    """Draw the two records and the three answers."""
    st.caption("; ".join(plain(reason) for reason in pair.likeness.reasons))
    first, second = st.columns(2)
    for column, asset in ((first, pair.first), (second, pair.second)):
        with column:
            st.subheader(plain(asset.name), anchor=False)
            summary_of(asset)
    key = f"{pair.first.id}-{pair.second.id}"
    if first.button("Keep this one", key=f"first-{key}"):
        merge_assets(house, pair.first, pair.second, actor=who, now=now())
        st.rerun()
    if second.button("Keep this one", key=f"second-{key}"):
        merge_assets(house, pair.second, pair.first, actor=who, now=now())
        st.rerun()
    if st.button("They are not the same", key=f"apart-{key}"):
        keep_apart(house, pair.likeness, actor=who)
        st.rerun()


with refusals():
    pairs = find_duplicates(house, actor=who)
    if not pairs:
        nothing_yet("No two records look alike.", then="New ones are compared as they come in.")
    else:
        st.header(f"{counted(len(pairs), 'pair')} to look at", anchor=False)
    for pair in pairs[:10]:
        with st.container(border=True):
            side_by_side(pair)
    made = merges_made(house, actor=who)
    if made:
        st.header("Merged lately", anchor=False)
    for merge, kept, gone in made:
        words, button = st.columns([4, 1])
        words.write(f"{plain(gone.name)} was merged into {plain(kept.name)} by {plain(merge.by)}.")
        if button.button("Take it back", key=f"undo-{merge.id}"):
            undo_merge(house, merge.id, actor=who, now=now())
            st.rerun()
