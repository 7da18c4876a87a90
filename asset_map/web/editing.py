"""Editing one record: what the officer started from, and what to do when two edit at once."""

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.errors import ConflictError, InvalidSubmissionError, Problem
from asset_map.model.role import Actor
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.edit_asset import edit_asset, on_top_of, to_edit, verify_asset
from asset_map.usecases.house import House
from asset_map.web.messages import tell_next
from asset_map.web.state import actor, now
from asset_map.web.text import plain, sentence

__all__ = ["conflict", "form_key", "keep", "note_checked", "started_from"]


def _base_key(asset_id: str) -> str:
    return f"edit-base-{asset_id}"


def _newer_key(asset_id: str) -> str:
    return f"edit-newer-{asset_id}"


def form_key(base: Asset) -> str:
    """Return the name of the form: a saved record begins a new one, with what others saved."""
    return f"edit-{base.id}-{base.version}"


def started_from(house: House, asset_id: str, *, who: Actor) -> Asset:
    """Return the record as it stood when the officer began; it stays so until it is saved."""
    base: Asset | None = st.session_state.get(_base_key(asset_id))
    # Streamlit forgets a form that was left; who comes back begins with what stands now.
    if base is None or f"{form_key(base)}-name" not in st.session_state:
        base = st.session_state[_base_key(asset_id)] = to_edit(house, asset_id, actor=who)
        st.session_state.pop(_newer_key(asset_id), None)
    return base


def _finished(asset_id: str, told: str) -> None:
    """Start afresh from what stands now."""
    st.session_state.pop(_base_key(asset_id), None)
    st.session_state.pop(_newer_key(asset_id), None)
    tell_next(told)


def keep(house: House, edited: Asset, faults: tuple[Problem, ...] = (), *, reason: str) -> None:
    """Save, as a button's action; a conflict is kept to be shown with both sides."""
    if faults:
        raise InvalidSubmissionError(" ".join(map(str, faults)), problems=faults)
    try:
        edit_asset(house, edited, reason=reason, actor=actor(), now=now())
    except ConflictError:
        st.session_state[_newer_key(edited.id)] = to_edit(house, edited.id, actor=actor())
    else:
        _finished(edited.id, "Saved. The change is in the history under your name.")
    st.rerun()


def note_checked(house: House, base: Asset, edited: Asset, *, how: str) -> None:
    """Record that the record was checked and is still right, as a button's action."""
    if edited != base:
        st.warning("You have changed something. Save that first, then say that you checked it.")
        return
    verify_asset(house, base.id, how=how, actor=actor(), now=now())
    _finished(base.id, "Noted: checked today.")
    st.rerun()


def conflict(house: House, base: Asset, edited: Asset, *, reason: str) -> None:
    """Tell the second of two officers what the first changed, and offer to join the two."""
    newer: Asset | None = st.session_state.get(_newer_key(base.id))
    if newer is None:
        return
    st.warning("Somebody else changed this record while you were typing. Nothing of yours is lost.")
    st.write("They changed:")
    st.markdown(
        "\n".join(
            f"- {sentence(change.field)}: was “{plain(change.before)}”, "
            f"is now “{plain(change.after)}”."
            for change in changes_told(base, newer)
        )
    )
    st.write("Where you both changed the same thing, yours will stand.")
    if st.button("Save my changes on top of theirs", type="primary"):
        keep(house, on_top_of(base, edited, newer), reason=reason)
