"""Offers and asks: who, what, on which terms, when, how soon."""

import streamlit as st

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.vocabulary import TermKind
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House, random_id
from asset_map.usecases.keep_vocabulary import tag_choices
from asset_map.usecases.write_cards import TEXT_MAX
from asset_map.web.session_entry import put_card
from asset_map.web.session_keys import hands_on_keyboard
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["offers_and_asks"]

_SIDES = {CardKind.OFFER: "An offer", CardKind.NEED: "An ask"}
_TERMS = {
    ExchangeTerms.GIFT: "free",
    ExchangeTerms.LOAN: "to borrow",
    ExchangeTerms.SWAP: "a swap",
    ExchangeTerms.NEGOTIABLE: "to be agreed",
    ExchangeTerms.PAID: "paid",
}
_URGENCY = {Urgency.NOW: "now", Urgency.SOON: "soon", Urgency.SOMEDAY: "some day"}
_AUDIENCES = {
    OfferAudience.THIS_ROOM: "only this room",
    OfferAudience.PARTNERS: "partners as well",
    OfferAudience.PUBLIC: "everybody",
}
_LISTED = 12


def offers_and_asks(house: House, view: SessionView) -> None:
    """Draw one form for both, and beside each other what came in."""
    with st.container(key="side-choices"):
        st.segmented_control(
            "It is (Alt and a number chooses)",
            list(_SIDES),
            format_func=_SIDES.__getitem__,
            default=CardKind.OFFER,
            required=True,
            key="exchange-side",
        )
    with st.container(key="exchange"):
        # It stays for the next one: a group often has more than one.
        st.text_input(
            "Who? (a group; leave it empty for yourself)",
            key="exchange-who",
            max_chars=120,
            autocomplete="off",
        )
        with st.form("exchange", clear_on_submit=True, border=False):
            _fields(house)
            st.form_submit_button("Add", type="primary", on_click=_add, args=(house, view))
    hands_on_keyboard(box="exchange", choices="side-choices", shown="offers_and_asks")
    for column, (kind, words) in zip(
        st.columns(2, gap="large"),
        {CardKind.OFFER: "We can give", CardKind.NEED: "We look for"}.items(),
        strict=True,
    ):
        cards = view.of_kind(kind)
        column.subheader(f"{words} ({len(cards)})", anchor=False)
        column.markdown("\n".join(f"- {_said(card)}" for card in reversed(cards[-_LISTED:])))


def _fields(house: House) -> None:
    st.text_input("What?", key="exchange-what", max_chars=TEXT_MAX, autocomplete="off")
    of_kind: dict[TermKind, dict[str, str]] = {kind: {} for kind in TermKind}
    for terms in tag_choices(house).values():
        for term in terms:
            of_kind[term.kind][term.id] = term.label
    things, skills = of_kind[TermKind.RESOURCE], of_kind[TermKind.SKILL]
    st.pills(
        "What is it about?",
        list(things),
        format_func=things.__getitem__,
        selection_mode="multi",
        key="exchange-tags",
    )
    st.multiselect(
        "Or something that people can do",
        list(skills),
        format_func=skills.__getitem__,
        key="exchange-skills",
        placeholder="Choose",
    )
    on, when, urgency, audience = st.columns(4)
    on.selectbox("Terms", list(_TERMS), format_func=_TERMS.__getitem__, key="exchange-terms")
    when.text_input("When?", key="exchange-when", max_chars=120, autocomplete="off")
    urgency.selectbox(
        "An ask: how soon?",
        list(_URGENCY),
        1,
        format_func=_URGENCY.__getitem__,
        key="exchange-soon",
    )
    audience.selectbox(
        "Who may read it?",
        list(_AUDIENCES),
        format_func=_AUDIENCES.__getitem__,
        key="exchange-audience",
    )


def _add(house: House, view: SessionView) -> None:
    state = st.session_state
    kind = CardKind(state["exchange-side"])
    put_card(
        house,
        Card(
            id=random_id(),
            kind=kind,
            text=state["exchange-what"],
            for_group=state["exchange-who"],
            tags=(*state["exchange-tags"], *state["exchange-skills"]),
            terms=state["exchange-terms"],
            availability=state["exchange-when"],
            urgency=state["exchange-soon"] if kind is CardKind.NEED else None,
            audience=state["exchange-audience"],
            made_at=now(),
            made_by="",
            source=CardSource.TYPED,
            roadshow_id=view.roadshow.id,
        ),
    )


def _said(card: Card) -> str:
    """Return an offer or ask in Markdown, as the room reads it."""
    about = [_TERMS[card.terms] if card.kind is CardKind.OFFER else ""]
    about += [card.availability, _URGENCY[card.urgency] if card.urgency else ""]
    told = ", ".join(plain(one) for one in about if one)
    who = f"**{plain(card.for_group)}**: " if card.for_group else ""
    return f"{who}{plain(card.text)}" + (f" :small[({told})]" if told else "")
