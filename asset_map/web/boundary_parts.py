"""Boundary sets: which are here, and what changes from one to another."""

from collections.abc import Sequence

import streamlit as st

from asset_map.model.area import BoundarySet
from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.compare_boundaries import BoundaryChange, compare_boundaries
from asset_map.usecases.house import House
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.wide_table import wide_table

__all__ = ["compared", "listed"]

_NOWHERE = "no area"
_FIRST_ROWS = 60


def listed(sets: Sequence[tuple[BoundarySet, int, bool]]) -> None:
    """List every set, with the days between which it holds and whether it is in use."""
    wide_table(
        [
            {
                "Set": one.name,
                "Of": f"{counted(count, one.kind.label)}",
                "In use": "yes" if is_in_use else "",
                "From": long_date(one.valid_from),
                "To": long_date(one.valid_to) if one.valid_to else "",
                "File": one.file_name,
            }
            for one, count, is_in_use in sets
        ],
        label="Boundary sets",
    )


def compared(house: House, sets: Sequence[tuple[BoundarySet, int, bool]], *, who: Actor) -> None:
    """Choose two sets, and show what each new area was and which places moved."""
    st.header("What a change of set moves", anchor=False)
    if len(sets) == 1:
        st.write("There is one set only. Add another edition to compare the two.")
        return
    labels = distinct({one.id: one.name for one, _, _ in sets})
    in_use = [one.id for one, _, is_in_use in sets if is_in_use]
    left, right = st.columns(2)
    with left:
        others = [one for one in labels if one not in in_use] or list(labels)
        old = _choice("From", "old", labels, first=others[0])
    with right:
        new = _choice("To", "new", labels, first=(in_use or list(labels))[-1])
    write("old", "new")
    if old == new:
        st.write("Choose two different sets.")
        return
    with st.spinner("Laying one set over the other …"):
        change = compare_boundaries(house, old, new, actor=who)
    _came_from(change)
    _moved(change)


def _choice(label: str, name: str, labels: dict[str, str], *, first: str) -> str:
    order = [first, *(one for one in labels if one != first)]
    return str(
        st.selectbox(
            label, order, format_func=labels.__getitem__, **in_address(name, one_of(order))
        )
    )


def _moved(change: BoundaryChange) -> None:
    st.subheader("Places that move", anchor=False)
    if change.moved:
        st.markdown(
            f"**{counted(len(change.moved), 'place')} would be in another area.** "
            f"{counted(change.stayed, 'record')} in an area of the same name as before."
        )
    else:
        st.write(
            f"No place moves. {counted(change.stayed, 'record')} in an area of the same name "
            "as before."
        )
    is_whole = len(change.moved) <= _FIRST_ROWS or st.toggle(f"Show all {len(change.moved):,}")
    wide_table(
        [
            {
                "Record": one.name,
                "Was in": _named(one.old_name, one.old_code),
                "Is now in": _named(one.new_name, one.new_code),
            }
            for one in (change.moved if is_whole else change.moved[:_FIRST_ROWS])
        ],
        label="Places that move",
    )
    if not is_whole:
        st.caption(f"The first {_FIRST_ROWS} of {len(change.moved):,}.")


def _named(name: str, code: str) -> str:
    return f"{name} ({code})" if code else _NOWHERE


def _came_from(change: BoundaryChange) -> None:
    st.subheader("What each new area was before", anchor=False)
    by_people = any(one.is_by_people for one in change.overlaps)
    st.caption(
        "Shares are of the new area. Residents are counted at the demand points."
        if by_people
        else "Shares are of the new area's land: no demand points are here, so nobody is counted."
    )
    order = sorted(
        change.overlaps,
        key=lambda one: (change.new_names[one.new_code], one.new_code, -one.share_of_new),
    )
    wide_table(
        [
            {
                "New area": f"{change.new_names[one.new_code]} ({one.new_code})",
                "Was": f"{change.old_names[one.old_code]} ({one.old_code})",
                "Of its land": f"{one.share_of_new_area:.0%}",
                "Of its residents": f"{one.share_of_new:.0%}, {one.people:,}"
                if one.is_by_people
                else "not counted",
                "Named in the file": "yes" if one.is_named else "",
            }
            for one in order
        ],
        label=f"What each area of {change.new.name} was before",
    )
