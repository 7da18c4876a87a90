"""Offers and needs, one below the other, with what can be done about each."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from asset_map.model.connection import Offer, OfferState, Side
from asset_map.model.role import Action, Actor
from asset_map.model.vocabulary import Vocabulary
from asset_map.model.words import counted
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import tag_choices, vocabulary_now
from asset_map.usecases.offer_things import (
    OFFER_MOVES,
    OfferQuery,
    Said,
    move_offer,
    offers_on_page,
)
from asset_map.usecases.where_to_help import help_of_asset
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import ward_labels
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt, nothing_yet, tell
from asset_map.web.offer_form import CHANGING, offer_form
from asset_map.web.offer_past import past_button, said_before
from asset_map.web.offer_words import AUDIENCE_WORDS, SIDE_WORDS, STATE_WORDS, facts
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import now, today
from asset_map.web.text import plain

__all__ = ["asset_offers", "offer_filters", "offers_listed"]

_MOVES = {
    OfferState.FULFILLED: "It came about",
    OfferState.WITHDRAWN: "Take it back",
    OfferState.OPEN: "Open it again",
}


def offer_filters(house: House) -> OfferQuery:
    """Ask which offers and needs to look at; every choice stands in the address."""
    wards = ward_labels(ward_names(house))
    tags = {term.id: term.label for term in tag_choices(house)}
    with st.expander("Choose which to see"):
        return _filters(wards, tags)


def _filters(wards: Mapping[str, str], tags: Mapping[str, str]) -> OfferQuery:
    first, second, third = st.columns(3)
    side = first.selectbox(
        "Show", ["", *Side], format_func=lambda one: SIDE_WORDS.get(one, "both"),
        **in_address("side", one_of(("", *Side))),
    )  # fmt: skip
    ward = second.selectbox(
        "Ward", ["", *wards], format_func=lambda code: wards.get(code, "every ward"),
        **in_address("ward", one_of(("", *wards))),
    )  # fmt: skip
    tag = third.selectbox(
        "About", ["", *tags], format_func=lambda one: tags.get(one, "anything"),
        **in_address("about", one_of(("", *tags))),
    )  # fmt: skip
    first, second, _ = st.columns(3)
    state = first.selectbox(
        "How it stands", list(OfferState), format_func=STATE_WORDS.__getitem__,
        **in_address("stands", one_of(tuple(OfferState))),
    )  # fmt: skip
    audience = second.selectbox(
        "Who may read it", ["", *AUDIENCE_WORDS],
        format_func=lambda one: AUDIENCE_WORDS.get(one, "all of these"),
        **in_address("reads", one_of(("", *AUDIENCE_WORDS))),
    )  # fmt: skip
    write("side", "ward", "about", "stands", "reads")
    return OfferQuery(
        side=Side(side) if side else None,
        ward_code=ward or "",
        tag=tag or "",
        audience=next((one for one in AUDIENCE_WORDS if one == audience), None),
        states=(OfferState(state or OfferState.OPEN),),
    )


def offers_listed(house: House, said: Sequence[Said], *, who: Actor) -> None:
    """Show them a page at a time."""
    offset = offset_of(len(said), key="offers")
    if not said:
        nothing_yet("Nothing like that is recorded here yet.", then="Add what you know of.")
        return
    needs = sum(one.offer.side is Side.NEED for one in said)
    offers = len(said) - needs
    st.write(f"{counted(offers, 'offer')} and {counted(needs, 'thing')} that would help.")
    words = vocabulary_now(house)
    for one in said[offset : offset + PAGE]:
        _one(house, one, words, who=who, names_it=True)
    turn_pages(len(said), key="offers")


def asset_offers(house: House, asset_id: str, name: str, *, who: Actor) -> None:
    """Show on an asset's page what it offers and needs; those who may, add and change it."""
    if not who.may(Action.SEE_PARTNER_VIEW):
        _for_everybody(house, asset_id)
        return
    offers = offers_on_page(house, asset_id, actor=who, today=today())
    st.header("Offers and needs", anchor=False)
    tell()
    if not offers:
        st.write("Nothing recorded here yet: what could it give, and what would it like?")
    words = vocabulary_now(house)
    for offer in offers:
        _one(house, Said(offer=offer, name=name), words, who=who, names_it=False)
    if who.may(Action.CONNECT):
        with st.expander("Add an offer or a need"):
            offer_form(house, who=who, names={asset_id: name})


def _for_everybody(house: House, asset_id: str) -> None:
    if helps := help_of_asset(house, asset_id, today=today()):
        st.header("Lending a hand", anchor=False)
        words = vocabulary_now(house)
        for one in helps:
            said = f"**{SIDE_WORDS[one.offer.side]}:** {plain(one.offer.text)}"
            st.markdown(f"{said}  \n:small[{plain(facts(one.offer, words))}]")


def _one(house: House, one: Said, words: Vocabulary, *, who: Actor, names_it: bool) -> None:
    offer = one.offer
    with st.container(border=True, key=f"said-{offer.id}"):
        if names_it:
            label = plain(f"{one.name}, {one.ward_name}" if one.ward_name else one.name)
            st.page_link(page_file("asset"), label=label, query_params={"id": offer.asset_id})
        st.markdown(
            f"**{SIDE_WORDS[offer.side]}:** {plain(offer.text)}  \n"
            f":small[{plain(facts(offer, words))}]"
        )
        if not who.may(Action.CONNECT):
            return
        # The form goes by what stood when it was opened, whoever changes it meanwhile.
        started_from: Offer | None = st.session_state.get(CHANGING)
        if started_from is not None and started_from.id == offer.id:
            offer_form(house, who=who, names=_only(one), offer=started_from)
            return
        with st.container(horizontal=True):
            st.button("Change it", key=f"change-{offer.id}", on_click=_change, args=(offer,))
            for state in OFFER_MOVES[offer.state]:
                st.button(
                    _MOVES[state], key=f"move-{offer.id}-{state}", on_click=attempt,
                    args=(partial(_move, house, offer, state, who),),
                )  # fmt: skip
            past_button(offer)
        said_before(house, offer, who=who)


def _only(one: Said) -> Mapping[str, str]:
    return {one.offer.asset_id: one.name}


def _change(offer: Offer) -> None:
    st.session_state[CHANGING] = offer


def _move(house: House, offer: Offer, to: OfferState, who: Actor) -> str:
    moved = move_offer(house, offer.id, to, actor=who, now=now(), version=offer.version)
    if to is OfferState.OPEN and moved.state is OfferState.EXPIRED:
        return "Its last day is over: change that day, and it is open again."
    return f"Kept: it is {STATE_WORDS[moved.state]} now."
