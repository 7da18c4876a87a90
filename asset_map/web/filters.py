"""The filters of Find, each of them in the page's address, so that a search can be shared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from asset_map.model.asset import AssetKind, Function
from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Access, Query, Weekday
from asset_map.usecases.find_assets import LISTED_KINDS, Choices
from asset_map.web.address import (
    a_number,
    a_text,
    a_tick,
    in_address,
    one_of,
    some_of,
    touched,
    write,
)
from asset_map.web.choice_words import ACCESS_WORDS, distinct, ward_labels
from asset_map.web.symbols import symbol

__all__ = ["asked", "forget"]

AGE_MAX = 120
SEATS_MAX = 5000
_KINDS = [kind.value for kind in LISTED_KINDS]
_FUNCTIONS = ["", *[one.value for one in Function]]
_DAYS = ["", *[one.value for one in Weekday]]
_ACCESS = [one.value for one in Access]
_MORE = (
    "ward",
    "committee",
    "for",
    "day",
    "age",
    "language",
    "access",
    "seats",
    "closed",
    "anchors",
)
_NOTHING: Mapping[str, object] = {
    "q": "",
    "near": "",
    "kind": [],
    "ward": [],
    "committee": "",
    "for": "",
    "day": "",
    "age": None,
    "language": "",
    "access": [],
    "seats": None,
    "closed": False,
    "anchors": False,
}


def forget(names: Sequence[str] = tuple(_NOTHING)) -> None:
    """Take choices back, as the callback of a button: all of them, or those that are named."""
    touched({name: _NOTHING[name] for name in names})


def asked(choices: Choices) -> tuple[Query, str]:
    """Draw the filters; return what is asked, and the postcode to measure from."""
    words, place = st.columns([3, 2])
    text = words.text_input(
        "What are you looking for?",
        **in_address("q", a_text),
        type="search",
        live=True,
        placeholder="knitting, village hall, food bank …",
    )
    postcode = place.text_input(
        "Near which postcode?", **in_address("near", a_text), autocomplete="postal-code"
    )
    kinds = st.pills(
        "Show only",
        _KINDS,
        selection_mode="multi",
        format_func=lambda value: (
            f"{symbol(KIND_LOOK[AssetKind(value)])} {KIND_LOOK[AssetKind(value)].plural}"
        ),
        **in_address("kind", some_of(_KINDS)),
    )
    # Once somebody used these choices, or came by a link that holds one, they stay in sight.
    is_open = st.session_state.get("find_more", False)
    is_open = is_open or any(name in st.query_params for name in _MORE)
    st.session_state["find_more"] = is_open
    with st.expander("More choices: ward, day, age, language, access, room", expanded=is_open):
        narrowed = _narrowed(choices)
    write(*_NOTHING)
    query = replace(narrowed, text=text or "", kinds=tuple(AssetKind(value) for value in kinds))
    return query, (postcode or "").strip()


def _narrowed(choices: Choices) -> Query:
    where, whom, room = st.columns(3)
    with room:
        query = _room()
    with whom:
        query = _whom(query, choices)
    with where:
        return _where(query, choices)


def _where(query: Query, choices: Choices) -> Query:
    wards = ward_labels(choices.wards)
    ward_codes = st.multiselect(
        "Ward",
        list(wards),
        format_func=wards.__getitem__,
        **in_address("ward", some_of(list(wards))),
        placeholder="Any ward",
    )
    committees = distinct({"": "Any"} | dict(choices.committees))
    committee = st.selectbox(
        "Area committee",
        list(committees),
        format_func=committees.__getitem__,
        **in_address("committee", one_of(list(committees))),
    )
    function = st.selectbox(
        "What is it for?",
        _FUNCTIONS,
        format_func=lambda value: value.replace("_", " ").capitalize() or "Anything",
        **in_address("for", one_of(_FUNCTIONS)),
    )
    return replace(
        query,
        ward_codes=tuple(ward_codes),
        committee_id=committee or "",
        functions=(Function(function),) if function else (),
    )


def _whom(query: Query, choices: Choices) -> Query:
    day = st.selectbox(
        "On which day?",
        _DAYS,
        format_func=lambda value: value.capitalize() or "Any day",
        **in_address("day", one_of(_DAYS)),
    )
    age = st.number_input(
        "For somebody of age", 0, AGE_MAX, None, 1, **in_address("age", a_number(0, AGE_MAX))
    )
    language = st.selectbox(
        "In which language?",
        ["", *choices.languages],
        format_func=lambda value: value or "Any",
        **in_address("language", one_of(["", *choices.languages])),
    )
    return replace(query, day=Weekday(day) if day else None, age=age, language=language or "")


def _room() -> Query:
    access = st.multiselect(
        "It must have",
        _ACCESS,
        format_func=lambda value: ACCESS_WORDS[Access(value)],
        **in_address("access", some_of(_ACCESS)),
        placeholder="Nothing special",
    )
    seats = st.number_input(
        "Room for how many people?",
        1,
        SEATS_MAX,
        None,
        1,
        **in_address("seats", a_number(1, SEATS_MAX)),
    )
    is_closed_shown = st.checkbox("Also what has closed", **in_address("closed", a_tick))
    anchors_only = st.checkbox("Only anchor organisations", **in_address("anchors", a_tick))
    return Query(
        access=tuple(Access(value) for value in access),
        seats=seats,
        only_open=not is_closed_shown,
        anchors_only=anchors_only,
    )
