"""The parts of the page of what is on: which week and ward, and its days."""

from datetime import date, timedelta
from itertools import groupby

import streamlit as st

from asset_map.model.words import long_date
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.happenings import Happening
from asset_map.usecases.house import House
from asset_map.usecases.whats_on import ByArrangement, Opening, WhatsOn, monday_of
from asset_map.web.address import a_text, in_address, one_of, touched, write
from asset_map.web.choice_words import ward_labels
from asset_map.web.frame import page_file
from asset_map.web.text import plain

__all__ = [
    "by_arrangement",
    "chosen_ward",
    "chosen_week",
    "days",
    "heading",
    "open_doors",
    "take_away",
]

# Two years either way, as on the plain page.
_FURTHEST = timedelta(days=731)
_MOST_DOORS = 250


def chosen_ward(house: House) -> str:
    """Ask which ward; "" is everywhere."""
    wards = {"": "Everywhere"} | ward_labels(ward_names(house))
    code = st.selectbox(
        "Ward", list(wards), format_func=wards.__getitem__, **in_address("ward", one_of([*wards]))
    )
    write("ward")
    return code or ""


def chosen_week(today: date) -> date:
    """Offer the week before and after; return the first day of the one that is chosen."""
    first = _first(st.query_params.get("week", ""), today)
    in_address("week", a_text)
    with st.container(horizontal=True):
        for label, day in (
            ("The week before", first - timedelta(days=7)),
            ("This week", monday_of(today)),
            ("The week after", first + timedelta(days=7)),
        ):
            st.button(label, on_click=touched, args=({"week": day.isoformat()},))
    write("week")
    return _first(st.session_state["week"], today)


def _first(text: str, today: date) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return monday_of(today)
    return asked if abs(asked - today) <= _FURTHEST else monday_of(today)


def heading(week: WhatsOn) -> str:
    """Return where and when, in one line."""
    where = f" in {week.ward.name}" if week.ward else ""
    return f"What's on{where}"


def days(week: WhatsOn) -> None:
    """List the week, day by day."""
    st.header(f"{long_date(week.first)} to {long_date(week.last)}", anchor=False)
    if week.is_too_large:
        st.write("There is too much on to show all of it at once. Choose a ward above.")
    elif not week.happenings:
        st.write("Nothing with a time is recorded here yet for this week.")
    for day, happenings in groupby(week.happenings, key=lambda one: one.day):
        with st.container(gap=None, key=f"day-{day.isoformat()}"):
            st.markdown(f"**{day:%A} {long_date(day)}**")
            for one in happenings:
                _line(one, ", ".join(part for part in (_span(one), one.name) if part))


def _span(one: Happening) -> str:
    return f"{one.at} to {one.until}" if one.at and one.until else one.at


def by_arrangement(week: WhatsOn) -> None:
    """List what has no day of its own."""
    if week.by_arrangement:
        st.header("By arrangement", anchor=False)
        st.caption("These have no fixed day: get in touch first.")
    with st.container(gap=None):
        for one in week.by_arrangement:
            _line(one, one.name)


def open_doors(week: WhatsOn) -> None:
    """List rooms, services and businesses with their opening hours, folded."""
    if week.open_doors:
        with st.expander(f"Where doors are open: {len(week.open_doors):,}"):
            for one in week.open_doors[:_MOST_DOORS]:
                _line(one, one.name)


def _line(one: Happening | ByArrangement | Opening, said: str) -> None:
    place = one.place_name if one.place_name != one.name else ""
    term = "term time only" if isinstance(one, Happening) and one.term_time_only else ""
    more = "; ".join(one.hours) if isinstance(one, Opening) else one.note
    parts = [part for part in (said, place, one.ward_name, term, more) if part]
    st.page_link(
        page_file("asset"), label=plain(", ".join(parts)), query_params={"id": one.asset_id}
    )


def take_away(week: WhatsOn) -> None:
    """Lead to the sheet to print and to the calendar."""
    code = week.ward.code if week.ward else ""
    st.markdown(
        f"[A page to print](/whats-on/print?ward={code}&week={week.first.isoformat()}) · "
        f"[Put all of it in your calendar](/whats-on.ics?ward={code})"
    )
