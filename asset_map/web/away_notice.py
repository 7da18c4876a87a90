"""What a copy of the register says of itself on every page."""

import streamlit as st

from asset_map.usecases.away_register import away_words, pack_here
from asset_map.usecases.house import House
from asset_map.web.state import now

__all__ = ["away_notice"]


def away_notice(house: House) -> None:
    """Say on a copy of the register that it is one, and until when it is good."""
    if pack := pack_here(house):
        with st.container(key="away"):
            st.markdown(away_words(pack, now=now()))
