"""The forms that set up a roadshow: when and where, the plan, privacy words, the tree's names."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from asset_map.model.roadshow import TREE_LABELS, AgendaLine, Roadshow, TreePart
from asset_map.usecases.find_assets import choices
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import change_roadshow, to_invite
from asset_map.web.choice_words import distinct
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, today
from asset_map.web.text import plain

__all__ = ["about", "agenda", "save", "venue", "words"]

_PARTS = {
    TreePart.ROOTS: "The roots",
    TreePart.TRUNK: "The trunk",
    TreePart.BRANCHES: "The branches",
    TreePart.LEAVES: "The leaves",
    TreePart.FRUIT: "The fruit",
    TreePart.BUDS: "The buds",
}
_LEAST, _MOST = 1, 240


def save(house: House, changed: Callable[[], Roadshow], told: str) -> None:
    """Keep a roadshow as a form has it when its button is pressed."""

    def kept() -> str:
        change_roadshow(house, changed(), actor=actor())
        return told

    attempt(kept)


def about(house: House, roadshow: Roadshow) -> None:
    """Ask for title, day, hours, place, wards, committee, partners, facilitator."""
    key = f"about-{roadshow.id}-{roadshow.version}"

    def changed() -> Roadshow:
        state = st.session_state
        return replace(
            roadshow,
            title=state[f"{key}-title"],
            held_on=state[f"{key}-day"],
            starts=state[f"{key}-starts"],
            ends=state[f"{key}-ends"],
            place=state[f"{key}-place"],
            # Other words mean another place.
            venue_id=roadshow.venue_id if state[f"{key}-place"] == roadshow.place else None,
            ward_codes=tuple(state[f"{key}-wards"]),
            committee_id=state[f"{key}-committee"] or None,
            facilitator=state[f"{key}-facilitator"],
            partners=tuple(state[f"{key}-partners"].splitlines()),
        )

    with st.form(key, border=False):
        st.text_input("Title", roadshow.title, max_chars=120, key=f"{key}-title")
        day, starts, ends = st.columns(3)
        day.date_input("Day", roadshow.held_on, format="DD/MM/YYYY", key=f"{key}-day")
        starts.time_input("Begins", roadshow.starts, key=f"{key}-starts", step=900)
        ends.time_input("Ends", roadshow.ends, key=f"{key}-ends", step=900)
        st.text_input("Place", roadshow.place, max_chars=120, key=f"{key}-place")
        _whom_for(house, roadshow, key=key)
        st.text_input(
            "Who runs it (first name or role)", roadshow.facilitator, key=f"{key}-facilitator"
        )
        st.text_area("Partners, one a line", "\n".join(roadshow.partners), key=f"{key}-partners")
        st.form_submit_button(
            "Save", type="primary", on_click=save, args=(house, changed, "When and where is saved.")
        )


def _whom_for(house: House, roadshow: Roadshow, *, key: str) -> None:
    """Ask for which wards and which committee it is."""
    offered = choices(house, actor=actor(), today=today())
    wards = distinct({ward.code: ward.name for ward in offered.wards})
    committees = distinct({"": "none"} | dict(offered.committees))
    st.multiselect(
        "Wards it is for",
        list(wards),
        [code for code in roadshow.ward_codes if code in wards],
        format_func=wards.__getitem__,
        key=f"{key}-wards",
    )
    known = roadshow.committee_id if roadshow.committee_id in committees else ""
    st.selectbox(
        "Area committee",
        list(committees),
        list(committees).index(known or ""),
        format_func=committees.__getitem__,
        key=f"{key}-committee",
    )


def venue(house: House, roadshow: Roadshow) -> None:
    """Let the place be one of the register, so that the two know of each other."""
    looked_for = st.text_input("Find the place in the register", key=f"venue-{roadshow.id}")
    if looked_for.strip():
        found = to_invite(house, looked_for.strip(), actor=actor(), today=today())
        if not found:
            st.write("Nothing of that name yet. The words above will do.")
        with st.container(horizontal=True):
            for one in found:
                at = partial(replace, roadshow, place=one.name, venue_id=one.asset_id)
                st.button(
                    f"It is at {plain(one.name)}",
                    key=f"venue-{one.asset_id}",
                    on_click=save,
                    args=(house, at, f"It is at {plain(one.name)}."),
                )
    elif roadshow.venue_id:
        query = {"id": roadshow.venue_id}
        st.page_link(page_file("asset"), label="Look at the place's record", query_params=query)


def agenda(house: House, roadshow: Roadshow) -> None:
    """Let each line of the plan be named, timed or left out, and one be added."""
    key = f"plan-{roadshow.id}-{roadshow.version}"
    total = sum(line.minutes for line in roadshow.agenda if not line.is_left_out)
    st.write(
        f"{total} minutes in all. Untick what you leave out: it is not shown as unfinished. The "
        "steps can be taken in any order."
    )

    def line_at(number: int, standing: AgendaLine) -> AgendaLine:
        state = st.session_state
        return replace(
            standing,
            title=" ".join(state[f"{key}-{number}-title"].split()) or standing.title,
            minutes=int(state[f"{key}-{number}-minutes"]),
            is_left_out=not state[f"{key}-{number}-on"],
        )

    def changed() -> Roadshow:
        lines = [line_at(number, line) for number, line in enumerate(roadshow.agenda)]
        more = " ".join(st.session_state[f"{key}-more"].split())
        if more:
            lines.append(AgendaLine(minutes=10, title=more))
        # A line of one's own that is left out is gone; a step can come back.
        kept = [line for line in lines if line.step or not line.is_left_out]
        return replace(roadshow, agenda=tuple(kept))

    with st.form(key, border=False):
        for number, line in enumerate(roadshow.agenda):
            _line(line, key=f"{key}-{number}")
        st.text_input("Add something else", key=f"{key}-more", max_chars=120)
        st.form_submit_button(
            "Save the plan", type="primary", on_click=save, args=(house, changed, "Plan saved.")
        )


def _line(line: AgendaLine, *, key: str) -> None:
    """Ask whether a line of the plan is done, for how long, and what it is called."""
    on, minutes, title = st.columns([0.13, 0.2, 0.67], vertical_alignment="bottom")
    on.checkbox(
        f"Do {plain(line.title)}",
        not line.is_left_out,
        key=f"{key}-on",
        label_visibility="collapsed",
    )
    minutes.number_input("Minutes", _LEAST, _MOST, line.minutes, key=f"{key}-minutes")
    title.text_input(_screen_words(line), line.title, max_chars=120, key=f"{key}-title")


def _screen_words(line: AgendaLine) -> str:
    return f"Screen: {line.step.label}" if line.step else "No screen"


def words(house: House, roadshow: Roadshow) -> None:
    """Ask for the privacy words and what the parts of the tree are called here."""
    key = f"words-{roadshow.id}-{roadshow.version}"

    def changed() -> Roadshow:
        state = st.session_state
        labels = {part: " ".join(state[f"{key}-{part}"].split()) for part in TreePart}
        return replace(
            roadshow,
            privacy_words=state[f"{key}-privacy"].strip(),
            tree_labels={
                part: label
                for part, label in labels.items()
                if label not in {"", TREE_LABELS[part]}
            },
        )

    with st.form(key, border=False):
        st.text_area(
            "Privacy words: shown at check-in, on posters, on phones",
            roadshow.privacy_words,
            height=190,
            max_chars=2000,
            key=f"{key}-privacy",
        )
        st.header("What the parts of the tree are called", anchor=False)
        for part, name in _PARTS.items():
            st.text_input(name, roadshow.label(part), max_chars=40, key=f"{key}-{part}")
        st.form_submit_button(
            "Save these words", type="primary", on_click=save, args=(house, changed, "Words saved.")
        )
