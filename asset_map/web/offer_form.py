"""One form for what is offered and what is needed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.connection import ExchangeTerms, Offer, OfferAudience, Side, Urgency
from asset_map.model.errors import ConflictError
from asset_map.model.role import Actor
from asset_map.usecases.house import House, random_id
from asset_map.usecases.keep_vocabulary import hints_of, tag_choices, vocabulary_now
from asset_map.usecases.offer_checks import CAPACITY_MAX, SHORT_MAX, TAGS_MAX, TEXT_MAX
from asset_map.usecases.offer_things import add_offer, change_offer, offer_now
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt
from asset_map.web.offer_past import NEWER, told_apart
from asset_map.web.offer_words import AUDIENCE_WORDS, SIDE_WORDS, TERMS_WORDS, URGENCY_WORDS
from asset_map.web.state import now

__all__ = ["CHANGING", "offer_form"]

CHANGING = "offer-changing"
_MEANWHILE = (
    "Somebody else changed this while you were typing. Nothing of yours is lost: see below."
)


def offer_form(
    house: House, *, who: Actor, names: Mapping[str, str], offer: Offer | None = None
) -> None:
    """Take an offer or a need; ``offer`` is one that is changed, ``names`` who it may be of."""
    if offer is None:
        # A new number makes an empty form of it, once the last one is kept.
        key = f"new-offer-{st.session_state.get('offers-added', 0)}"
        asset_id = _whose(names, key)
        side = st.radio(
            "What is it?", list(Side), format_func=SIDE_WORDS.__getitem__, horizontal=True,
            key=f"{key}-side",
        )  # fmt: skip
        offer = Offer(id="", asset_id=asset_id, side=side or Side.OFFER, text="")
    else:
        key = f"offer-{offer.id}-{offer.version}"
    said = _said(house, offer, key)
    keep, leave = st.columns([1, 3])
    keep.button(
        "Keep it", type="primary", key=f"{key}-keep", on_click=_keep, args=(house, said, who)
    )
    if offer.id:
        leave.button("Leave it as it was", key=f"{key}-leave", on_click=_leave)
        told_apart(offer, said, keep=lambda both: _keep(house, both, who))


def _whose(names: Mapping[str, str], key: str) -> str:
    if len(names) == 1:
        return next(iter(names))
    labels = distinct(names)
    order = sorted(names, key=lambda one: names[one].casefold())
    chosen = st.selectbox(
        "Whose is it?", order, None, format_func=labels.__getitem__, key=f"{key}-whose",
        placeholder="Choose a group or place",
    )  # fmt: skip
    return chosen or ""


def _said(house: House, offer: Offer, key: str) -> Offer:
    text = st.text_input(
        "In a few words", offer.text, max_chars=TEXT_MAX, key=f"{key}-text",
        help="Leave out names and telephone numbers of private people.",
    )  # fmt: skip
    said = replace(offer, text=text, tags=_tags(house, offer, text, key))
    left, right = st.columns(2)
    with left:
        when = st.text_input("When?", offer.availability, max_chars=SHORT_MAX, key=f"{key}-when")
        said = _terms(said, key) if offer.side is Side.OFFER else _urgency(said, key)
        said = replace(said, availability=when, audience=_audience(offer, key))
    with right:
        area = st.text_input("Where, or how far?", offer.area, max_chars=SHORT_MAX, key=f"{key}-at")
        if offer.side is Side.OFFER:
            most = st.number_input(
                "For how many groups?", 1, CAPACITY_MAX, offer.capacity, key=f"{key}-capacity"
            )
            said = replace(said, capacity=most)
        until = st.date_input(
            "Until which day? (may stay empty)", offer.valid_until, format="DD/MM/YYYY",
            key=f"{key}-until",
        )  # fmt: skip
        online = st.checkbox("Online is fine", offer.is_online_ok, key=f"{key}-online")
    last = until if isinstance(until, date) else None
    return replace(said, area=area, valid_until=last, is_online_ok=online)


def _terms(offer: Offer, key: str) -> Offer:
    order = list(ExchangeTerms)
    terms = st.selectbox(
        "On what terms?", order, order.index(offer.terms), format_func=TERMS_WORDS.__getitem__,
        key=f"{key}-terms",
    )  # fmt: skip
    return replace(offer, terms=terms)


def _urgency(offer: Offer, key: str) -> Offer:
    order = list(Urgency)
    soon = order.index(offer.urgency or Urgency.SOON)
    urgency = st.selectbox(
        "How soon?", order, soon, format_func=URGENCY_WORDS.__getitem__, key=f"{key}-soon"
    )
    return replace(offer, urgency=urgency)


def _audience(offer: Offer, key: str) -> OfferAudience:
    if offer.audience is OfferAudience.THIS_ROOM:
        return offer.audience
    return st.selectbox(
        "Who may read it?", list(AUDIENCE_WORDS), list(AUDIENCE_WORDS).index(offer.audience),
        format_func=AUDIENCE_WORDS.__getitem__, key=f"{key}-audience",
    )  # fmt: skip


def _tags(house: House, offer: Offer, text: str, key: str) -> tuple[str, ...]:
    """Ask what it is about; words that were typed only hint at it."""
    words = vocabulary_now(house)
    labels = {
        term.id: term.label if term is wider else f"{term.label} ({wider.label})"
        for wider, terms in tag_choices(house).items()
        for term in (wider, *terms)
    }
    # What was chosen before stays, hidden or not.
    for tag in offer.tags:
        term = words.find(tag)
        labels.setdefault(term.id if term else tag, term.label if term else tag)
    name = f"{key}-tags"
    if name not in st.session_state:
        st.session_state[name] = [words.tag(tag) for tag in offer.tags]
    hints = [hint.term for hint in hints_of(house, text) if hint.term.id in labels]
    new = [term for term in hints if term.id not in st.session_state[name]]
    if new:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("Is it about this?")
            for term in new[:4]:
                st.button(
                    term.label, key=f"{key}-hint-{term.id}", on_click=_add, args=(name, term.id)
                )
    chosen = st.multiselect(
        "What is it about?", list(labels), format_func=labels.__getitem__, key=name,
        max_selections=TAGS_MAX, placeholder="Choose one or more, so that others find it",
    )  # fmt: skip
    return tuple(chosen)


def _add(name: str, tag: str) -> None:
    st.session_state[name] = [*st.session_state[name], tag]


def _keep(house: House, offer: Offer, who: Actor) -> None:
    attempt(partial(_kept, house, offer, who), typed=offer.text)


def _kept(house: House, offer: Offer, who: Actor) -> str:
    if offer.id:
        try:
            change_offer(house, offer, actor=who, now=now())
        except ConflictError as error:
            st.session_state[NEWER] = offer_now(house, offer.id, actor=who)
            raise ConflictError(_MEANWHILE, version=error.version) from None
        _leave()
        return "Kept as you changed it."
    add_offer(house, replace(offer, id=random_id()), actor=who, now=now())
    st.session_state["offers-added"] = st.session_state.get("offers-added", 0) + 1
    if not offer.tags:
        return "Kept. Choose what it is about as well, so that it can be matched."
    return "Kept."


def _leave() -> None:
    st.session_state.pop(CHANGING, None)
    st.session_state.pop(NEWER, None)
