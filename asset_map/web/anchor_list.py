"""The list of anchor cases: what is to decide, what stands, and opening another one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.anchor import EVIDENCE_QUESTIONS, AnchorCase, AnchorStatus, Evidence
from asset_map.model.asset import Asset
from asset_map.model.query import Query
from asset_map.model.role import Actor
from asset_map.model.state import RecordState
from asset_map.model.words import counted, long_date
from asset_map.usecases.anchor_counting import CASE_KINDS, case_of
from asset_map.usecases.find_assets import find_assets
from asset_map.usecases.house import House
from asset_map.usecases.recognise_anchor import open_case
from asset_map.web.choice_words import distinct
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["listed", "open_another", "speaking_for"]

_HEADERS = {
    AnchorStatus.CANDIDATE: "Ready to decide",
    AnchorStatus.NONE: "Evidence is being gathered",
    AnchorStatus.RECOGNISED: "Recognised",
    AnchorStatus.FORMER: "Recognised once",
}
_FOUND = 20


def listed(cases: Sequence[Asset], *, today: date) -> None:
    """List the cases under how they stand, with a link to each."""
    if not cases:
        nothing_yet("No case is open.", then="Find a group below and open the first one.")
    for status, header in _HEADERS.items():
        of_status = [one for one in cases if case_of(one).status is status]
        if of_status:
            st.header(f"{header}: {len(of_status):,}", anchor=False)
        for one in of_status:
            with st.container(key=f"line-{one.id}", gap="xxsmall"):
                query = {"id": one.id}
                st.page_link(page_file("anchors"), label=plain(one.name), query_params=query)
                st.caption(_line(case_of(one), today=today))


def _line(case: AnchorCase, *, today: date) -> str:
    if case.status is AnchorStatus.RECOGNISED and case.decided_on:
        said = f"By {plain(case.decided_by)} on {long_date(case.decided_on)}"
        if case.review_on is None:
            return said
        due = "**Look again now: this was due" if case.review_on <= today else "Look again"
        end = "**" if case.review_on <= today else ""
        return f"{said}. {due} on {long_date(case.review_on)}.{end}"
    return f"{speaking_for(case)}."


def speaking_for(case: AnchorCase) -> str:
    """Return how many of the answers speak for it, in words."""
    given = [case.answer_to(question) for question in EVIDENCE_QUESTIONS]
    for_it = sum(one in {Evidence.YES, Evidence.PARTLY} for one in given)
    unknown = given.count(Evidence.NOT_KNOWN)
    speak = "speaks" if for_it == 1 else "speak"
    still = f"; {counted(unknown, 'is', 'are')} not known yet" if unknown else ""
    return f"{for_it} of {len(given)} answers {speak} for it{still}"


def open_another(house: House, *, who: Actor, today: date) -> None:
    """Find a record by its name and open a case for it."""
    st.header("Open another case", anchor=False)
    text = st.text_input("Find a group, place to meet or business", key="anchor-find", live=True)
    if not text.strip():
        return
    query = Query(
        text=text,
        kinds=tuple(CASE_KINDS),
        record_states=(RecordState.APPROVED,),
        limit=_FOUND,
    )
    found = find_assets(house, query, actor=who, today=today).listings
    if not found:
        nothing_yet("No record has that name.", then="Try another word.")
        return
    labels = distinct({one.asset_id: f"{one.name} ({one.ward_name})" for one in found})
    chosen = st.selectbox(
        "Record", list(labels), format_func=labels.__getitem__, key="anchor-record"
    )
    if chosen:
        st.button(
            "Open an anchor case",
            type="primary",
            on_click=partial(_opened, house, chosen),
        )


def _opened(house: House, asset_id: str) -> None:
    def do() -> str:
        asset = open_case(house, asset_id, actor=actor(), now=now())
        st.query_params["id"] = asset.id
        return f"{plain(asset.name)} has an anchor case now."

    attempt(do)
