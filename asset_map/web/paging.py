"""Turning the pages of a long list."""

import streamlit as st

__all__ = ["PAGE", "offset_of", "turn_pages"]

PAGE = 20


def offset_of(total: int, *, key: str) -> int:
    """Return where the page begins that somebody turned to, or the last one that is left."""
    last = max(0, (total - 1) // PAGE)
    page = min(int(st.session_state.get(f"page-{key}", 0)), last)
    st.session_state[f"page-{key}"] = page
    return page * PAGE


def turn_pages(total: int, *, key: str) -> None:
    """Draw the way to earlier and later pages, and say where this one is."""
    if total <= PAGE:
        return
    offset = offset_of(total, key=key)
    st.caption(f"{offset + 1:,} to {min(offset + PAGE, total):,} of {total:,}")
    with st.container(horizontal=True):
        if offset:
            st.button("Earlier", on_click=_turn, args=(key, -1), key=f"earlier-{key}")
        if offset + PAGE < total:
            st.button("Later", on_click=_turn, args=(key, 1), key=f"later-{key}")


def _turn(key: str, by: int) -> None:
    st.session_state[f"page-{key}"] += by
