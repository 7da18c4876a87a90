"""The parts of one proposal on the review page."""

from textwrap import shorten

import streamlit as st

from asset_map.model.connection import OfferAudience, Side
from asset_map.model.revision import Change
from asset_map.model.role import Actor
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.usecases.find_duplicates import like_this
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Waiting
from asset_map.web.asset_places import pins_of
from asset_map.web.frame import page_file
from asset_map.web.map import place_picture
from asset_map.web.map_base import map_base
from asset_map.web.text import plain, sentence

__all__ = ["alike", "beside", "flags", "line_of", "where"]

NOTE_SHOWN = 60
_KINDS = {
    SubmissionKind.NEW: "New",
    SubmissionKind.CHANGE: "Change",
    SubmissionKind.CLOSE: "Closed?",
    SubmissionKind.REPORT: "Something wrong",
    SubmissionKind.CLAIM: "They are the group",
    SubmissionKind.OFFER: "Offers",
}
_OFFERED = {
    OfferAudience.PARTNERS: "Approving this puts it on the Offers page, for partners and officers.",
    OfferAudience.PUBLIC: "Approving this puts it on the Offers page and on the public pages.",
}
# Who keeps the books of a record is shown in words above the table.
_BOOKS = ("record state", "provenance", "visible to", "place is publish chosen")


def line_of(submission: Submission) -> str:
    """Return a proposal's line in the queue."""
    said = submission.offered.text if submission.offered else submission.note
    note = shorten(said, NOTE_SHOWN, placeholder=" …")
    name = submission.proposed.name if submission.proposed else note
    mark = " (look closely)" if submission.flags else ""
    asked = " (asked)" if submission.question else ""
    is_need = submission.offered is not None and submission.offered.side is Side.NEED
    kind = "Asks for" if is_need else _KINDS[submission.kind]
    return f"{kind}: {name}{mark}{asked}"


def flags(look: Waiting) -> None:
    """Show what to look at before deciding, and what was written."""
    for flag in look.submission.flags:
        st.warning(plain(flag))
    if look.submission.note:
        lines = (plain(line) for line in look.submission.note.splitlines())
        st.info("They wrote: " + "  \n".join(lines))


def beside(look: Waiting) -> None:
    """Put what is proposed beside what stands, detail by detail."""
    if look.standing is not None:
        st.page_link(
            page_file("asset"),
            label=f"The record as it stands: {plain(look.standing.name)}",
            query_params={"id": look.standing.id},
        )
    rows = [change for change in look.changes if not change.field.startswith(_BOOKS)]
    if look.submission.offered:
        st.write(_OFFERED[look.submission.offered.audience])
        return
    if not rows:
        st.write("Approving this changes nothing in the record; it says that you dealt with it.")
        return
    st.table(_rows(rows, is_new=look.standing is None), hide_index=True)


def _rows(rows: list[Change], *, is_new: bool) -> list[dict[str, str]]:
    shown = [
        {
            "What": sentence(one.field),
            "Stands": plain(one.before),
            "Proposed": plain(one.after),
        }
        for one in rows
    ]
    if is_new:
        for row in shown:
            del row["Stands"]
    return shown


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
    for between in look.between.values():
        st.info(plain(between.in_words))


def alike(look: Waiting, house: House, who: Actor) -> None:
    """Name records that may be the same; the rows of an import were compared as they came in."""
    sent = look.submission
    if look.standing is not None or look.proposed is None or sent.batch_id is not None:
        return
    seen = (sent.id, sent.version)
    if st.session_state.get("review_alike", (None,))[0] != seen:
        with st.spinner("Comparing with what is here …"):
            pairs = like_this(house, look.proposed, actor=who)[:5]
        st.session_state["review_alike"] = (seen, pairs)
    for pair in st.session_state["review_alike"][1]:
        why = ", ".join(plain(reason) for reason in pair.likeness.reasons)
        st.page_link(
            page_file("asset"),
            label=f"May be the same as {plain(pair.second.name)}: {why}",
            query_params={"id": pair.second.id},
        )
