"""Which parts make up each screen of a session."""

from collections.abc import Callable, Mapping

import streamlit as st

from asset_map.model.card import CardKind
from asset_map.model.roadshow import Step
from asset_map.model.words import counted
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.web.session_agree import agreeing
from asset_map.web.session_cards import cards_list, duplicates, set_aside
from asset_map.web.session_end import end, who_is_missing
from asset_map.web.session_entry import entry
from asset_map.web.session_exchange import offers_and_asks
from asset_map.web.session_frame import END
from asset_map.web.session_links import connecting
from asset_map.web.session_people import check_in, introductions, writing
from asset_map.web.session_tree import tree

__all__ = ["SCREENS"]

_ON_CARDS = (CardKind.ASSET, CardKind.SKILL, CardKind.STORY, CardKind.IDEA)


def _writing(house: House, view: SessionView) -> None:
    writing(house, view)
    entry(house, view, screen=Step.WRITING)


def _recognise(house: House, view: SessionView) -> None:
    """Read the cards: one line and Enter, the newest first, likely duplicates beside them."""
    entry(house, view, screen=Step.RECOGNISE)
    cards = view.of_kind(*_ON_CARDS)
    listed, beside = st.columns([0.64, 0.36], gap="large")
    with listed:
        st.markdown(f"**{counted(len(cards), 'card')}**")
        cards_list(house, view, cards)
    with beside:
        duplicates(house, view)
        set_aside(house, view)


SCREENS: Mapping[str, Callable[[House, SessionView], None]] = {
    Step.CHECK_IN: check_in,
    Step.INTRODUCTIONS: introductions,
    Step.WRITING: _writing,
    Step.RECOGNISE: _recognise,
    Step.TREE: tree,
    Step.OFFERS_AND_ASKS: offers_and_asks,
    Step.CONNECT: connecting,
    Step.AGREE: agreeing,
    Step.WHO_IS_MISSING: who_is_missing,
    END: end,
}
