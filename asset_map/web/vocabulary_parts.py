"""The council's words for offers, needs and skills, each with what people say for it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from asset_map.model.connection import ConnectionKind
from asset_map.model.role import Actor
from asset_map.model.vocabulary import Term, TermKind
from asset_map.model.words import counted
from asset_map.usecases.connect_assets import said_of
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import (
    LABEL_MAX,
    TermLine,
    hide_term,
    keep_term,
    vocabulary_lines,
)
from asset_map.web.messages import attempt
from asset_map.web.text import plain

__all__ = ["words_of"]

_CHANGING = "term-changing"


def words_of(house: House, kind: TermKind, *, who: Actor) -> None:
    """Show the words of one kind under their wider ones, and a form for a new one."""
    lines = [line for line in vocabulary_lines(house, actor=who) if line.term.kind is kind]
    wider = {line.term.id: line.term.label for line in lines if not line.term.parent}
    number = st.session_state.get("terms-added", 0)
    with st.expander("Add a word"):
        empty = Term(id="", label="", kind=kind, phrase="", parent=next(iter(wider)))
        _form(house, empty, wider, key=f"term-new-{number}", who=who)
    for parent, label in wider.items():
        own = [line for line in lines if line.term.parent == parent]
        with st.expander(f"{label.capitalize()} ({len(own)})"):
            for line in (one for one in lines if one.term.id == parent or one in own):
                _one(house, line, wider, who=who)


def _one(house: House, line: TermLine, wider: Mapping[str, str], *, who: Actor) -> None:
    term = line.term
    with st.container(border=True, key=f"term-{term.id.replace(' ', '-')}"):
        said = [
            "hidden: nobody is offered it" if line.is_hidden else "",
            "the wider word" if not term.parent else "",
            f"also: {', '.join(term.synonyms)}" if term.synonyms else "",
            f"in {counted(line.uses, 'offer or need', 'offers and needs')}" if line.uses else "",
            "the council's own" if line.is_own else "",
        ]
        st.markdown(f"**{plain(term.label)}**  \n:small[{plain(' · '.join(filter(None, said)))}]")
        if st.session_state.get(_CHANGING) == term.id:
            _form(house, term, wider, key=f"term-{term.id}", who=who)
            return
        with st.container(horizontal=True):
            st.button("Change it", key=f"change-{term.id}", on_click=_change, args=(term.id,))
            st.button(
                "Offer it again" if line.is_hidden else "Hide it",
                key=f"hide-{term.id}",
                on_click=attempt,
                args=(partial(_hide, house, line, who),),
            )


def _form(house: House, term: Term, wider: Mapping[str, str], *, key: str, who: Actor) -> None:
    label = st.text_input("Word", term.label, max_chars=LABEL_MAX, key=f"{key}-label")
    phrase = st.text_input(
        "In a sentence", term.phrase, max_chars=LABEL_MAX, key=f"{key}-phrase",
        help="With its article: “a meeting room”. Empty: the word itself.",
    )  # fmt: skip
    parent: str | None = term.parent
    if not term.id or term.parent:
        parent = st.selectbox(
            "Under which wider word?", list(wider), list(wider).index(term.parent),
            format_func=wider.__getitem__, key=f"{key}-parent",
        )  # fmt: skip
    synonyms = st.text_input(
        "What else do people say for it?", ", ".join(term.synonyms), key=f"{key}-synonyms",
        help="With commas between them.",
    )  # fmt: skip
    kinds = list(ConnectionKind)
    leads_to = st.selectbox(
        "Who gives it …", kinds, kinds.index(term.leads_to), format_func=said_of,
        key=f"{key}-leads", help="What is recorded of the two when a suggestion is taken up.",
    )  # fmt: skip
    uri = st.text_input(
        "Address in another vocabulary (may stay empty)", term.term_uri, key=f"{key}-uri"
    )
    said = replace(
        term, label=label, phrase=phrase, parent=parent or "", term_uri=uri,
        leads_to=leads_to or term.leads_to, synonyms=tuple(synonyms.split(",")),
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            "Keep it", type="primary", key=f"{key}-keep", on_click=attempt,
            args=(partial(_keep, house, said, who),), kwargs={"typed": label},
        )  # fmt: skip
        if term.id:
            st.button("Leave it as it was", key=f"{key}-leave", on_click=_leave)


def _leave() -> None:
    st.session_state.pop(_CHANGING, None)


def _keep(house: House, term: Term, who: Actor) -> str:
    kept = keep_term(house, term, actor=who)
    _leave()
    if not term.id:
        st.session_state["terms-added"] = st.session_state.get("terms-added", 0) + 1
    return f"Kept: {plain(kept.label)}."


def _change(term_id: str) -> None:
    st.session_state[_CHANGING] = term_id


def _hide(house: House, line: TermLine, who: Actor) -> str:
    term = hide_term(house, line.term.id, actor=who, is_hidden=not line.is_hidden)
    if line.is_hidden:
        return f"{plain(term.label)} can be chosen again."
    return f"{plain(term.label)} is hidden. What was said with it stays as it is."
