"""Making a pack for a committee's meeting, and the packs there are."""

from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.area import AreaCommittee
from asset_map.model.committee_pack import CommitteePack, PackPurpose, PackState
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Actor
from asset_map.model.words import long_date
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.committees import list_committees
from asset_map.usecases.house import House
from asset_map.usecases.release_pack import list_packs
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["every_pack", "new_pack", "state_words"]

_COMMITTEE, _MEETING, _OTHER_DAY = "pack-committee", "pack-meeting", "pack-other-day"
_PURPOSE, _ASKED = "pack-purpose", "pack-asked"
_OFFICER, _CONTACT = "pack-officer", "pack-contact"
# So many fit under each other to be chosen by one press.
_MOST_AT_ONCE = 8
_PURPOSES = {
    PackPurpose.NOTING: "To note it",
    PackPurpose.DISCUSSION: "To discuss it",
    PackPurpose.DECISION: "To decide something",
}


def new_pack(house: House, *, who: Actor, today: date) -> None:
    """Ask for which meeting, and make its draft."""
    there = {one.id: one for one in list_committees(house, actor=who, on=today)}
    st.header("Make a pack", anchor=False)
    if not there:
        nothing_yet("No area committees are here yet.", then="Add one under Area committees first.")
        return
    chosen = _ask_committee({one: committee.name for one, committee in there.items()})
    released = {
        pack.meeting
        for pack in list_packs(house, actor=who, committee_id=chosen)
        if pack.state is PackState.RELEASED
    }
    _ask_meeting(there[chosen], today, released)
    with st.expander("What it is for, and who answers for it"):
        st.radio(
            "What the meeting is asked to do", list(_PURPOSES),
            format_func=_PURPOSES.__getitem__, horizontal=True, key=_PURPOSE,
        )  # fmt: skip
        st.text_input(
            "What exactly, if it is to do something",
            placeholder="Such as: where the mobile library should call", max_chars=300, key=_ASKED,
        )  # fmt: skip
        st.text_input("Officer: a role, not a name", max_chars=300, key=_OFFICER)
        st.text_input("How to reach that office", max_chars=300, key=_CONTACT)
    st.button("Make the draft", type="primary", on_click=partial(attempt, partial(_make, house)))


def _ask_committee(names: dict[str, str]) -> str:
    """Ask for one of the committees, by one press where they are few."""
    if len(names) <= _MOST_AT_ONCE:
        return st.radio(
            "Which committee", names, format_func=lambda one: plain(names[one]), key=_COMMITTEE
        )
    return st.selectbox(
        "Which committee", names, format_func=lambda one: names[one], key=_COMMITTEE
    )


def _ask_meeting(committee: AreaCommittee, today: date, released: set[date]) -> None:
    """Ask for the day, with the committee's next meeting that has no pack yet chosen."""
    coming = [day for day in sorted(committee.meetings) if day >= today and day not in released]
    offered: list[date | None] = [*coming[:4], None]
    if st.session_state.get(_MEETING) not in offered:
        st.session_state[_MEETING] = offered[0]
    st.radio(
        "Which meeting",
        offered,
        format_func=lambda day: long_date(day) if day else "another day",
        horizontal=True,
        key=_MEETING,
    )
    if st.session_state[_MEETING] is None:
        day = st.date_input(
            "The day of the meeting", value=None, format="DD/MM/YYYY", key=_OTHER_DAY
        )
        if day and day < today:
            st.warning(
                "That day is past. The pack will tell what is recorded today, and not what was "
                "known then."
            )


def _make(house: House) -> str:
    state = st.session_state
    meeting = state[_MEETING] or state.get(_OTHER_DAY)
    if meeting is None:
        problem = Problem(
            field="meeting",
            fault="No day is chosen.",
            remedy="Choose the day of the meeting first.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    request = PackRequest(
        committee=state[_COMMITTEE],
        meeting=meeting,
        purpose=state[_PURPOSE],
        asked_to=state[_ASKED],
        officer=state[_OFFICER],
        contact=state[_CONTACT],
    )
    pack = build_pack(house, request, actor=actor(), now=now())
    st.query_params["pack"] = pack.id
    return "The draft is made. Nobody else can read it until you release it."


def every_pack(house: House, *, who: Actor) -> None:
    """List the packs, each with its state and the way to it."""
    st.header("Packs made so far", anchor=False)
    there = list_packs(house, actor=who)
    if not there:
        nothing_yet("No pack is made yet.", then="Choose a committee above.")
        return
    for pack in there:
        _line(pack)


def _line(pack: CommitteePack) -> None:
    words, way = st.columns([4, 1], vertical_alignment="center")
    issue = f", issue {pack.issue}" if pack.issue > 1 else ""
    words.markdown(
        f"**{plain(pack.committee)}**, {long_date(pack.meeting)}{issue}  \n{state_words(pack)}"
    )
    day = f"{long_date(pack.meeting)}{issue}"
    way.button(
        "Open",
        key=f"open-{pack.id}",
        help=f"Open the pack of {plain(pack.committee)}, {day}",
        on_click=partial(_open, pack.id),
    )


def _open(pack_id: str) -> None:
    st.query_params["pack"] = pack_id


def state_words(pack: CommitteePack) -> str:
    """Return how far a pack has come, in Markdown."""
    if pack.state is PackState.DRAFT:
        return f"A draft of {long_date(pack.made_at)}: only officers can read it."
    day = long_date(pack.released_at or pack.made_at)
    said = f"Released on {day} by {plain(pack.released_by)}."
    return f"{said} A later issue took its place." if pack.state is PackState.REPLACED else said
