"""A short form under each record: something is wrong, or it has closed."""

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.submission import SubmissionKind
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import NOTE_MAX, Report, report_problem
from asset_map.web.messages import refusals
from asset_map.web.state import now

__all__ = ["report_form"]


def report_form(house: House, asset_id: str, *, actor: Actor) -> None:
    """Draw the form; what is sent waits for an officer, and the record stays as it is."""
    with (
        st.expander("Something wrong? Tell us"),
        st.form(f"report-{asset_id}", border=False, enter_to_submit=False),
    ):
        has_closed = st.checkbox("It has closed or stopped")
        note = st.text_area("What is wrong, and how do you know?", max_chars=NOTE_MAX)
        st.caption("Please leave out names and anything private: officers read this.")
        if st.form_submit_button("Send to the officers"):
            kind = SubmissionKind.CLOSE if has_closed else SubmissionKind.REPORT
            with refusals():
                reference = _sent(house, Report(asset_id=asset_id, kind=kind, note=note), actor)
                st.success(f"Thank you. An officer will look at it. Your reference is {reference}.")


def _sent(house: House, report: Report, actor: Actor) -> str:
    """Send a report and return its reference; the same one is sent once, however often pressed."""
    sent: dict[Report, str] = st.session_state.setdefault("reports_sent", {})
    if report not in sent:
        sent[report] = report_problem(house, report, actor=actor, now=now()).reference
    return sent[report]
