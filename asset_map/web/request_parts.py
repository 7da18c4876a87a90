"""The parts of the page Data requests: the requests, and everything about one person."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from asset_map.model.person import RequestKind, SubjectRequest
from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.find_person import Trace, Traces, find_person, identifiers_of
from asset_map.usecases.house import House
from asset_map.usecases.namesakes import called_so
from asset_map.usecases.subject_request import (
    Asked,
    close_request,
    correct_person,
    export_person,
    open_request,
    requests,
)
from asset_map.web.frame import page_file
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["search", "waiting", "written_down"]

_KINDS = {
    RequestKind.SEE: "see what is kept",
    RequestKind.CORRECT: "have something put right",
    RequestKind.ERASE: "be erased",
}
_FOR = "known-by"
_ASKED = "request-known-by"
_SHOWN = 50


def waiting(house: House, who: Actor) -> None:
    """List the requests that wait, the most urgent first, and close one that is answered."""
    every = requests(house, actor=who)
    open_ones = [one for one in every if one.done_at is None]
    st.header(f"{counted(len(open_ones), 'request')} waiting", anchor=False)
    if not open_ones:
        nothing_yet("Nobody waits for an answer.", then="Write down below that somebody asked.")
    for one in open_ones:
        _one_request(house, one)
    done = [one for one in every if one.done_at is not None]
    if done:
        with st.expander(f"{counted(len(done), 'request')} answered"):
            for one in done:
                when = long_date(one.done_at) if one.done_at else ""
                said = f": {plain(one.outcome)}" if one.outcome else ""
                st.markdown(f"- To {_KINDS[one.kind]}, answered {when}{said}")


def _one_request(house: House, one: SubjectRequest) -> None:
    left = (one.due_on - today()).days
    late = f"{-left} days late" if left < 0 else f"{counted(left, 'day')} left"
    known = ", ".join(one.identifiers)
    with st.container(border=True):
        st.markdown(
            f"**{plain(known)}** wants to {_KINDS[one.kind]}. Asked on {long_date(one.asked_on)}, "
            f"answer due on {long_date(one.due_on)} ({late})."
        )
        with st.container(horizontal=True):
            st.button("Search for them", key=f"search-{one.id}", on_click=_look_for, args=(known,))
            with st.popover("It is answered"):
                outcome = st.text_input(
                    "What came of it, without names", key=f"outcome-{one.id}", max_chars=300
                )
                st.button(
                    "Close the request",
                    key=f"close-{one.id}",
                    on_click=partial(attempt, partial(_closed, house, one.id, outcome)),
                )


def _look_for(known: str) -> None:
    st.session_state[_FOR] = known.replace(", ", "\n")


def _closed(house: House, request_id: str, outcome: str) -> str:
    close_request(house, request_id, outcome=outcome, actor=actor(), now=now())
    return "The request is closed. What they are known by is no longer kept with it."


def written_down(house: House, who: Actor) -> None:
    """Offer to write down that somebody asks."""
    del who
    with st.expander("Somebody asks"):
        with st.form("asked", border=False, clear_on_submit=False):
            kind = st.radio("They want to", list(_KINDS), format_func=_KINDS.__getitem__)
            known = st.text_area("What they are known by", key=_ASKED, help=_HELP, height=100)
            asked_on = st.date_input("They asked on", today(), format="DD/MM/YYYY")
            is_pressed = st.form_submit_button("Write it down", type="primary")
        if is_pressed and kind is not None:
            asked = Asked(kind=kind, identifiers=_lines(known), asked_on=asked_on)
            attempt(partial(_opened, house, asked), typed=known)
            st.rerun()


_HELP = "An email address, a phone number or a full name; one a line."


def _opened(house: House, asked: Asked) -> str:
    request = open_request(house, asked, actor=actor(), now=now())
    return f"Written down. The answer is due on {long_date(request.due_on)}."


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def search(house: House, who: Actor) -> None:
    """Find everything about somebody, and give it, put it right or erase it."""
    st.header("Find everything about somebody", anchor=False)
    typed = st.text_area("What they are known by", key=_FOR, help=_HELP, height=100)
    st.caption(f"{_HELP} A name also finds what is nearly the same, apart.")
    # What was typed counts as soon as the box is left; people look for something to press.
    st.button("Find everything")
    known = _lines(typed)
    if not known:
        return
    with st.spinner("Looking through the register and its history …"):
        traces = find_person(house, known, actor=who, now=now())
    _told(traces)
    if not traces.found:
        return
    with st.container(horizontal=True):
        st.download_button(
            "Give them one file",
            noted(house, "what is kept about somebody", partial(_file, house, known, who), who=who),
            file_name="what-is-kept-about-you.html",
            mime="text/html",
            on_click="ignore",
        )
        with st.popover("Put something right"):
            _corrected(house, known)
        with st.popover("Erase them"):
            _erased(house, known, traces)


def _file(house: House, known: tuple[str, ...], who: Actor) -> bytes:
    return export_person(house, known, actor=who, now=now())


def _told(traces: Traces) -> None:
    if not traces.found:
        nothing_yet("Nothing is kept about them.", then="Look at how it is written once more.")
    else:
        st.write(f"{counted(len(traces.found), 'text names', 'texts name')} them.")
        _table(traces.found)
    for one in traces.found[:_SHOWN]:
        if one.stays:
            st.caption(f"{plain(one.place)}: {plain(one.stays)}")
    if traces.beside:
        also = ", ".join(map(plain, traces.beside))
        st.info(f"Beside them stands: {also}. If that is theirs too, add it above.")
    if traces.alike:
        with st.expander(f"Nearly the same name ({len(traces.alike)}): perhaps somebody else"):
            _table(traces.alike)
    if traces.copies:
        with st.expander(f"{counted(len(traces.copies), 'copy', 'copies')} to think of"):
            st.write("They may stand in these too. Ask for the files back, or have them made anew.")
            st.markdown("\n".join(f"- {plain(one)}" for one in traces.copies))


def _table(traces: Sequence[Trace]) -> None:
    rows = [{"Where": one.place, "What": one.field, "It says": one.text} for one in traces]
    st.dataframe(rows, hide_index=True, width="stretch")
    shown = dict.fromkeys(one.asset_id for one in traces if one.asset_id)
    for asset_id in list(shown)[:3]:
        st.page_link(
            page_file("asset"), label=f"Open the record {asset_id}", query_params={"id": asset_id}
        )


def _corrected(house: House, known: tuple[str, ...]) -> None:
    wrong = st.selectbox("What is wrong", known, key="request-wrong")
    right = st.text_input("What is right", key="request-right")
    st.caption("It is put right wherever it stands today; the history keeps what was said before.")

    def put_right() -> str:
        counts = correct_person(house, wrong or "", right, actor=actor(), now=now())
        return f"Put right in {counted(sum(counts.values()), 'place')}."

    st.button("Put it right", on_click=partial(attempt, put_right, typed=right))


def _erased(house: House, known: tuple[str, ...], traces: Traces) -> None:
    st.write(
        f"This takes them out of {counted(traces.rows, 'row')} and out of the history, for good: "
        "no backup and no laptop brings them back. What their groups do stays."
    )
    is_sure = st.checkbox("I have checked that this is the person who asks", key="request-sure")
    if names := called_so(house, identifiers_of(known), actor=actor()):
        said = ", ".join(map(plain, names))
        st.warning(
            f"Their name stands in what something is called: {said}. It would be taken out there "
            "too, and out of every file that comes in. If that is not them, erase by an address "
            "or a number instead, and put the rest right by hand."
        )
        is_sure &= st.checkbox("Take it out of these names too", key="request-names")

    def gone() -> str:
        counts = erase_person(house, identifiers_of(known), actor=actor(), now=now())
        return f"Erased from {counted(sum(counts.values()), 'row')}."

    st.button(
        "Erase them for good",
        type="primary",
        disabled=not is_sure,
        on_click=partial(attempt, gone),
    )
