"""What was said of an offer or a need before, and two people who change it at once."""

from collections.abc import Callable

import streamlit as st

from asset_map.model.connection import Offer
from asset_map.model.offer_event import OfferEvent, OfferStep
from asset_map.model.role import Actor
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import laid_on_top, offer_steps
from asset_map.web.text import plain, sentence

__all__ = ["NEWER", "past_button", "said_before", "told_apart"]

NEWER = "offer-newer"
# Whose past is read just now: one at a time.
_READ = "offer-past"
_DONE = {
    OfferStep.MADE: "wrote it down",
    OfferStep.CHANGED: "changed it",
    OfferStep.OPENED: "opened it again",
    OfferStep.MATCHED: "put the two in touch",
    OfferStep.FULFILLED: "said that it came about",
    OfferStep.WITHDRAWN: "took it back",
}


def past_button(offer: Offer) -> None:
    """Offer to read what was said of it before, or to fold that away again."""
    is_shown = st.session_state.get(_READ) == offer.id
    label = "Fold away what was said" if is_shown else "What was said before"
    shown = "" if is_shown else offer.id
    st.button(label, key=f"past-{offer.id}", type="tertiary", on_click=_read, args=(shown,))


def _read(offer_id: str) -> None:
    st.session_state[_READ] = offer_id


def said_before(house: House, offer: Offer, *, who: Actor) -> None:
    """Show, to whoever asked, what was done with it: who, when, and what it said before."""
    if st.session_state.get(_READ) != offer.id:
        return
    steps = offer_steps(house, offer.id, actor=who)
    if not steps:
        st.write("Nobody noted anything of it yet.")
    for step in reversed(steps):
        st.markdown(_told(step))


def _told(step: OfferEvent) -> str:
    day = long_date(step.at.astimezone(LONDON).date())
    said = f"**{day}:** {plain(step.actor_name)} {_DONE[step.action]}."
    if step.emptied_at:
        return f"{said} What it said is erased."
    if step.after is None:
        return f"{said} What was said in a room stays in that room."
    if step.before is None:
        return f"{said} “{plain(step.after.text)}”"
    return "\n".join([said, "", *_changes(step.before, step.after)])


def _changes(before: Offer, after: Offer) -> list[str]:
    return [
        f"- {sentence(change.field)}: was “{plain(change.before)}”, is “{plain(change.after)}”."
        for change in changes_told(before, after)
        if change.field != "state"
    ]


def told_apart(base: Offer, mine: Offer, *, keep: Callable[[Offer], None]) -> None:
    """Tell the second of two people what the first changed, and offer to join the two."""
    newer: Offer | None = st.session_state.get(NEWER)
    if newer is None or newer.id != base.id:
        return
    st.write("They changed:")
    st.markdown("\n".join(_changes(base, newer)) or "- how it stands.")
    st.write("Where you both changed the same thing, yours will stand.")
    st.button(
        "Keep my changes on top of theirs", type="primary", key=f"on-top-{base.id}",
        on_click=keep, args=(laid_on_top(base, mine, newer),),
    )  # fmt: skip
