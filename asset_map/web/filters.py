"""The filters of Find, each of them in the page's address, so that a search can be shared."""

from dataclasses import replace

import streamlit as st

from asset_map.model.asset import AssetKind, Function
from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Access, Query, Weekday
from asset_map.usecases.find_assets import Choices
from asset_map.web.text import plain

__all__ = ["KINDS", "asked"]

# People's skills are counted for the ward page and never listed.
KINDS = tuple(kind for kind in AssetKind if kind is not AssetKind.SKILL)

ACCESS_WORDS = {
    Access.STEP_FREE: "Step-free way in",
    Access.HEARING_LOOP: "Hearing loop",
    Access.ACCESSIBLE_TOILET: "Accessible toilet",
    Access.PARKING: "Parking",
    Access.KITCHEN: "Kitchen",
}


def asked(choices: Choices) -> tuple[Query, str]:
    """Draw the filters; return what is asked, and the postcode to measure from."""
    words, place = st.columns([3, 2])
    with words:
        text = st.text_input(
            "What are you looking for?",
            key="q",
            type="search",
            live=True,
            bind="query-params",
            placeholder="knitting, village hall, food bank …",
        )
    with place:
        postcode = st.text_input("Near which postcode?", key="near", bind="query-params")
    kinds = st.pills(
        "Show",
        [kind.value for kind in KINDS],
        selection_mode="multi",
        format_func=lambda value: KIND_LOOK[AssetKind(value)].plural,
        key="kind",
        bind="query-params",
    )
    with st.expander("More choices: ward, day, age, language, access, room"):
        narrowed = _narrowed(choices)
    query = replace(narrowed, text=text or "", kinds=tuple(AssetKind(value) for value in kinds))
    return query, (postcode or "").strip()


def _narrowed(choices: Choices) -> Query:
    where, whom, room = st.columns(3)
    with where:
        wards = {ward.code: plain(ward.name) for ward in choices.wards}
        ward_codes = st.multiselect(
            "Ward", list(wards), format_func=wards.__getitem__, key="ward", bind="query-params"
        )
        committees = dict(choices.committees)
        committee = st.selectbox(
            "Area committee",
            ["", *committees],
            format_func=lambda value: committees.get(value, "Any"),
            key="committee",
            bind="query-params",
        )
        function = st.selectbox(
            "What is it for?",
            ["", *[one.value for one in Function]],
            format_func=lambda value: value.replace("_", " ") or "Anything",
            key="for",
            bind="query-params",
        )
    with whom:
        day = st.selectbox(
            "On which day?",
            ["", *[one.value for one in Weekday]],
            format_func=lambda value: value.capitalize() or "Any day",
            key="day",
            bind="query-params",
        )
        age = st.number_input(
            "For somebody of age", 0, 120, None, 1, key="age", bind="query-params"
        )
        language = st.selectbox(
            "In which language?",
            ["", *choices.languages],
            format_func=lambda value: value or "Any",
            key="language",
            bind="query-params",
        )
    with room:
        access = st.multiselect(
            "It must have",
            [one.value for one in Access],
            format_func=lambda value: ACCESS_WORDS[Access(value)],
            key="access",
            bind="query-params",
        )
        seats = st.number_input(
            "Room for how many people?", 1, 5000, None, 1, key="seats", bind="query-params"
        )
        is_closed_shown = st.checkbox("Also what has closed", key="closed", bind="query-params")
        anchors_only = st.checkbox("Only anchor organisations", key="anchors", bind="query-params")
    return Query(
        ward_codes=tuple(ward_codes),
        committee_id=committee or "",
        functions=(Function(function),) if function else (),
        day=Weekday(day) if day else None,
        age=age,
        language=language or "",
        access=tuple(Access(value) for value in access),
        seats=seats,
        only_open=not is_closed_shown,
        anchors_only=anchors_only,
    )
