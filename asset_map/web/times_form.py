"""The regular times of a place in plain choices; what they cannot say stays as it stands."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from asset_map.model.errors import Problem
from asset_map.model.location import Location
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting
from asset_map.usecases.keeping import times_of
from asset_map.usecases.sent_times import Often, PlainTime, meeting_of, plain_time
from asset_map.web.text import plain

__all__ = ["times_form"]

_LEFT_OUT = "out"
_OFTEN = {
    Often.WEEKLY: "Every week",
    Often.FORTNIGHTLY: "Every second week",
    Often.MONTHLY: "Once a month",
    Often.ARRANGEMENT: "By arrangement",
    _LEFT_OUT: "Leave this time out",
}
_NTH = {"1": "The first", "2": "The second", "3": "The third", "4": "The fourth", "-1": "The last"}


def times_form(
    meetings: Sequence[Meeting], *, key: str
) -> tuple[tuple[Meeting, ...], tuple[Problem, ...]]:
    """Draw the times, and room for more; return them as the form has them, and every fault."""
    more = f"{key}-times"
    added = int(st.session_state.get(more, 0))
    filled = [_time(one, number, key=key) for number, one in enumerate(meetings)]
    start = len(meetings)
    blank = Meeting(rrule="FREQ=WEEKLY;BYDAY=MO")
    filled += [_time(blank, number, key=key) for number in range(start, start + added)]

    def add() -> None:
        st.session_state[more] = added + 1

    st.button("Add another time" if filled else "Add a time", key=f"{more}-more", on_click=add)
    kept = tuple(meeting for meeting, _ in filled if meeting is not None)
    return kept, tuple(problem for _, problems in filled for problem in problems)


def _time(
    standing: Meeting, number: int, *, key: str
) -> tuple[Meeting | None, tuple[Problem, ...]]:
    key = f"{key}-time-{number}"
    said = plain_time(standing)
    with st.container(key=f"line-{key}", gap="small"):
        if said is None:
            (words,) = times_of(Location(id=key, meetings=(standing,)))
            st.write(f"**Time {number + 1}:** {plain(words)}")
            is_out = st.checkbox(_OFTEN[_LEFT_OUT], key=f"{key}-out")
            return (None if is_out else standing), ()
        filled = _choices(said, number, key=key)
    if filled is None:
        return None, ()
    # What nobody touched stays as it was, with what the choices have no word for.
    return (standing, ()) if filled == said else meeting_of(filled, number)


def _choices(said: PlainTime, number: int, *, key: str) -> PlainTime | None:
    how, which, on, starts, ends = st.columns([3, 2, 2, 2, 2])
    often = how.selectbox(
        f"Time {number + 1}",
        list(_OFTEN),
        list(_OFTEN).index(said.often),
        format_func=_OFTEN.__getitem__,
        key=f"{key}-often",
    )
    if often == _LEFT_OUT:
        return None
    nth = day = first = ""
    if often == Often.MONTHLY:
        given = said.nth or "1"
        nth = which.selectbox(
            "Which", list(_NTH), list(_NTH).index(given), _NTH.__getitem__, key=f"{key}-nth"
        )
    if often != Often.ARRANGEMENT:
        days = [one.value for one in Weekday]
        place = days.index(said.day) if said.day else 0
        day = on.selectbox("Day", days, place, str.capitalize, key=f"{key}-day")
    if often == Often.FORTNIGHTLY:
        known = date.fromisoformat(said.first) if said.first else None
        one_day = which.date_input("One such day", known, format="DD/MM/YYYY", key=f"{key}-first")
        first = one_day.isoformat() if one_day else ""
    return PlainTime(
        often=often,
        day=day,
        nth=nth,
        first=first,
        starts=_typed(starts.text_input("From", said.starts, key=f"{key}-from"), said.starts),
        ends=_typed(ends.text_input("To", said.ends, key=f"{key}-to"), said.ends),
        term="yes" if st.checkbox("Term time only", bool(said.term), key=f"{key}-term") else "",
        note=st.text_input("Note on this time", said.note, key=f"{key}-note"),
    )


def _typed(text: str, standing: str) -> str:
    return standing if text.strip() == standing else text
