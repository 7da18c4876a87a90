"""Saying that two are connected: who does what for whom, and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from asset_map.model.connection import (
    SYMMETRIC,
    Connection,
    ConnectionKind,
    ConnectionState,
)
from asset_map.model.role import Actor
from asset_map.usecases.connect_assets import COMMON_KINDS, connect, said_of
from asset_map.usecases.house import House, random_id
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt
from asset_map.web.network_filters import STATE_WORDS, kind_words
from asset_map.web.state import now, today
from asset_map.web.text import plain

__all__ = [
    "OLDEST",
    "Names",
    "Said",
    "add_link",
    "amount_asked",
    "link_asked",
    "said_in",
    "start_afresh",
]

Names = Mapping[str, str]
OLDEST = date(1850, 1, 1)
_EMPTY: Mapping[str, str | None] = {"to": None, "since": None, "source": "", "amount": None}
_STATES = (ConnectionState.ACTIVE, ConnectionState.INTRODUCED, ConnectionState.IDEA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said in the form so far; an end is empty until it is chosen."""

    from_id: str
    to_id: str
    kind: ConnectionKind
    state: ConnectionState
    amount_gbp: int | None = None
    since: date | None = None
    source: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether both ends are chosen."""
        return bool(self.from_id and self.to_id)

    def link(self, *, source: str, roadshow_id: str | None = None) -> Connection:
        """Return it as a connection; ``source`` tells of it where nobody said how it is known."""
        return Connection(
            id=random_id(),
            from_id=self.from_id,
            to_id=self.to_id,
            kind=self.kind,
            state=self.state,
            amount_gbp=self.amount_gbp,
            since=self.since,
            source=self.source or source,
            roadshow_id=roadshow_id,
        )


def said_in(key: str) -> Said:
    """Return what stands in the form now: also what was typed just before a button was pressed."""

    def told(name: str) -> Any:  # noqa: ANN401 - a field of any kind
        return st.session_state.get(f"link-{name}-{key}")

    kind = told("kind")
    return Said(
        from_id=told("from") or "",
        to_id=told("to") or "",
        kind=kind,
        state=told("state"),
        amount_gbp=told("amount") if kind is ConnectionKind.FUNDS else None,
        since=told("since"),
        source=(told("source") or "").strip(),
    )


def add_link(house: House, names: Names, *, who: Actor, from_id: str = "") -> None:
    """Ask who does what for whom; ``from_id`` is one of the two that is known already."""
    said = link_asked(names, key=from_id, from_id=from_id)
    st.button(
        "Keep this connection",
        type="primary",
        disabled=not said.is_whole,
        key=f"link-keep-{from_id}",
        on_click=attempt,
        args=(partial(_connect, house, from_id, who),),
    )


def _connect(house: House, key: str, who: Actor) -> str:
    connect(house, said_in(key).link(source=who.name), actor=who, now=now())
    start_afresh(key)
    return "Kept. You can ask both sides whether it is so."


def start_afresh(key: str) -> None:
    """Empty the form for the next one; what was refused stays as it was typed."""
    # Emptied, not forgotten: the browser would go on showing what the server no longer knows.
    for name, empty in _EMPTY.items():
        if f"link-{name}-{key}" in st.session_state:
            st.session_state[f"link-{name}-{key}"] = empty


def link_asked(
    names: Names,
    *,
    key: str,
    from_id: str = "",
    first: Iterable[str] = (),
    states: Mapping[ConnectionState, str] | None = None,
) -> Said:
    """
    Ask who does what for whom, and return what was said so far.

    ``first`` are the ids that stand first among those to choose from; ``states`` are the
    words for how it can stand, and where they are given, nothing further is asked.
    """
    labels = distinct(names)
    order = list(dict.fromkeys((*_sorted(first, names), *_sorted(names, names))))
    at = order.index(from_id) if from_id in order else None
    one = st.selectbox("Who?", order, at, format_func=labels.__getitem__, key=f"link-from-{key}")
    kind = _kind_asked(key)
    other = st.selectbox(
        "For whom?", order, None, format_func=labels.__getitem__, key=f"link-to-{key}"
    )
    if one and other and one != other and kind not in SYMMETRIC:
        st.button("The other way round", key=f"link-turn-{key}", on_click=_turn, args=(key,))
    words = states or {state: STATE_WORDS[state] for state in _STATES}
    st.radio(
        "How does it stand?",
        list(words),
        format_func=words.__getitem__,
        horizontal=True,
        key=f"link-state-{key}",
    )
    amount_asked(kind, None, key=f"link-amount-{key}")
    if states is None:
        _how_known(key)
    if one and other:
        st.markdown(f"**{plain(f'{names[one]} {said_of(kind)} {names[other]}')}**")
    return said_in(key)


def _sorted(ids: Iterable[str], names: Names) -> list[str]:
    return sorted((one for one in ids if one in names), key=lambda one: names[one].casefold())


def _kind_asked(key: str) -> ConnectionKind:
    """Ask what one does for the other, the common kinds first."""
    more = [kind for kind in ConnectionKind if kind not in COMMON_KINDS]
    is_more = st.toggle("More kinds", key=f"link-more-{key}")
    return st.radio(
        "does what?",
        [*COMMON_KINDS, *more] if is_more else list(COMMON_KINDS),
        format_func=kind_words,
        key=f"link-kind-{key}",
        horizontal=True,
    )


def amount_asked(kind: ConnectionKind, amount: int | None, *, key: str) -> int | None:
    """Ask how much money it is about, where it is about money."""
    if kind is not ConnectionKind.FUNDS:
        return None
    return st.number_input("How many pounds?", min_value=0, value=amount, step=1, key=key)


def _how_known(key: str) -> None:
    """Ask since when it is so, and how that is known."""
    left, right = st.columns(2)
    left.date_input(
        "Since when, if you know?",
        None,
        min_value=OLDEST,
        max_value=today(),
        format="DD/MM/YYYY",
        key=f"link-since-{key}",
    )
    right.text_input("How do you know?", key=f"link-source-{key}", max_chars=200)


def _turn(key: str) -> None:
    state = st.session_state
    ends = f"link-from-{key}", f"link-to-{key}"
    state[ends[0]], state[ends[1]] = state[ends[1]], state[ends[0]]
