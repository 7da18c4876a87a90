"""Cards on paper, keyed in at home: the part of a roadshow's page that brings them in."""

import pandas as pd
import streamlit as st

from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import open_file, problem_row
from asset_map.usecases.import_cards import (
    KINDS_OF_CARD,
    CardReport,
    KeyedIn,
    end_on_paper,
    import_cards,
    keyed_in,
)
from asset_map.web.messages import attempt, refusals
from asset_map.web.state import now

__all__ = ["paper_part"]

ENDINGS = ["csv", "tsv", "txt", "xlsx", "ods"]
_EXAMPLE = pd.DataFrame(
    [
        {"card": "A shed with a workbench", "kind": "place", "for": "", "consent": "yes"},
        {"card": "Mending lamps", "kind": "offer", "for": "Repair Café", "consent": "yes"},
        {"card": "A room on Tuesdays", "kind": "ask", "for": "Knitters", "consent": "no"},
    ]
)


def paper_part(house: House, roadshow: Roadshow, who: Actor) -> None:
    """Offer to bring in cards that were written on paper, and to end a session held on paper."""
    st.header("Cards on paper", anchor=False)
    st.write(
        "Cards that were written on paper are kept under "
        f"{long_date(roadshow.held_on)}, as if they had been typed on the day. Type them here, or "
        "bring them in as a spreadsheet; doing it again changes nothing."
    )
    kept = f"paper-report-{roadshow.id}"
    with st.expander("Type them here, one a line"):
        _type_in(house, roadshow, who, kept)
    with st.expander("Bring in a spreadsheet"):
        _bring_in(house, roadshow, who, kept)
    if report := st.session_state.get(kept):
        _tell(report)
    _offer_to_end(house, roadshow, who)


def _type_in(house: House, roadshow: Roadshow, who: Actor, kept: str) -> None:
    with st.form(f"paper-lines-{roadshow.id}", border=False):
        sides = st.columns(2)
        kind = sides[0].selectbox("What they are", KINDS_OF_CARD)
        group = sides[1].text_input("For which group", help="For offers and asks, if it was said.")
        lines = st.text_area("The cards, one a line", height=160)
        ticked = st.checkbox("The tick for leaving the room is on all of these")
        is_pressed = st.form_submit_button("Keep these cards", type="primary")
    if is_pressed:
        typed = KeyedIn(lines=lines, kind=kind, for_group=group, may_leave_room=ticked)
        with refusals():
            st.session_state[kept] = import_cards(
                house, roadshow.id, keyed_in(typed), actor=who, now=now()
            )


def _bring_in(house: House, roadshow: Roadshow, who: Actor, kept: str) -> None:
    with st.popover("What the spreadsheet looks like"):
        st.dataframe(_EXAMPLE, hide_index=True, alt="Three cards as rows of a spreadsheet")
        st.write(
            "Only the first column is needed. More columns are understood: tags, terms, when, "
            "urgency, tree part. Without a tick for consent a card stays in the room."
        )
    file = st.file_uploader("Your spreadsheet of cards", type=ENDINGS, key=f"paper-{roadshow.id}")
    if file is not None and st.button("Bring these cards in", type="primary"):
        with refusals():
            table = open_file(house, file.getvalue(), file_name=file.name)
            st.session_state[kept] = import_cards(house, roadshow.id, table, actor=who, now=now())


def _tell(report: CardReport) -> None:
    st.success(report.headline)
    if not report.problems:
        return
    st.markdown("**What to mend**")
    rows = pd.DataFrame([problem_row(problem) for problem in report.problems])
    st.dataframe(rows, hide_index=True, alt="Rows with a fault and the remedy")
    st.download_button(
        "Download the rows to mend",
        report.problems_csv,
        file_name="cards-to-mend.csv",
        mime="text/csv",
        on_click="ignore",
    )
    st.caption("Mend them there and bring in that file.")


def _offer_to_end(house: House, roadshow: Roadshow, who: Actor) -> None:
    """Offer to send what came in on paper to the officers; an open session ends on its screen."""
    if roadshow.state is RoadshowState.OPEN:
        return

    def end() -> str:
        sent = end_on_paper(house, roadshow.id, actor=who, now=now())["proposed"]
        return f"{counted(sent, 'new record')} sent to the officers."

    st.button(
        "Send what the cards brought to the officers",
        on_click=lambda: attempt(end),
        help="A session held on paper ends with this: each new group or place goes to Review.",
        key=f"paper-end-{roadshow.id}",
    )
