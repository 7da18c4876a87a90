"""The part "Send round" of a roadshow's page: what goes to all, and to each who came."""

from functools import partial

import streamlit as st

from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.house import House
from asset_map.usecases.mail_round import write_round
from asset_map.usecases.send_round import (
    round_up,
    round_up_calendar,
    round_up_html,
    round_up_pdf,
)
from asset_map.web.frame import page_file
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt, refusals
from asset_map.web.state import now

__all__ = ["send_round_part"]


def send_round_part(house: House, roadshow: Roadshow, who: Actor) -> None:
    """Show what can be sent of a roadshow, and write to those who asked for it."""
    st.header("Send round", anchor=False)
    st.write(
        "The round-up says what we have, who will do what by when, and who found whom. "
        "It leaves out what people wished to keep in the room, and every address and number."
    )
    with refusals():
        told = round_up(house, roadshow.id, actor=who)
        if told.counts:
            st.write(f"In it: {told.counts}.")
        _files(house, roadshow, who)
        _letters(house, roadshow, who)


def _files(house: House, roadshow: Roadshow, who: Actor) -> None:
    told = partial(round_up, house, roadshow.id, actor=who)
    with st.container(horizontal=True):
        st.download_button(
            "Round-up to print (PDF)",
            data=noted(house, "a round-up to print", lambda: round_up_pdf(told()), who=who),
            file_name="round-up.pdf",
            mime="application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Round-up as a web page (HTML)",
            data=noted(house, "a round-up as a page", lambda: round_up_html(told()), who=who),
            file_name="round-up.html",
            mime="text/html",
            on_click="ignore",
        )
        st.download_button(
            "Agreed dates for a calendar (iCalendar)",
            data=noted(
                house,
                "what was agreed, as a calendar",
                lambda: round_up_calendar(house, roadshow.id, actor=who, now=now()),
                who=who,
            ),
            file_name="agreed-dates.ics",
            mime="text/calendar",
            on_click="ignore",
        )


def _letters(house: House, roadshow: Roadshow, who: Actor) -> None:
    st.write(
        "Everybody who left an email address gets a letter with their own cards, "
        "whom they met, and a link to their page."
    )
    if roadshow.state is not RoadshowState.CLOSED:
        st.caption("You can write to them when the session has ended.")
        return

    def written() -> str:
        letters, without = write_round(house, roadshow.id, actor=who, now=now())
        told = f"{counted(letters, 'new letter')} written. An officer sends them from Messages."
        if without:
            told += f" {counted(without, 'person', 'people')} left no address."
        return told

    st.button("Write to those who asked for it", on_click=partial(attempt, written))
    st.page_link(page_file("follow_up"), label="Follow up what was agreed")
