"""One connection: what is said, how it fares, and what a person can do with it."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.connection import (
    CONNECTION_MOVES,
    Connection,
    ConnectionState,
)
from asset_map.model.role import Action, Actor
from asset_map.model.words import long_date
from asset_map.usecases.confirm_connection import link_for
from asset_map.usecases.connect_assets import (
    change,
    move,
    said_of,
    steps_of,
    take_back,
)
from asset_map.usecases.house import House
from asset_map.web.link_form import OLDEST, Names, amount_asked
from asset_map.web.messages import attempt, refusals
from asset_map.web.network_filters import STATE_WORDS
from asset_map.web.state import now, today
from asset_map.web.text import plain

__all__ = ["link_facts", "links_listed", "one_link"]

_ORDER = list(ConnectionState)
_MOVES = {
    ConnectionState.INTRODUCED: "They have been put in touch",
    ConnectionState.ACTIVE: "It is going on",
    ConnectionState.DORMANT: "It is resting",
    ConnectionState.ENDED: "It has ended",
}


def link_facts(link: Connection) -> str:
    """Return how a connection fares, in a line."""
    said = [STATE_WORDS[link.state]]
    if link.since:
        said.append(f"since {long_date(link.since)}")
    if link.ended_on:
        said.append(f"ended on {long_date(link.ended_on)}")
    if link.amount_gbp is not None:
        said.append(f"£{link.amount_gbp:,}")
    said.append("both sides say so" if link.both_agreed else "not confirmed by both sides")
    return " · ".join(said)


def links_listed(house: House, links: list[Connection], names: Names, *, who: Actor) -> None:
    """Show connections one below the other."""
    for link in links:
        one_link(house, link, names, who=who)


def one_link(house: House, link: Connection, names: Names, *, who: Actor) -> None:
    """Show one connection, and for those who may, how to move, change and confirm it."""
    sentence = f"{names[link.from_id]} {said_of(link.kind)} {names[link.to_id]}"
    with st.container(border=True, key=f"link-{link.id}"):
        st.markdown(f"**{plain(sentence)}**  \n:small[{plain(link_facts(link))}]")
        if link.note:
            st.caption(plain(link.note))
        if not who.may(Action.CONNECT):
            return
        with st.container(horizontal=True):
            for state in sorted(CONNECTION_MOVES[link.state], key=_ORDER.index):
                st.button(
                    _MOVES[state],
                    key=f"move-{link.id}-{state}",
                    on_click=attempt,
                    args=(partial(_move, house, link, state, who),),
                )
            with st.popover("More", key=f"more-{link.id}"):
                _more(house, link, names, who=who)


def _move(house: House, link: Connection, state: ConnectionState, who: Actor) -> str:
    move(house, link.id, state, actor=who, now=now())
    return f"Kept: it is {STATE_WORDS[state]} now."


def _more(house: House, link: Connection, names: Names, *, who: Actor) -> None:
    st.button(
        "Take back the last step",
        key=f"back-{link.id}",
        on_click=attempt,
        args=(partial(_take_back, house, link, who),),
    )
    if st.button("Ask both sides whether it is so", key=f"ask-{link.id}"):
        with refusals():
            here = (st.context.url or "").split("/app/")[0]
            for side in (link.from_id, link.to_id):
                st.caption(f"For {plain(names[side])}, to send on:")
                path = link_for(house, link.id, side, actor=who, now=now())
                st.code(f"{here}{path}", language=None)
    for step in steps_of(house, link.id, actor=who):
        words = f": {step.text}" if step.text else ""
        st.caption(
            f"{long_date(step.at)}: {step.action.label} ({STATE_WORDS[step.to_state]}) "
            f"by {plain(step.actor_name)}{plain(words)}"
        )
    with st.form(f"change-{link.id}", border=False):
        note = st.text_area("Note", link.note, max_chars=1000)
        since = st.date_input(
            "Since when?",
            link.since,
            min_value=OLDEST,
            max_value=today(),
            format="DD/MM/YYYY",
        )
        amount = amount_asked(link.kind, link.amount_gbp, key=f"amount-{link.id}")
        if st.form_submit_button("Keep this"):
            changed = _with(link, note=note, since=since, amount=amount)
            attempt(partial(_change, house, changed, who))
            st.rerun()


def _with(link: Connection, *, note: str, since: object, amount: int | None) -> Connection:
    return replace(
        link, note=note.strip(), since=since if isinstance(since, date) else None, amount_gbp=amount
    )


def _change(house: House, link: Connection, who: Actor) -> str:
    change(house, link, actor=who, now=now())
    return "Kept."


def _take_back(house: House, link: Connection, who: Actor) -> str:
    take_back(house, link.id, actor=who, now=now())
    return "Taken back."
