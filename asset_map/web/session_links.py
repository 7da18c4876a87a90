"""Joining the dots: who is not linked yet, who could help whom, the network of the room."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from asset_map.model.card import CardKind
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.errors import AssetMapError
from asset_map.model.roadshow import RoadshowState
from asset_map.model.suggestion import DismissReason
from asset_map.model.words import counted
from asset_map.usecases.connect_assets import connect, take_back
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.usecases.join_dots import RoomNetwork, room_network
from asset_map.usecases.look_at_network import network_seen
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.suggest_matches import Suggested, accept, dismiss, suggested
from asset_map.web.link_form import link_asked, said_in, start_afresh
from asset_map.web.link_parts import links_listed
from asset_map.web.messages import refusal_of
from asset_map.web.network_parts import names_of
from asset_map.web.session_frame import do, once
from asset_map.web.state import actor, now, today
from asset_map.web.suggestion_parts import fared, known_pair, note_known
from asset_map.web.text import plain

__all__ = ["add_connection", "connecting", "with_records"]

_AT_ONCE = 6
_FORM = "room"
_REASONS = {
    DismissReason.KNOW_EACH_OTHER: "They know each other already",
    DismissReason.NOT_SUITABLE: "It does not suit",
    DismissReason.NOT_NOW: "Not now",
    DismissReason.NO_LONGER_TRUE: "No longer true",
}
# How a room says that a connection stands; nobody here reads the words of the register.
_STANDS = {
    ConnectionState.INTRODUCED: "we put them in touch today",
    ConnectionState.ACTIVE: "they already do this",
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
    add_connection(house, view, room.names)
    _drawn(room)
    _standing(house, room)


def _drawn(room: RoomNetwork) -> None:
    if not room.drawn:
        return
    spoken = counted(len(room.names), "group or place", "groups and places")
    says = f"{spoken} spoken of here, {counted(room.pairs, 'pair')} of them linked"
    with st.container(key="session-drawing"):
        st.image(room.drawn, alt=says, width="stretch")
    others = ", ".join(map(plain, room.elsewhere))
    st.caption(f"{says}." + (f" Linked with others than those here: {others}." if others else ""))


def _standing(house: House, room: RoomNetwork) -> None:
    """List what links the room, to say how it goes or that it has ended."""
    if not room.links:
        return
    title = f"Change or end one of {counted(len(room.links), 'connection')} here"
    with st.expander(title, key="session-standing", on_change="rerun") as box:
        if box.open:
            links_listed(house, list(room.links), dict(room.names), who=actor())


def add_connection(house: House, view: SessionView, room: Mapping[str, str]) -> None:
    """Let somebody say that two are connected, whom the room spoke of first to choose from."""
    # It stays open while it is filled in.
    with st.expander("Add a connection", key="session-add", on_change="rerun"):
        everybody = names_of(network_seen(house, actor=actor(), today=today()))
        said = link_asked({**everybody, **room}, key=_FORM, first=room, states=_STANDS)
        st.button(
            "Keep this connection",
            type="primary",
            disabled=not said.is_whole,
            key="link-keep",
            on_click=_keep,
            args=(house, view),
        )


def _keep(house: House, view: SessionView) -> None:
    def kept() -> partial[Connection]:
        link = said_in(_FORM).link(source=view.roadshow.title, roadshow_id=view.roadshow.id)
        undo = _connected(house, link)
        start_afresh(_FORM)
        return undo

    do(view.roadshow.id, kept, words="a connection")


def _connected(house: House, link: Connection) -> partial[Connection]:
    connect(house, link, actor=actor(), now=now())
    return partial(take_back, house, link.id, actor=actor(), now=now())


def _suggestions(house: House, view: SessionView) -> None:
    st.subheader("Who could help whom?", anchor=False)
    known_pair(partial(_keep_known, house, view))
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
    fared(house, roadshow_id=view.roadshow.id, who=actor())


def _accept(house: House, view: SessionView, one: Suggested) -> None:
    def accepted() -> partial[Connection]:
        link = accept(house, one, actor=actor(), now=now(), roadshow_id=view.roadshow.id)
        return partial(take_back, house, link.id, actor=actor(), now=now())

    do(view.roadshow.id, accepted, words=f"{one.giver} and {one.taker}")


def _dismiss(house: House, view: SessionView, one: Suggested, because: DismissReason) -> None:
    def dismissed() -> None:
        dismiss(house, one, because, actor=actor(), now=now(), roadshow_id=view.roadshow.id)
        note_known(one, because, roadshow_id=view.roadshow.id)

    once(dismissed)


def _keep_known(house: House, view: SessionView, link: Connection) -> None:
    do(view.roadshow.id, partial(_connected, house, link), words="a connection")
