"""An officer's decisions on proposals: making them, and taking them back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission
from asset_map.model.words import LONDON
from asset_map.usecases.house import House
from asset_map.usecases.look_back import decided_on
from asset_map.usecases.review_submission import Decision, Waiting, approve, ask, reject
from asset_map.usecases.take_back import take_back
from asset_map.web.keys import keyboard
from asset_map.web.messages import attempt
from asset_map.web.review_parts import line_of
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["DETAIL", "Queue", "decide", "decided_today", "last_decision"]

_LAST = "review_last"
_LAST_WAY = "review_last_way"
_RETURNED = "review_returned"
_PANEL = "review-decide"
# Two lines: the panel must not cover what is decided on.
_BOX_PX = 68
DETAIL = "review-detail"
_KEYS = (
    "Keys: `A` approve · `Q` go to the box, then `Ctrl Enter` ask or `Ctrl Shift Enter` reject · "
    "`U` take the last decision back. While you type, letters are only letters."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    label: str
    did: str
    decided: Callable[[House, Decision], object]
    told: str
    shortcut: str


_WAYS = (
    _Way(
        label="Approve",
        did="Approved",
        decided=approve,
        told="Approved: it is in the register.",
        shortcut="A",
    ),
    _Way(
        label="Ask the sender",
        did="Asked",
        decided=ask,
        told="Your question is kept with the proposal.",
        shortcut="Ctrl+Enter",
    ),
    _Way(
        label="Reject",
        did="Rejected",
        decided=reject,
        told="Rejected, with your reason.",
        shortcut="Ctrl+Shift+Enter",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The proposals that are listed, and the key of the list in which one is chosen."""

    ids: Sequence[str]
    key: str

    def begin(self) -> None:
        """Choose what was just taken back, or the first one where the chosen one is gone."""
        returned = st.session_state.pop(_RETURNED, None)
        if returned in self.ids:
            st.session_state[self.key] = returned
        if st.session_state.get(self.key) not in self.ids:
            st.session_state[self.key] = self.ids[0]

    def after(self, chosen: str) -> str:
        """Return the next one, or the one before it at the end of the list."""
        place = self.ids.index(chosen)
        return (*self.ids[place + 1 :], *self.ids[:place][::-1], chosen)[0]


def decide(look: Waiting, house: House, who: Actor, *, queue: Queue) -> None:
    """Draw the three decisions; two of them need words."""
    sent = look.submission
    reason_key = f"reason-{sent.id}"
    is_asked = sent.state is RecordState.NEEDS_INFO
    with st.container(key=_PANEL, gap="small"):
        last_decision(house)
        st.text_area(
            "Your question, or your reason (the sender reads it)", key=reason_key, height=_BOX_PX
        )
        decision = Decision(submission_id=sent.id, version=sent.version, actor=who, now=now())
        with st.container(horizontal=True):
            for way in _WAYS:
                st.button(
                    way.label,
                    type="primary" if way.decided is approve else "secondary",
                    key=f"{way.label}-{sent.id}",
                    shortcut=way.shortcut,
                    disabled=is_asked and way.decided is ask,
                    on_click=partial(_decided, house, decision, way, look, queue),
                )
        if is_asked:
            st.caption("You have asked; the sender has not answered yet.")
    st.caption(_KEYS)
    keyboard("q", box=_PANEL, shown=sent.id, top=DETAIL)


def _decided(house: House, seen: Decision, way: _Way, look: Waiting, queue: Queue) -> None:
    """Decide on the proposal as the officer saw it, in the role of this very moment."""
    reason = str(st.session_state.get(f"reason-{seen.submission_id}", ""))

    def do() -> str:
        way.decided(house, replace(seen, actor=actor(), now=now(), reason=reason))
        st.session_state[_LAST] = look.submission
        st.session_state[_LAST_WAY] = way.did
        st.session_state[queue.key] = queue.after(seen.submission_id)
        return way.told

    attempt(do, typed=reason)


def last_decision(house: House) -> None:
    """Offer to take the decision back that this officer made last."""
    last: Submission | None = st.session_state.get(_LAST)
    if last is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"{st.session_state[_LAST_WAY]}: {plain(line_of(last))}", width="content")
            st.button(
                "Take it back",
                key="take-back-last",
                type="tertiary",
                shortcut="U",
                on_click=partial(_taken_back, house, last),
            )


def decided_today(house: House, who: Actor) -> None:
    """List what was decided today, each with the offer to take it back."""
    decided, total = decided_on(house, today(), actor=who)
    if not decided:
        return
    with st.expander(f"Decided today: {total:,}"):
        for one in decided:
            with st.container(horizontal=True, vertical_alignment="center"):
                at = f"{one.decided_at.astimezone(LONDON):%H:%M}" if one.decided_at else ""
                why = (
                    f" “{plain(one.reason or one.question)}”" if one.reason or one.question else ""
                )
                st.write(
                    f"{at} · {plain(line_of(one))} · **{one.state.label}** by "
                    f"{plain(one.decided_by)}{why}"
                )
                st.button(
                    "Take it back",
                    key=f"take-back-{one.id}",
                    on_click=partial(_taken_back, house, one),
                )
        if total > len(decided):
            st.caption(f"The latest {len(decided)} are shown.")


def _taken_back(house: House, decided: Submission) -> None:
    def do() -> str:
        take_back(house, decided.id, actor=actor(), now=now())
        last: Submission | None = st.session_state.get(_LAST)
        if last is not None and last.id == decided.id:
            del st.session_state[_LAST]
        st.session_state[_RETURNED] = decided.id
        return f"Taken back: it waits again. {plain(line_of(decided))}"

    attempt(do)
