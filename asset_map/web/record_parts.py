"""One record of the register: what can be done with it, and its history as sentences."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.query import Listing
from asset_map.model.revision import Revision
from asset_map.model.role import Action, Actor
from asset_map.model.state import RecordState
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.edit_asset import archive_asset, restore_asset
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import history_of
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["one_record"]


def one_record(house: House, listing: Listing, *, who: Actor) -> None:
    """Draw what can be done with a record, and its history, the newest first."""
    st.header(plain(listing.name), anchor=False)
    with st.container(horizontal=True):
        query = {"id": listing.asset_id}
        st.page_link(page_file("asset"), label="Open it", query_params=query)
        if who.may(Action.EDIT):
            st.page_link(page_file("edit"), label="Edit it", query_params=query)
    if who.may(Action.EDIT):
        _archive(house, listing)
    st.subheader("History", anchor=False)
    for revision in history_of(house, listing.asset_id, actor=who):
        _told(revision)


def _archive(house: House, listing: Listing) -> None:
    is_archived = listing.record_state is RecordState.ARCHIVED
    label, move, done = (
        ("Restore", restore_asset, "Restored: it is in the register again.")
        if is_archived
        else ("Archive", archive_asset, "Archived: the public no longer sees it.")
    )
    with st.expander(f"{label} this record"):
        key = f"{label}-{listing.asset_id}"
        st.text_input("Why?", key=key)
        st.button(
            label,
            key=f"{key}-button",
            on_click=partial(_moved, house, listing.asset_id, key, move, done),
        )


def _moved(house: House, asset_id: str, key: str, move: Callable[..., Asset], done: str) -> None:
    def do() -> str:
        move(house, asset_id, reason=st.session_state[key], actor=actor(), now=now())
        return done

    attempt(do, typed=st.session_state[key])


def _told(revision: Revision) -> None:
    at = revision.at.astimezone(LONDON)
    why = f" Reason: {plain(revision.reason)}." if revision.reason else ""
    st.write(
        f"**{long_date(at)}, {at:%H:%M}:** {plain(revision.actor_name)} "
        f"({revision.actor_role.label}) {plain(revision.action)} it.{why}"
    )
    if revision.before is None:
        return
    lines = [
        f"- {plain(change.field).capitalize()}: was “{plain(change.before)}”, "
        f"became “{plain(change.after)}”."
        for change in changes_told(revision.before, revision.after)
    ]
    if lines:
        st.markdown("\n".join(lines))
