"""One connection: what is said, how it fares, and what a person can do with it."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.connection import (
    CONNECTION_MOVES,
    SYMMETRIC,
    Connection,
    ConnectionKind,
    ConnectionState,
)
from asset_map.model.role import Action, Actor
from asset_map.model.words import long_date
from asset_map.usecases.confirm_connection import link_for
from asset_map.usecases.connect_assets import (
    COMMON_KINDS,
    change,
    connect,
    move,
    said_of,
    steps_of,
    take_back,
)
from asset_map.usecases.house import House, random_id
from asset_map.web.messages import attempt, refusals
from asset_map.web.network_filters import STATE_WORDS, kind_words
from asset_map.web.state import now, today
from asset_map.web.text import plain

__all__ = ["add_link", "link_facts", "links_listed", "one_link"]

Names = dict[str, str]
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
            for state in CONNECTION_MOVES[link.state]:
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
            for side in (link.from_id, link.to_id):
                st.caption(f"For {plain(names[side])}, to send on:")
                st.code(link_for(house, link.id, side, actor=who, now=now()), language=None)
    for step in steps_of(house, link.id, actor=who):
        words = f": {step.text}" if step.text else ""
        st.caption(
            f"{long_date(step.at)}: {step.action.label} ({STATE_WORDS[step.to_state]}) "
            f"by {plain(step.actor_name)}{plain(words)}"
        )
    with st.form(f"change-{link.id}", border=False):
        note = st.text_area("Note", link.note, max_chars=1000)
        since = st.date_input("Since when?", link.since, max_value=today(), min_value=_OLDEST)
        amount = _amount(link.kind, link.amount_gbp, key=f"amount-{link.id}")
        if st.form_submit_button("Keep this"):
            changed = _with(link, note=note, since=since, amount=amount)
            attempt(partial(_change, house, changed, who))
            st.rerun()


_OLDEST = date(1850, 1, 1)


def _with(link: Connection, *, note: str, since: object, amount: int | None) -> Connection:
    return replace(
        link, note=note.strip(), since=since if isinstance(since, date) else None, amount_gbp=amount
    )


def _amount(kind: ConnectionKind, amount: int | None, *, key: str) -> int | None:
    if kind is not ConnectionKind.FUNDS:
        return None
    return st.number_input("How many pounds?", min_value=0, value=amount, step=1, key=key)


def _change(house: House, link: Connection, who: Actor) -> str:
    change(house, link, actor=who, now=now())
    return "Kept."


def _take_back(house: House, link: Connection, who: Actor) -> str:
    take_back(house, link.id, actor=who, now=now())
    return "Taken back."


def add_link(house: House, names: Names, *, who: Actor, from_id: str = "") -> None:
    """Ask who does what for whom; ``from_id`` is one of the two that is known already."""
    order = sorted(names, key=lambda key: names[key].casefold())
    say = names.__getitem__
    kinds = [*COMMON_KINDS, *(kind for kind in ConnectionKind if kind not in COMMON_KINDS)]
    first = order.index(from_id) if from_id in order else None
    one = st.selectbox("Who?", order, first, format_func=say, key=f"link-from-{from_id}")
    is_more = st.toggle("More kinds", key=f"link-more-{from_id}")
    kind = st.radio(
        "does what?",
        kinds if is_more else list(COMMON_KINDS),
        format_func=kind_words,
        key=f"link-kind-{from_id}",
        horizontal=True,
    )
    other = st.selectbox("For whom?", order, None, format_func=say, key=f"link-to-{from_id}")
    states = [ConnectionState.ACTIVE, ConnectionState.INTRODUCED, ConnectionState.IDEA]
    state = st.radio(
        "How does it stand?",
        states,
        format_func=STATE_WORDS.__getitem__,
        horizontal=True,
        key=f"link-state-{from_id}",
    )
    amount = _amount(kind, None, key=f"link-amount-{from_id}")
    source = st.text_input("How do you know?", key=f"link-source-{from_id}", max_chars=200)
    if one and other and kind and kind not in SYMMETRIC and one != other:
        st.button(
            "The other way round",
            key=f"link-turn-{from_id}",
            on_click=_turn,
            args=(from_id, one, other),
        )
    if st.button("Keep this connection", type="primary", disabled=not (one and other)):
        link = partial(
            Connection,
            id=random_id(),
            from_id=one or "",
            to_id=other or "",
            kind=kind,
            state=state,
            amount_gbp=amount,
            source=source.strip() or who.name,
        )
        attempt(partial(_connect, house, link, who))
        st.rerun()


def _turn(from_id: str, one: str, other: str) -> None:
    st.session_state[f"link-from-{from_id}"] = other
    st.session_state[f"link-to-{from_id}"] = one


def _connect(house: House, link: "partial[Connection]", who: Actor) -> str:
    made = connect(house, link(), actor=who, now=now())
    return f"Kept: one {said_of(made.kind)} the other."
