"""The part of the page Messages that ends a link which fell into the wrong hands."""

from functools import partial

import streamlit as st

from asset_map.usecases.end_link import end_link
from asset_map.usecases.house import House
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now

__all__ = ["end_a_link"]

_KEY = "link_to_end"


def end_a_link(house: House) -> None:
    """Ask for the address of a private link, and end it."""
    with st.form("end-a-link", clear_on_submit=True, border=False):
        st.text_input(
            "The private link, as it was copied",
            key=_KEY,
            max_chars=500,
            help="It has a long row of letters behind the last stroke, as in …/status/Gx3k…",
        )
        st.form_submit_button("End this link", on_click=partial(attempt, partial(_ended, house)))


def _ended(house: House) -> str:
    end_link(house, st.session_state[_KEY], actor=actor(), now=now())
    return "That link opens nothing any more. What was sent by it is still here."
