"""One anchor case: six questions with their evidence, and the decision."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.anchor import EVIDENCE_QUESTIONS, AnchorStatus, Answer, Evidence
from asset_map.model.asset import Asset
from asset_map.model.role import Actor
from asset_map.model.words import long_date
from asset_map.usecases.anchor_counting import CASE_KINDS, case_of, counting
from asset_map.usecases.edit_asset import to_edit
from asset_map.usecases.house import House
from asset_map.usecases.recognise_anchor import (
    Judgement,
    answer,
    open_case,
    recognise,
    review_day,
    stand_down,
)
from asset_map.web.anchor_list import speaking_for
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["one_case"]

_EVIDENCE = {
    Evidence.YES: "Yes",
    Evidence.PARTLY: "Partly",
    Evidence.NO: "No",
    Evidence.NOT_KNOWN: "Not known",
}
_STANDS = {
    AnchorStatus.NONE: "not enough for a decision yet",
    AnchorStatus.CANDIDATE: "enough to decide on it",
    AnchorStatus.RECOGNISED: "it stays recognised until somebody decides otherwise",
    AnchorStatus.FORMER: "its recognition has ended",
}


def one_case(house: House, asset_id: str, *, who: Actor, today: date) -> None:
    """Draw a record's case, or the offer to open one."""
    seen = to_edit(house, asset_id, actor=who)
    st.header(plain(seen.name), anchor=False)
    st.page_link(page_file("asset"), label="Open its record", query_params={"id": asset_id})
    months = house.settings.gap_checked_within_months
    st.write(plain(counting(seen, today=today, months=months).why))
    if seen.anchor is None:
        if seen.kind in CASE_KINDS:
            opening = partial(open_case, house, asset_id)
            _button(seen, "Open an anchor case", partial(_at_once, opening, "The case is open."))
        return
    case = case_of(seen)
    st.write(f"{speaking_for(case)}. {plain(case.note)}".strip())
    if case.review_on:
        due = "It is time to look again: this was due" if case.review_on <= today else "Look again"
        st.write(f"{due} on {long_date(case.review_on)}.")
    _questions(house, seen, today=today)
    _decision(house, seen, today=today)


def _at_once(do: Callable[..., Asset], told: str) -> str:
    do(actor=actor(), now=now())
    return told


def _form_key(asset: Asset) -> str:
    """Return the name of the forms: what was typed stays in them until it is kept."""
    return f"anchor-{asset.id}-{st.session_state.get(f'anchor-kept-{asset.id}', 0)}"


def _button(seen: Asset, label: str, do: Callable[[], str], *, is_primary: bool = True) -> None:
    def doing() -> str:
        told = do()
        counter = f"anchor-kept-{seen.id}"
        st.session_state[counter] = st.session_state.get(counter, 0) + 1
        return told

    st.button(
        label,
        type="primary" if is_primary else "secondary",
        key=f"{_form_key(seen)}-{label}",
        on_click=partial(attempt, doing),
    )


def _questions(house: House, seen: Asset, *, today: date) -> None:
    st.header("Six questions", anchor=False)
    key = _form_key(seen)
    known = {one: Answer(question=one, evidence=Evidence.NOT_KNOWN) for one in EVIDENCE_QUESTIONS}
    known |= {one.question: one for one in case_of(seen).answers}
    for question, words in EVIDENCE_QUESTIONS.items():
        standing = known[question]
        with st.container(key=f"line-{question}"):
            _question(words, standing, key=f"{key}-{question}", today=today)

    def kept() -> str:
        given = _given(key)
        changed = {one: given[one] for one in given if given[one] != known[one]}
        after = answer(house, seen, changed, actor=actor(), now=now())
        stands = case_of(after)
        return f"Kept. {speaking_for(stands)}: {_STANDS[stands.status]}."

    _button(seen, "Keep the answers", kept)


def _question(words: str, standing: Answer, *, key: str, today: date) -> None:
    st.radio(
        words,
        list(_EVIDENCE),
        list(_EVIDENCE).index(standing.evidence),
        format_func=_EVIDENCE.__getitem__,
        horizontal=True,
        key=f"{key}-evidence",
    )
    note, source, on = st.columns([3, 3, 2])
    note.text_input("Note", standing.note, key=f"{key}-note", max_chars=500)
    source.text_input("Source", standing.source, key=f"{key}-source", max_chars=200)
    on.date_input("Learned on", standing.on, max_value=today, format="DD/MM/YYYY", key=f"{key}-on")


def _given(key: str) -> Mapping[str, Answer]:
    state = st.session_state
    return {
        question: Answer(
            question=question,
            evidence=state[f"{key}-{question}-evidence"],
            note=state[f"{key}-{question}-note"].strip(),
            source=state[f"{key}-{question}-source"].strip(),
            on=state[f"{key}-{question}-on"],
        )
        for question in EVIDENCE_QUESTIONS
    }


def _decision(house: House, seen: Asset, *, today: date) -> None:
    is_anchor = case_of(seen).status is AnchorStatus.RECOGNISED
    st.header("The decision", anchor=False)
    if case_of(seen).answer_to("community_controlled") is Evidence.NO:
        st.warning("Local people do not control it. If it is recognised all the same, write why.")
    key = _form_key(seen)
    by, on, review = st.columns([3, 2, 2])
    by.text_input("Decided by (a panel, or an officer's role)", key=f"{key}-by", max_chars=200)
    on.date_input("Decided on", today, format="DD/MM/YYYY", key=f"{key}-decided")
    review.date_input("Look again on", review_day(today), format="DD/MM/YYYY", key=f"{key}-review")
    st.text_area("Why? (history keeps it)", key=f"{key}-why", max_chars=1000, height="content")

    def recognised() -> str:
        state = st.session_state
        judgement = Judgement(
            decided_by=state[f"{key}-by"],
            decided_on=state[f"{key}-decided"] or today,
            review_on=state[f"{key}-review"] or review_day(today),
            reason=state[f"{key}-why"],
        )
        recognise(house, seen, judgement, actor=actor(), now=now())
        return "Recognised as an anchor organisation. The reason is in its history."

    def ended() -> str:
        reason = st.session_state[f"{key}-why"]
        stand_down(house, seen, reason=reason, actor=actor(), now=now())
        return "The recognition has ended; the case is kept."

    with st.container(horizontal=True):
        label = "Recognise it again" if is_anchor else "Recognise it as an anchor"
        _button(seen, label, recognised)
        if is_anchor:
            _button(seen, "End the recognition", ended, is_primary=False)
