"""What a council says of itself: a text for each detail, saved together."""

from functools import partial

import streamlit as st

from asset_map.usecases.council_details import (
    MOST_LETTERS,
    Detail,
    council_details,
    save_council_details,
)
from asset_map.usecases.house import House
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now

__all__ = ["edited"]

# Of each detail: its label, where it stands, and an example.
_WORDS = {
    "council_name": ("The council's name", "At the head of every page.", "Anytown Council"),
    "privacy_contact": (
        "Whom to ask about personal details",
        "An address or a number, beside each form and on the page Privacy.",
        "privacy@anytown.example",
    ),
    "privacy_officer": (
        "The data protection officer",
        "And how to reach them; on the page Privacy.",
        "The Data Protection Officer, Town Hall, Anytown",
    ),
    "privacy_appeals": (
        "Where to complain when nobody answers",
        "The Information Commissioner is always named as well.",
        "complaints@anytown.example",
    ),
    "accessibility_contact": (
        "Whom to tell that a page cannot be used",
        "Or to ask for another format; on the page Accessibility.",
        "01632 960123",
    ),
    "accessibility_checked_on": (
        "When people last tested the pages",
        "As it is read; leave it empty where nobody has.",
        "21 November 2026",
    ),
}


def edited(house: House) -> None:
    """Draw a field for each detail, and one button for all of them."""
    there = council_details(house, actor=actor())
    for detail in there:
        _field(detail)
    open_ones = [one.name for one in there if not one.is_in_settings]
    if open_ones:
        st.button(
            "Save these details",
            type="primary",
            on_click=partial(attempt, partial(_save, house, there)),
        )


def _field(detail: Detail) -> None:
    label, where, example = _WORDS[detail.name]
    st.text_input(
        label,
        detail.value,
        key=_key(detail.name),
        max_chars=MOST_LETTERS,
        placeholder=f"Such as: {example}",
        disabled=detail.is_in_settings,
    )
    st.caption(
        f"{where} It is set in the settings of the machine, and is changed there."
        if detail.is_in_settings
        else where
    )


def _save(house: House, there: list[Detail]) -> str:
    # What the settings say is not kept a second time: it would come to light when they are silent.
    typed = {one.name: st.session_state[_key(one.name)] for one in there if not one.is_in_settings}
    save_council_details(house, typed, actor=actor(), now=now())
    return "Saved. Every page says it from now on."


def _key(name: str) -> str:
    return f"detail-{name}"
