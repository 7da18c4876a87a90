"""Who is missing from this room, and the end: read back, and what goes to the officers."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from asset_map.model.agreement import ActionState
from asset_map.model.card import CardKind
from asset_map.model.roadshow import Roadshow, RoadshowState, sayings
from asset_map.model.words import counted, long_date
from asset_map.usecases.hold_session import SessionView, close
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import Noted, note_down
from asset_map.web.frame import PLACES, page_file
from asset_map.web.session_frame import do, once
from asset_map.web.state import actor, now
from asset_map.web.suggestion_parts import fared
from asset_map.web.text import plain

__all__ = ["end", "who_is_missing"]

_PROMPTS = (
    "Who could not come at this hour, or by this road?",
    "Young people, new neighbours, carers, people at work: who speaks for themselves here?",
    "Whom would you bring next time?",
)


def who_is_missing(house: House, view: SessionView) -> None:
    """Ask whose voice was not here, and keep the words."""
    roadshow = view.roadshow
    st.markdown("\n".join(f"- {prompt}" for prompt in _PROMPTS))
    key = f"missing-{roadshow.id}"
    kept = _Kept(stood=roadshow.missing_voices, noting=lambda said: Noted(missing_voices=said))
    _words_kept(house, roadshow.id, kept, key=key, label="Whom we missed")
    # Leaving the field keeps its words; the button is for those who look for one.
    st.button("Keep these words", type="primary")
    said = view.of_kind(CardKind.MISSING_VOICE)
    if said:
        st.subheader("From the phones", anchor=False)
        st.markdown("\n".join(f"- {plain(card.text)}" for card in said))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Words as they stood when the screen was drawn, and how new ones are noted."""

    stood: str
    noting: Callable[[str], Noted]


def _words_kept(house: House, roadshow_id: str, words: _Kept, *, key: str, label: str) -> None:
    """Draw a field whose words are kept when it is left; undo puts back what stood there."""
    st.session_state.setdefault(key, words.stood)

    def note(said: str) -> None:
        note_down(house, roadshow_id, words.noting(said), actor=actor())

    def put_back() -> None:
        note(words.stood)
        st.session_state[key] = words.stood

    def kept() -> Callable[[], None]:
        note(st.session_state[key])
        return put_back

    def keep() -> None:
        if st.session_state[key] != words.stood:
            do(roadshow_id, kept, words=label.lower())

    st.text_area(label, key=key, height=140, max_chars=2000, on_change=keep)


def _how_it_was(house: House, roadshow: Roadshow) -> None:
    """Ask how it was: what is said belongs to nobody, and outside it is a number."""
    key = f"feedback-{roadshow.id}"
    kept = _Kept(stood=roadshow.feedback, noting=lambda said: Noted(feedback=said))
    label = "How was it? What people say, one on each line, without names"
    _words_kept(house, roadshow.id, kept, key=key, label=label)
    if said := len(sayings(roadshow.feedback)):
        st.caption(
            f"{counted(said, 'thing')} said. The words stay here; counts for a manager hold "
            "the number alone."
        )


def end(house: House, view: SessionView) -> None:
    """Read back what the room made, and end the session."""
    roadshow = view.roadshow
    agreed = [one for one in view.actions if one.state is not ActionState.LET_GO]
    fruit = [one for one in agreed if not one.is_bud]
    offers, asks = view.of_kind(CardKind.OFFER), view.of_kind(CardKind.NEED)
    st.markdown(
        f"**{counted(len(view.cards), 'card')}**, {counted(len(offers), 'offer')}, "
        f"{counted(len(asks), 'ask')}, {counted(len(fruit), 'thing')} to do together, "
        f"{counted(len(agreed) - len(fruit), 'bud')}."
    )
    for one in fruit:
        due = f", by {long_date(one.due)}" if one.due else ""
        st.markdown(f"- **{plain(one.title)}**: {plain(one.owner)}{due}")
    fared(house, roadshow_id=roadshow.id, who=actor())
    _how_it_was(house, roadshow)
    if roadshow.state is RoadshowState.CLOSED:
        st.success(
            "The session has ended. What is new waits for the officers under Review; nothing is "
            "public before they let it in."
        )
        _what_next(roadshow.id)
        return
    st.write(
        "When you end it, phones can add nothing more, and each new group or place goes to the "
        "officers. They look at it before anybody else sees it."
    )
    is_sure = st.checkbox("We are done", key=f"sure-{roadshow.id}")
    st.button(
        "End the session",
        type="primary",
        disabled=not is_sure or roadshow.state is not RoadshowState.OPEN,
        on_click=_close,
        args=(house, view),
    )


def _close(house: House, view: SessionView) -> None:
    def closed() -> None:
        came = close(house, view.roadshow.id, actor=actor(), now=now())
        st.session_state["session-told"] = (
            f"{counted(came['proposed'], 'new record')} went to the officers."
        )

    once(closed)


def _what_next(roadshow_id: str) -> None:
    if said := st.session_state.pop("session-told", None):
        st.write(said)
    for address, words in (("market", "On to the market place"), ("follow_up", "Follow up")):
        if any(place.address == address for place in PLACES):
            st.page_link(page_file(address), label=words, query_params={"id": roadshow_id})
