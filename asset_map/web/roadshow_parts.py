"""The head of a roadshow's page, and what it prints."""

from collections import Counter
from functools import partial

import streamlit as st

from asset_map.model.roadshow import Reply, Roadshow, RoadshowState
from asset_map.model.words import counted, long_date
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.print_roadshow import Paper, print_paper
from asset_map.usecases.reach_phones import join_address
from asset_map.web.frame import PLACES, page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["head", "papers"]

_NEXT = (
    ("session", "The session, for the screen in the hall"),
    ("market", "Market place"),
    ("follow_up", "Follow up"),
)
_PAPERS = {
    Paper.CARDS: ("Blank cards", "Eight to a sheet, to cut apart.", "Sheets of cards"),
    Paper.POSTER: ("Poster, A3", "The code to join, for the wall.", ""),
    Paper.TABLE_SHEETS: ("Table sheets", "What to do, one for each table.", "Tables"),
    Paper.AGENDA: ("The plan for you", "Times, hints, and what to read out.", ""),
}


def head(house: House, roadshow: Roadshow) -> None:
    """Say what, when, where and how far; lead to the session and what comes after it."""
    said = [long_date(roadshow.held_on), roadshow.place, f"code {roadshow.code}"]
    st.write(" · ".join(plain(word) for word in said if word))
    replies = Counter(one.reply for one in roadshow.invitations)
    if roadshow.invitations:
        coming = replies[Reply.COMING] + replies[Reply.CAME]
        st.caption(f"{counted(len(roadshow.invitations), 'group')} asked, {coming} coming.")
    with st.container(horizontal=True):
        if roadshow.state is not RoadshowState.OPEN:
            label = "Begin" if roadshow.state is RoadshowState.PLANNED else "Open it again"
            st.button(label, type="primary", on_click=partial(_begin, house, roadshow))
        for address, words in _NEXT:
            if any(place.address == address for place in PLACES):
                st.page_link(page_file(address), label=words, query_params={"id": roadshow.id})


def _begin(house: House, roadshow: Roadshow) -> None:
    def opened() -> str:
        begin(house, roadshow.id, actor=actor(), now=now())
        return "It is open: phones can join now. Open the session on the screen in the hall."

    attempt(opened)


def papers(house: House, roadshow: Roadshow) -> None:
    """Offer each paper as a PDF, made when it is asked for."""
    st.write(f"Phones join at **{plain(join_address(house, roadshow.code))}**.")
    for paper, (name, about, counts) in _PAPERS.items():
        with st.container(key=f"line-{paper}"):
            st.subheader(name, anchor=False)
            st.caption(about)
            copies = 4
            if counts:
                copies = int(st.number_input(counts, 1, 60, 4, key=f"copies-{paper}", width=160))
            st.download_button(
                f"Save “{name}” as PDF",
                partial(print_paper, house, roadshow.id, paper, actor=actor(), copies=copies),
                file_name=f"{paper.value.replace('_', '-')}-{roadshow.code.lower()}.pdf",
                mime="application/pdf",
                on_click="ignore",
                key=f"save-{paper}",
            )
