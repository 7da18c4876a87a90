"""The parts of the page Messages: what waits, how it goes out, and whom to remind."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from asset_map.model.mailer import Mailer
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.messages_out import Outgoing, mail_merge_csv, note_sent, send_due
from asset_map.usecases.still_right import due_reminders, write_reminders
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["how_they_go", "one_message", "remind", "take_away"]


def how_they_go(house: House, mailer: Mailer | None, waiting: int) -> None:
    """Say how messages go out here, and send them where that can be done."""
    if not (house.settings.public_url or house.is_demonstration()):
        st.warning(
            "The links in these texts lack the address of this website. "
            "Ask whoever runs this server to set public\\_url."
        )
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
    fault = " (could not be sent)" if one.fault else ""
    with st.expander(f"{plain(one.subject)}{fault} · {long_date(one.made_at)}"):
        if one.fault:
            st.warning(plain(one.fault))
        for name, text in (("To", one.to), ("Subject", one.subject), ("Text", one.body)):
            if text:
                st.caption(name)
                st.code(text, language=None, wrap_lines=True)
        st.button(
            "I have sent it",
            key=f"sent-{one.id}",
            on_click=partial(attempt, partial(_noted, house, [one])),
        )


def take_away(house: House, waiting: Sequence[Outgoing]) -> None:
    """Offer what waits as a file for a mail merge, and to say that all of it was sent."""
    who = actor()
    with st.container(horizontal=True):
        st.download_button(
            "Take them away for a mail merge (CSV)",
            noted(
                house,
                "letters for a mail merge",
                partial(mail_merge_csv, house, actor=who),
                who=who,
            ),
            file_name="messages.csv",
            mime="text/csv",
            on_click="ignore",
        )
        with st.popover("I have sent them all"):
            st.write("Then none of them waits any more.")
            st.button(
                f"Yes, {counted(len(waiting), 'message')} sent",
                on_click=partial(attempt, partial(_noted, house, waiting)),
            )


def _noted(house: House, sent: Sequence[Outgoing]) -> str:
    note_sent(house, [one.id for one in sent], actor=actor(), now=now())
    return f"Noted: {counted(len(sent), 'message')} sent by hand."
