"""The parts of the page People who can help: to write somebody down, and what they agreed to."""

from functools import partial

import streamlit as st

from asset_map.model.person import WORDING_NOW, WORDINGS, Consent, ConsentMethod, Purpose
from asset_map.model.vocabulary import TermKind
from asset_map.model.words import long_date
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.consents import Agreeing, agree, withdraw_consent
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import tag_choices
from asset_map.usecases.people import PersonSaid, PersonSeen, add_person
from asset_map.web.messages import attempt, refusals, tell_next
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["added", "one_person", "skill_words"]

# Whoever writes it down mostly has them before them.
_METHODS = sorted(ConsentMethod, key=lambda one: one is not ConsentMethod.IN_PERSON)


def skill_words(house: House) -> dict[str, str]:
    """Return the words for what people can do, by their id."""
    return {
        term.id: term.label
        for terms in tag_choices(house).values()
        for term in terms
        if term.kind is TermKind.SKILL
    }


def added(house: House) -> None:
    """Offer to write somebody down, with each consent by itself."""
    wards = {ward.code: ward.name for ward in ward_names(house)}
    skills = skill_words(house)
    with st.expander("Write somebody down"), st.form("person", border=False):
        st.write("Ask them first, and read them the words that you tick.")
        gifts = st.text_area("What they can do, one thing a line", height=100)
        tag = st.selectbox(
            "Counted as", list(skills), None, format_func=skills.__getitem__, placeholder="Choose"
        )
        ward = st.selectbox(
            "The ward they live in",
            list(wards),
            None,
            format_func=wards.__getitem__,
            placeholder="Choose",
        )
        name = st.text_input("First name (may be left empty)", max_chars=80)
        contact = st.text_input("How to reach them (kept only if they agree to it)")
        teaches = st.checkbox("They would teach it to others")
        method = st.selectbox("How they agreed", _METHODS, format_func=_label)
        agreed = [one for one, words in WORDINGS[WORDING_NOW].items() if st.checkbox(words)]
        is_adult = st.checkbox("They are 18 or over")
        if not st.form_submit_button("Write it down", type="primary"):
            return
        said = PersonSaid(
            gifts=tuple(gifts.splitlines()),
            agreed=tuple(agreed),
            is_adult=is_adult,
            display_name=name,
            contact=contact,
            tags=(tag,) if tag else (),
            ward_code=ward,
            is_willing_to_teach=teaches,
            method=method or ConsentMethod.IN_PERSON,
        )
        with refusals():
            add_person(house, said, actor=actor(), now=now())
            tell_next("Written down. They can take it back at any time.")
            st.rerun()


def _label(method: ConsentMethod) -> str:
    return method.label.capitalize()


def one_person(house: House, one: PersonSeen) -> None:
    """Tell what somebody can do and agreed to; each consent can be taken back by itself."""
    person = one.person
    with st.container(border=True):
        name = plain(person.display_name or "Somebody")
        st.markdown(f"**{name}**: {plain('; '.join(person.gifts))}")
        if person.contact:
            st.write(plain(person.contact))
        for consent in one.consents:
            said = WORDINGS[consent.wording_version].get(consent.purpose, consent.purpose.label)
            given = f"{plain(said)} ({long_date(consent.given_at)}, {consent.method.label})"
            if consent.withdrawn_at:
                st.caption(f"Taken back on {long_date(consent.withdrawn_at)}: {given}")
                continue
            words, button = st.columns([4, 1])
            words.write(given)
            button.button(
                "Take it back",
                key=f"back-{consent.id}",
                on_click=partial(attempt, partial(_withdrawn, house, person.id, consent)),
            )
        if all(consent.withdrawn_at for consent in one.consents):
            st.caption("They agree to nothing now, and nothing is told of them.")
            _ask(house, person.id)


def _ask(house: House, person_id: str) -> None:
    """Take what somebody agrees to who is written down already."""
    with st.expander("They were asked"), st.form(f"ask-{person_id}", border=False):
        agreed = tuple(
            one
            for one, words in WORDINGS[WORDING_NOW].items()
            if st.checkbox(words, key=f"ask-{one}-{person_id}")
        )
        is_adult = st.checkbox("They are 18 or over", key=f"ask-adult-{person_id}")
        method = st.selectbox(
            "How they agreed", _METHODS, format_func=_label, key=f"ask-how-{person_id}"
        )
        if st.form_submit_button("Note what they agree to"):
            said = Agreeing(
                purposes=agreed, is_adult=is_adult, method=method or ConsentMethod.IN_PERSON
            )
            with refusals():
                agree(house, person_id, said, actor=actor(), now=now())
                tell_next("Noted. They can take it back at any time.")
                st.rerun()


def _withdrawn(house: House, person_id: str, consent: Consent) -> str:
    purposes: tuple[Purpose, ...] = (consent.purpose,)
    withdraw_consent(house, person_id, purposes, actor=actor(), now=now())
    return "Taken back: it is on no page any more."
