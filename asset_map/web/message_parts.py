"""The parts of the page Messages: what waits, how it goes out, and whom to remind."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from asset_map.model.mailer import Mailer
from asset_map.model.message import MessageKind
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.messages_out import Outgoing, mail_merge_csv, note_sent, send_due
from asset_map.usecases.still_right import due_reminders, write_reminders
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["how_they_go", "one_message", "remind", "take_away"]

_KINDS = {
    MessageKind.RECEIPT: "Thank you",
    MessageKind.QUESTION: "Question",
    MessageKind.DECISION: "Decision",
    MessageKind.REMINDER: "Still right?",
}


def how_they_go(house: House, mailer: Mailer | None, waiting: int) -> None:
    """Say how messages go out here, and send them where that can be done."""
    if house.is_demonstration():
        st.info("This is the demonstration: its people are made up, so nothing is ever sent.")
    elif mailer is None:
        st.info(
            "No mail server is set, so nothing goes out by itself. Copy a text from below, or take "
            "the file for a mail merge; then say that you have sent it. To send from here, "
            "ask whoever runs this server to set smtp\\_host."
        )
    elif waiting:
        st.button(
            f"Send {counted(waiting, 'message')} now",
            type="primary",
            on_click=partial(attempt, partial(_sent, house, mailer)),
        )


def _sent(house: House, mailer: Mailer) -> str:
    sent, left = send_due(house, mailer, actor=actor(), now=now())
    told = f"{counted(sent, 'message')} sent."
    return f"{told} {counted(left, 'message')} could not be sent; see why below." if left else told


def remind(house: House) -> None:
    """Offer to write to contacts whose records grow old."""
    due = len(due_reminders(house, today=today()))
    if not due:
        st.write("Nobody has to be asked today whether a record is still right.")
        return
    st.write(
        f"{counted(due, 'record')} had the last check ten to twelve months ago. "
        "Their contacts can be asked whether they are still right."
    )

    def written() -> str:
        count = write_reminders(house, actor=actor(), now=now())
        return f"{counted(count, 'reminder')} written: they wait below."

    st.button(f"Write {counted(due, 'reminder')}", on_click=partial(attempt, written))


def one_message(house: House, one: Outgoing) -> None:
    """Draw a message, folded: its text to copy, and that it was sent by hand."""
    to = plain(one.to) if one.to else "nobody left an address"
    fault = " (could not be sent)" if one.fault else ""
    with st.expander(f"{_KINDS[one.kind]}: {to}{fault} · {long_date(one.made_at)}"):
        if one.fault:
            st.warning(plain(one.fault))
        st.caption("Subject")
        st.code(one.subject, language=None, wrap_lines=True)
        st.caption("Text")
        st.code(one.body, language=None, wrap_lines=True)
        st.button(
            "I have sent it",
            key=f"sent-{one.id}",
            on_click=partial(attempt, partial(_noted, house, [one])),
        )


def take_away(house: House, waiting: Sequence[Outgoing]) -> None:
    """Offer what waits as a file for a mail merge, and to say that all of it was sent."""
    with st.container(horizontal=True):
        st.download_button(
            "Take them away for a mail merge (CSV)",
            mail_merge_csv(house, actor=actor()),
            file_name="messages.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.button(
            "I have sent them all", on_click=partial(attempt, partial(_noted, house, waiting))
        )


def _noted(house: House, sent: Sequence[Outgoing]) -> str:
    note_sent(house, [one.id for one in sent], actor=actor(), now=now())
    return f"Noted: {counted(len(sent), 'message')} sent by hand."
