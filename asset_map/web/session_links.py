"""Joining the dots: who is not linked yet, who could help whom, the network of the room."""

from functools import partial

import streamlit as st

from asset_map.model.card import CardKind
from asset_map.model.connection import Connection
from asset_map.model.errors import AssetMapError
from asset_map.model.roadshow import RoadshowState
from asset_map.model.suggestion import DismissReason
from asset_map.model.words import counted
from asset_map.usecases.connect_assets import take_back
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.usecases.join_dots import room_network
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.suggest_matches import Suggested, accept, dismiss, suggested
from asset_map.web.messages import refusal_of
from asset_map.web.session_frame import do, once
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["connecting", "with_records"]

_AT_ONCE = 6
_REASONS = {
    DismissReason.KNOW_EACH_OTHER: "They know each other already",
    DismissReason.NOT_SUITABLE: "It does not suit",
    DismissReason.NOT_NOW: "Not now",
    DismissReason.NO_LONGER_TRUE: "No longer true",
}


def with_records(house: House, view: SessionView) -> None:
    """Give cards that came in meanwhile the records that they speak of, and draw anew."""
    is_open = view.roadshow.state is RoadshowState.OPEN
    wanting = any(
        (card.kind is CardKind.ASSET and not card.asset_id)
        or (card.kind in {CardKind.OFFER, CardKind.NEED} and not card.offer_id)
        for card in view.cards
    )
    if is_open and wanting:
        try:
            place_cards(house, view.roadshow.id, actor=actor(), now=now())
        except AssetMapError as error:
            st.error(refusal_of(error))
            return
        st.rerun()


def connecting(house: House, view: SessionView) -> None:
    """Show who is linked with nobody yet, who could help whom, and the room's network."""
    with_records(house, view)
    room = room_network(house, view, actor=actor(), today=today())
    ideas, alone = st.columns([0.62, 0.38], gap="large")
    with ideas:
        _suggestions(house, view)
    with alone:
        st.subheader("Not linked yet", anchor=False)
        if room.unlinked:
            st.markdown("\n".join(f"- {plain(name)}" for _, name in room.unlinked))
        else:
            st.write(
                "Everybody spoken of is linked with somebody." if room.names else "Nobody yet."
            )
    if room.drawn:
        spoken, pairs = counted(len(room.names), "group or place", "groups and places"), room.pairs
        with st.container(key="session-drawing"):
            says = f"{spoken} spoken of here, {counted(pairs, 'pair')} of them linked"
            st.image(room.drawn, alt=says, width="stretch")
        st.caption(f"{says}.")


def _suggestions(house: House, view: SessionView) -> None:
    st.subheader("Who could help whom?", anchor=False)
    ideas = suggested(house, actor=actor(), today=today(), roadshow_id=view.roadshow.id)
    if not ideas:
        st.write("No offer here answers an ask yet. In small tables: which two could team up?")
    for one in ideas[:_AT_ONCE]:
        with st.container(border=True, key=f"idea-{one.id}"):
            st.markdown(f"**{plain(one.giver)}** and **{plain(one.taker)}**")
            st.markdown(f":small[{plain(one.sentence)}]")
            with st.container(horizontal=True):
                st.button(
                    "Put them in touch", key=f"accept-{one.id}", on_click=_accept,
                    args=(house, view, one),
                )  # fmt: skip
                with st.popover("Not these two", key=f"dismiss-{one.id}"):
                    for reason, words in _REASONS.items():
                        st.button(
                            words, key=f"{reason}-{one.id}", on_click=_dismiss,
                            args=(house, view, one, reason),
                        )  # fmt: skip
    if len(ideas) > _AT_ONCE:
        st.caption(f"{counted(len(ideas) - _AT_ONCE, 'more idea')} after these.")


def _accept(house: House, view: SessionView, one: Suggested) -> None:
    def accepted() -> partial[Connection]:
        link = accept(house, one, actor=actor(), now=now(), roadshow_id=view.roadshow.id)
        return partial(take_back, house, link.id, actor=actor(), now=now())

    do(view.roadshow.id, accepted, words=f"{one.giver} and {one.taker}")


def _dismiss(house: House, view: SessionView, one: Suggested, because: DismissReason) -> None:
    once(
        partial(
            dismiss, house, one, because, actor=actor(), now=now(), roadshow_id=view.roadshow.id
        )
    )
