"""The tree on the screen: drawn, as a list beside it, to save and to print."""

from functools import partial

import streamlit as st

from asset_map.model.roadshow import TreePart
from asset_map.model.words import counted
from asset_map.usecases.draw_tree import on_the_tree, tree_drawn, tree_printed
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.web.giving_out import noted
from asset_map.web.state import actor
from asset_map.web.text import plain

__all__ = ["tree"]

_WIDE = "tree-as-wide-as-the-screen"


def tree(house: House, view: SessionView) -> None:
    """Draw the tree as it stands, with the same as a list beside it."""
    drawn, said = tree_drawn(view), on_the_tree(view)
    if st.session_state.get(_WIDE):
        picture, listed = st.container(key="session-wide"), st.container()
    else:
        beside = st.columns([0.68, 0.32])
        picture, listed = beside[0].container(key="session-drawing"), beside[1]
    total = sum(map(len, said.values()))
    says = f"A tree with {counted(total, 'card')}; the same as a list is with it"
    picture.image(drawn, alt=says, width="stretch")
    with listed:
        st.toggle("As wide as the screen", key=_WIDE)
        _to_keep(house, view, drawn)
        _list(view, said, total)


def _list(view: SessionView, said: dict[TreePart, list[str]], total: int) -> None:
    with st.container(key="session-list"):
        st.markdown(f"The same as a list: {counted(total, 'card')}")
        for part in TreePart:
            st.markdown(f"**{plain(view.roadshow.label(part))}**")
            st.markdown("\n".join(f"- {plain(one)}" for one in said[part]) or "Nothing here yet.")


def _to_keep(house: House, view: SessionView, drawn: str) -> None:
    who, what = actor(), f"the tree of {view.roadshow.title}"
    name = f"tree-{view.roadshow.code.lower()}"
    with st.container(horizontal=True):
        st.download_button(
            "Save for printing on A3",
            noted(house, what, partial(tree_printed, view), who=who),
            file_name=f"{name}.pdf",
            mime="application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Save as a drawing (SVG)",
            noted(house, what, lambda: drawn, who=who),
            file_name=f"{name}.svg",
            mime="image/svg+xml",
            on_click="ignore",
        )
