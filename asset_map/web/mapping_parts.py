"""How well wards are mapped: what is proposed, all of them, and one with its history."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from asset_map.model.asset import Function
from asset_map.model.gap import MappingStatus, WardMapping
from asset_map.model.role import Action, Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import (
    WardSaid,
    history_of_ward,
    is_there_after_all,
    looked_and_found_none,
    set_status,
)
from asset_map.usecases.propose_mapping import accept_proposals, leave_as_they_are
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain
from asset_map.web.wide_table import wide_table

__all__ = ["all_wards", "looked_for", "one_ward", "proposals", "set_many", "summary"]

_FIRST_ROWS = 60
# What each status means, for who chooses one.
_MEANS = {
    MappingStatus.NOT_STARTED: "nobody has looked yet",
    MappingStatus.DESK_ONLY: "known from files and the web only",
    MappingStatus.PARTLY_MAPPED: "people of the ward were asked, not everywhere",
    MappingStatus.MAPPED: "gone through street by street, with people who live there",
    MappingStatus.CONFIRMED: "mapped, and agreed with people who live there",
}
_CHOSEN, _STATUS, _NOTE = "mapping-chosen", "mapping-status", "mapping-note"


def summary(wards: Sequence[WardSaid]) -> None:
    """Say how many wards stand where."""
    counts = {one: sum(ward.status is one for ward in wards) for one in MappingStatus}
    parts = [f"{count:,} {one.label}" for one, count in counts.items() if count]
    st.markdown(f"**Of {counted(len(wards), 'ward')}**: {', '.join(parts)}.")


def proposals(house: House, wards: Sequence[WardSaid], *, who: Actor) -> None:
    """List what roadshows and imports propose, each to accept or to leave."""
    waiting = [one for one in wards if one.proposed]
    if not waiting:
        return
    st.header(f"Proposed: {len(waiting):,}", anchor=False)
    st.caption("A roadshow or an import only proposes. Nothing changes until somebody accepts it.")
    may = who.may(Action.MAP_WARDS)
    for ward in waiting:
        with st.container(key=f"proposed-{ward.code}", gap="xxsmall"):
            st.markdown(_proposal(ward))
            if may:
                _two_buttons(house, [ward], f"{ward.name} as it is", key=ward.code)
    if may and len(waiting) > 1:
        _two_buttons(house, waiting, f"all {len(waiting):,} as they are", key="all")


def _proposal(ward: WardSaid) -> str:
    said = ward.proposed
    if said is None:
        return ""
    source = f"The {said.note}" if said.note else "Somebody"
    return (
        f"**{plain(ward.name)}**: {plain(source)} proposes “{said.status.label}” "
        f"({plain(said.by)}, {long_date(said.on)}). It stands as “{ward.status.label}”."
    )


def _two_buttons(house: House, wards: Sequence[WardSaid], as_is: str, *, key: str) -> None:
    codes = [one.code for one in wards]
    of = f"for {wards[0].name}" if len(wards) == 1 else f"all {len(wards):,}"
    with st.container(horizontal=True):
        _button(f"Accept {of}", partial(_accept, house, codes), key=f"accept-{key}")
        _button(f"Leave {as_is}", partial(_leave, house, codes), key=f"leave-{key}")


def _button(label: str, doing: Callable[[], str], *, key: str) -> None:
    st.button(plain(label), on_click=partial(attempt, doing), key=key)


def _accept(house: House, codes: Sequence[str]) -> str:
    done = accept_proposals(house, codes, actor=actor(), now=now())
    return f"Accepted for {counted(len(done), 'ward')}."


def _leave(house: House, codes: Sequence[str]) -> str:
    left = leave_as_they_are(house, codes, actor=actor(), now=now())
    return f"{counted(left, 'ward')} left as before."


def set_many(house: House, wards: Sequence[WardSaid]) -> None:
    """Set one status for many wards at once."""
    st.header("Say how well wards are mapped", anchor=False)
    labels = _labels(wards)
    st.session_state[_CHOSEN] = [
        code for code in st.session_state.get(_CHOSEN, []) if code in labels
    ]
    st.multiselect(
        "Wards",
        list(labels),
        format_func=labels.__getitem__,
        placeholder="Choose one or several",
        key=_CHOSEN,
    )
    if len(labels) > 1:
        st.button(
            f"Choose all {len(labels):,} wards shown",
            on_click=partial(st.session_state.update, {_CHOSEN: list(labels)}),
            type="tertiary",
        )
    st.selectbox(
        "How well they are mapped",
        list(MappingStatus),
        index=MappingStatus.MAPPED.rank,
        format_func=lambda one: f"{one.label.capitalize()}: {_MEANS[one]}",
        key=_STATUS,
    )
    st.text_input("Note", placeholder="Such as: Walked with the residents' group", key=_NOTE)
    _button("Set it for these wards", partial(_set, house), key="mapping-set")


def _set(house: House) -> str:
    codes, status = st.session_state[_CHOSEN], MappingStatus(st.session_state[_STATUS])
    if not codes:
        return "No ward was chosen, so nothing was set."
    set_status(house, codes, status, actor=actor(), now=now(), note=st.session_state[_NOTE])
    st.session_state[_CHOSEN], st.session_state[_NOTE] = [], ""
    return f"{counted(len(codes), 'ward')} set to “{status.label}”."


def all_wards(wards: Sequence[WardSaid]) -> None:
    """Show every ward with its status, and who said so when."""
    st.header("All wards", anchor=False)
    is_whole = len(wards) <= _FIRST_ROWS or st.toggle(f"Show all {len(wards):,} wards")
    shown = wards if is_whole else wards[:_FIRST_ROWS]
    named = len({one.district_name for one in wards}) > 1
    wide_table(
        [_line(one, is_district_named=named) for one in shown],
        label="How well each ward is mapped",
    )
    if not is_whole:
        st.caption(f"The first {_FIRST_ROWS} of {len(wards):,} wards.")


def _line(ward: WardSaid, *, is_district_named: bool) -> dict[str, str]:
    said = ward.standing
    is_carried = said is None and ward.status is not MappingStatus.NOT_STARTED
    district = {"District": ward.district_name} if is_district_named else {}
    return {
        "Ward": ward.name,
        **district,
        "Mapping": ward.status.label + (", carried over" if is_carried else ""),
        "Said by": said.by if said else "",
        "On": long_date(said.on) if said else "",
        "Note": said.note if said else "",
        "Looked, found none": ", ".join(one.function.label for one in ward.found_none),
    }


def one_ward(house: House, wards: Sequence[WardSaid], *, who: Actor, set_name: str) -> WardSaid:
    """Choose one ward and tell what was said of it over time."""
    st.header("One ward", anchor=False)
    labels = _labels(wards)
    code = st.selectbox(
        "Ward", list(labels), format_func=labels.__getitem__,
        **in_address("ward", one_of(list(labels))),
    )  # fmt: skip
    write("ward")
    ward = next(one for one in wards if one.code == code)
    history = history_of_ward(house, ward.code, actor=who, set_name=set_name)
    if history:
        st.markdown("\n".join(f"- {_moment(one)}" for one in history))
    else:
        st.write("Nobody has said anything of this ward yet.")
    return ward


def _moment(said: WardMapping) -> str:
    note = f": {plain(said.note)}" if said.note else ""
    return f"{long_date(said.on)}, {plain(said.by)}: **{said.status.label}**{note}"


def looked_for(house: House, ward: WardSaid) -> None:
    """Say that somebody looked for something and found none, or that there is one after all."""
    none = {one.function: one for one in ward.found_none}
    for function, one in none.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"Looked for **{function.label}** and found none "
                f"({plain(one.by)}, {long_date(one.on)})."
            )
            label = f"There is {function.label} after all"
            _button(label, partial(_found, house, ward, function), key=f"found-{function.value}")
    others = {one.value: one.label for one in Function if one not in none}
    st.multiselect(
        "Looked for, and found none",
        list(others),
        format_func=others.__getitem__,
        placeholder="Choose what somebody looked for",
        key=f"none-{ward.code}",
    )
    _button("Write down that there is none", partial(_found_none, house, ward), key="mapping-none")


def _found_none(house: House, ward: WardSaid) -> str:
    chosen = [Function(one) for one in st.session_state[f"none-{ward.code}"]]
    if not chosen:
        return "Nothing was chosen, so nothing was written down."
    looked_and_found_none(house, ward.code, chosen, actor=actor(), now=now())
    st.session_state[f"none-{ward.code}"] = []
    named = ", ".join(one.label for one in chosen)
    return f"{plain(ward.name)}: somebody looked for {named} and found none."


def _found(house: House, ward: WardSaid, function: Function) -> str:
    is_there_after_all(house, ward.code, [function], actor=actor(), now=now())
    return f"{plain(ward.name)}: {function.label} is no longer said to be missing."


def _labels(wards: Sequence[WardSaid]) -> dict[str, str]:
    return distinct({one.code: f"{one.name}: {one.status.label}" for one in wards})
