"""The parts of one proposal on the review page."""

import streamlit as st

from asset_map.model.revision import Change
from asset_map.model.role import Actor
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.usecases.find_duplicates import like_this
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Decision, Waiting, approve, ask, reject
from asset_map.web.asset_facts import pins_of
from asset_map.web.frame import page_file
from asset_map.web.map import place_picture
from asset_map.web.map_base import map_base
from asset_map.web.messages import refusals
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["alike", "beside", "decide", "flags", "line_of", "turn_pages", "where"]

_KINDS = {
    SubmissionKind.NEW: "New",
    SubmissionKind.CHANGE: "Change",
    SubmissionKind.CLOSE: "Closed?",
    SubmissionKind.REPORT: "Something wrong",
}
# Who keeps the books of a record is shown in words above the table.
_HIDDEN = frozenset({"record state", "provenance", "visible to"})


def line_of(submission: Submission) -> str:
    """Return a proposal's line in the queue."""
    name = submission.proposed.name if submission.proposed else submission.note[:60]
    return f"{_KINDS[submission.kind]}: {name}"


def flags(look: Waiting) -> None:
    """Show what to look at before deciding, and what was written."""
    for flag in look.submission.flags:
        st.warning(plain(flag))
    if look.submission.note:
        st.info(f"They wrote: {plain(look.submission.note)}")
    if look.submission.question:
        st.info(f"Already asked: {plain(look.submission.question)}")


def beside(look: Waiting) -> None:
    """Put what is proposed beside what stands, field by field."""
    if look.standing is not None:
        st.page_link(
            page_file("asset"),
            label=f"The record as it stands: {plain(look.standing.name)}",
            query_params={"id": look.standing.id},
        )
    rows = [change for change in look.changes if change.field not in _HIDDEN]
    if not rows:
        st.write("Approving this changes no field; it says that you have dealt with it.")
        return
    st.table(_rows(rows, is_new=look.standing is None))


def _rows(rows: list[Change], *, is_new: bool) -> list[dict[str, str]]:
    if is_new:
        return [{"Field": plain(one.field), "Proposed": plain(one.after)} for one in rows]
    return [
        {"Field": plain(one.field), "Stands": plain(one.before), "Proposed": plain(one.after)}
        for one in rows
    ]


def where(look: Waiting, house: House) -> None:
    """Show the proposed place on the map."""
    if look.proposed is None:
        return
    pins = pins_of(look.proposed)
    if pins:
        place_picture(
            pins,
            base=map_base(house),
            key=f"review-{look.submission.id}",
            label="Map: where the proposed place is",
        )
    elif look.standing is None:
        st.write("There is no place to show on the map.")


def alike(look: Waiting, house: House, actor: Actor) -> None:
    """Name records that may be the same."""
    if look.standing is not None or look.proposed is None:
        return
    for pair in like_this(house, look.proposed, actor=actor)[:5]:
        why = ", ".join(plain(reason) for reason in pair.likeness.reasons)
        st.page_link(
            page_file("asset"),
            label=f"May be the same as {plain(pair.second.name)}: {why}",
            query_params={"id": pair.second.id},
        )


def decide(look: Waiting, house: House, actor: Actor) -> None:
    """Draw the three decisions; two of them need words."""
    sent = look.submission
    reason = st.text_input(
        "Your question, or your reason (the sender reads it)", key=f"reason-{sent.id}"
    )
    decision = Decision(
        submission_id=sent.id, version=sent.version, actor=actor, now=now(), reason=reason
    )
    yes, question, no = st.columns(3)
    with refusals():
        told = ""
        if yes.button("Approve", type="primary", key=f"approve-{sent.id}"):
            approve(house, decision)
            told = "Approved. It is in the register."
        elif question.button("Ask the sender", key=f"ask-{sent.id}"):
            ask(house, decision)
            told = "Your question is kept with the proposal."
        elif no.button("Reject", key=f"reject-{sent.id}"):
            reject(house, decision)
            told = "Rejected, with your reason."
        if told:
            st.session_state["review_told"] = told
            st.rerun()


def turn_pages(page: int, total: int, size: int) -> None:
    """Draw the way to earlier and later pages of the queue."""
    earlier, later = st.columns(2)
    if page and earlier.button("Earlier"):
        st.session_state["review_page"] = page - 1
        st.rerun()
    if (page + 1) * size < total and later.button("Later"):
        st.session_state["review_page"] = page + 1
        st.rerun()
