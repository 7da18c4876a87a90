"""One committee: what it is called, when it meets, and the areas it looks after."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.words import counted, long_date
from asset_map.usecases.boundaries import area_names, list_boundaries
from asset_map.usecases.committees import members_on, save_committee
from asset_map.usecases.house import House
from asset_map.web.choice_words import distinct, ward_labels
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["edited"]


def edited(house: House, committee: AreaCommittee, *, today: date) -> None:
    """Show a committee to be edited: about it, its areas, and more areas."""
    key = f"committee-{committee.id}"
    st.header(plain(committee.name), anchor=False)
    with st.form(f"{key}-form", border=False):
        _about(committee, key)
        st.subheader("Its areas", anchor=False)
        if not committee.members:
            st.write("It looks after no area yet. Choose some below.")
        names = _names(house, committee)
        of_before = [one for one in committee.members if one.to_day and one.to_day < today]
        before = st.expander(f"{counted(len(of_before), 'area')} of before") if of_before else None
        for number, member in enumerate(committee.members):
            with before if before and member in of_before else nullcontext():
                _member(member, *names[number], f"{key}-{member.set_id}-{member.code}-{number}")
        st.form_submit_button(
            "Save this committee",
            type="primary",
            on_click=partial(attempt, partial(_save, house, committee, key)),
        )
    _more_areas(house, committee, key, today=today)
    if len(members_on(committee, today)) > 1:
        st.warning(
            "It looks after areas of several boundary sets at once, and whoever lives in two of "
            "them would be counted twice. For gaps and packs make a committee for each set, or say "
            "on which day the areas of one end."
        )


def _about(committee: AreaCommittee, key: str) -> None:
    name, council, basis = st.columns(3)
    name.text_input("Name", committee.name, max_chars=120, key=f"{key}-name")
    council.text_input("Council", committee.council, max_chars=120, key=f"{key}-council")
    basis.text_input(
        "On what it stands",
        committee.basis,
        placeholder="Such as: the council's constitution, article 10",
        max_chars=200,
        key=f"{key}-basis",
    )
    meets, more = st.columns([3, 1])
    meets.multiselect(
        "Meetings",
        list(committee.meetings),
        list(committee.meetings),
        format_func=long_date,
        placeholder="None is written down yet",
        key=f"{key}-meetings-{len(committee.meetings)}",
    )
    more.date_input("One more meeting", None, format="DD/MM/YYYY", key=f"{key}-meeting")


def _names(house: House, committee: AreaCommittee) -> list[tuple[str, str]]:
    """Return what each area is called, with its set where the committee has several."""
    sets = {one.id: one.name for one, _, _ in list_boundaries(house)}
    used = dict.fromkeys(member.set_id for member in committee.members)
    names = {
        (set_id, one.code): one.name
        for set_id in used
        if set_id in sets
        for one in area_names(house, set_id)
    }
    return [
        (
            names.get((member.set_id, member.code), member.code),
            sets.get(member.set_id, "a set that is gone") if len(used) > 1 else "",
        )
        for member in committee.members
    ]


def _member(member: CommitteeMember, name: str, set_name: str, key: str) -> None:
    """Ask for one area's officer and days; labels name the area for who hears them."""
    where = f", {plain(set_name)}" if set_name else ""
    st.markdown(f"**{plain(name)}** ({plain(member.code)}{where})")
    officer, begins, ends = st.columns([3, 2, 2], vertical_alignment="bottom")
    officer.text_input(
        f"Ward officer of {plain(name)}", member.officer, max_chars=120, key=f"{key}-officer"
    )
    begins.date_input(
        f"From ({plain(name)})", member.from_day, format="DD/MM/YYYY", key=f"{key}-from"
    )
    ends.date_input(f"To ({plain(name)})", member.to_day, format="DD/MM/YYYY", key=f"{key}-to")
    st.checkbox(f"Take {plain(name)} out", key=f"{key}-out")


def _save(house: House, committee: AreaCommittee, key: str) -> str:
    state = st.session_state
    meetings = {*state[f"{key}-meetings-{len(committee.meetings)}"]}
    if one_more := state[f"{key}-meeting"]:
        meetings.add(one_more)
    members = []
    for number, member in enumerate(committee.members):
        of_it = f"{key}-{member.set_id}-{member.code}-{number}"
        if not state[f"{of_it}-out"]:
            kept = replace(
                member,
                officer=state[f"{of_it}-officer"].strip(),
                from_day=state[f"{of_it}-from"],
                to_day=state[f"{of_it}-to"],
            )
            members.append(kept)
    changed = replace(
        committee,
        name=" ".join(state[f"{key}-name"].split()),
        council=state[f"{key}-council"].strip(),
        basis=state[f"{key}-basis"].strip(),
        meetings=tuple(sorted(meetings)),
        members=tuple(members),
    )
    save_committee(house, changed, seen=committee, actor=actor(), now=now())
    return f"{plain(changed.name)} is saved: {counted(len(members), 'area')}."


def _more_areas(house: House, committee: AreaCommittee, key: str, *, today: date) -> None:
    st.subheader("Add areas", anchor=False)
    sets = {one.id: (one.name, is_in_use) for one, _, is_in_use in list_boundaries(house)}
    labels = distinct({set_id: name for set_id, (name, _) in sets.items()})
    order = sorted(labels, key=lambda one: not sets[one][1])
    chosen, day = st.columns([3, 1])
    set_id = chosen.selectbox(
        "Of which boundary set", order, format_func=labels.__getitem__, key=f"{key}-set"
    )
    day.date_input("From", None, format="DD/MM/YYYY", key=f"{key}-more-from")
    if not set_id:
        return
    there = {
        one.code
        for one in committee.members
        if one.set_id == set_id and (one.to_day is None or one.to_day >= today)
    }
    names = ward_labels([one for one in area_names(house, set_id) if one.code not in there])
    st.multiselect(
        "Areas",
        list(names),
        format_func=names.__getitem__,
        placeholder="Choose one or several",
        key=f"{key}-more-{set_id}",
    )
    st.button(
        "Add these areas", on_click=partial(attempt, partial(_add, house, committee, key, set_id))
    )


def _add(house: House, committee: AreaCommittee, key: str, set_id: str) -> str:
    state = st.session_state
    codes = state[f"{key}-more-{set_id}"]
    if not codes:
        return "No area was chosen, so nothing was added."
    from_day = state[f"{key}-more-from"]
    more = [CommitteeMember(code=code, set_id=set_id, from_day=from_day) for code in codes]
    changed = replace(committee, members=(*committee.members, *more))
    save_committee(house, changed, seen=committee, actor=actor(), now=now())
    state[f"{key}-more-{set_id}"] = []
    return f"{counted(len(codes), 'area')} added to {plain(committee.name)}."
