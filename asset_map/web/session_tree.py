"""The tree on the screen: drawn, as a list beside it, to save and to print."""

from functools import partial

import streamlit as st

from asset_map.model.roadshow import TreePart
from asset_map.model.words import counted
from asset_map.usecases.draw_tree import on_the_tree, tree_drawn, tree_printed
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.web.text import plain

__all__ = ["tree"]


def tree(house: House, view: SessionView) -> None:
    """Draw the tree as it stands."""
    del house
    drawn = tree_drawn(view)
    said = on_the_tree(view)
    total = sum(map(len, said.values()))
    picture, listed = st.columns([0.68, 0.32])
    with picture, st.container(key="session-drawing"):
        says = f"A tree with {counted(total, 'card')}; the same as a list is beside it"
        st.image(drawn, alt=says, width="stretch")
    name = f"tree-{view.roadshow.code.lower()}"
    with st.container(horizontal=True, key="not-printed-tree"):
        st.download_button(
            "Save for printing on A3",
            partial(tree_printed, view),
            file_name=f"{name}.pdf",
            mime="application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Save as a drawing (SVG)",
            drawn,
            file_name=f"{name}.svg",
            mime="image/svg+xml",
            on_click="ignore",
        )
    with listed, st.container(key="session-list"):
        st.markdown(f"The same as a list: {counted(total, 'card')}")
        for part in TreePart:
            st.markdown(f"**{plain(view.roadshow.label(part))}**")
            st.markdown("\n".join(f"- {plain(one)}" for one in said[part]) or "Nothing here yet.")
