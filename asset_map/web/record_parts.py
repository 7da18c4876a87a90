"""One record of the register: what can be done with it, and its history as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.query import Listing
from asset_map.model.revision import Revision
from asset_map.model.role import Action, Actor
from asset_map.model.state import RecordState
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.anchor_counting import CASE_KINDS
from asset_map.usecases.changes_told import changes_told
from asset_map.usecases.edit_asset import archive_asset, restore_asset, verify_asset
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import history_of
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain, sentence

__all__ = ["one_record"]


def one_record(house: House, listing: Listing, *, who: Actor) -> None:
    """Draw what can be done with a record, and its history, the newest first."""
    st.header(plain(listing.name), anchor=False)
    with st.container(horizontal=True):
        query = {"id": listing.asset_id}
        st.page_link(page_file("asset"), label="Open it", query_params=query)
        if who.may(Action.EDIT):
            st.page_link(page_file("edit"), label="Edit it", query_params=query)
        if who.may(Action.RECOGNISE_ANCHOR) and listing.kind in CASE_KINDS:
            st.page_link(page_file("anchors"), label="Its anchor case", query_params=query)
    if who.may(Action.EDIT):
        is_archived = listing.record_state is RecordState.ARCHIVED
        for move in (_RESTORE,) if is_archived else (_CHECK, _ARCHIVE):
            _offer(house, listing.asset_id, move)
    st.subheader("History", anchor=False)
    for revision in history_of(house, listing.asset_id, actor=who):
        _told(revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """Something that is done with a record in one go, with a word about why or how."""

    title: str
    ask: str
    label: str
    done: str
    do: Callable[[House, str, str], Asset]


def _checked(house: House, asset_id: str, how: str) -> Asset:
    return verify_asset(house, asset_id, how=how, actor=actor(), now=now())


def _archived(house: House, asset_id: str, why: str) -> Asset:
    return archive_asset(house, asset_id, reason=why, actor=actor(), now=now())


def _restored(house: House, asset_id: str, why: str) -> Asset:
    return restore_asset(house, asset_id, reason=why, actor=actor(), now=now())


_CHECK = _Move(
    title="I checked this today",
    ask="How did you check it? (for example: by telephone, I was there)",
    label="Note that it is still right",
    done="Noted: checked today.",
    do=_checked,
)
_ARCHIVE = _Move(
    title="Archive this record",
    ask="Why?",
    label="Archive",
    done="Archived: the public no longer sees it.",
    do=_archived,
)
_RESTORE = _Move(
    title="Restore this record",
    ask="Why?",
    label="Restore",
    done="Restored: it is in the register again.",
    do=_restored,
)


def _offer(house: House, asset_id: str, move: _Move) -> None:
    with st.expander(move.title):
        key = f"{move.label}-{asset_id}"
        st.text_input(move.ask, key=key)
        st.button(
            move.label,
            key=f"{key}-button",
            on_click=partial(_moved, house, asset_id, key, move),
        )


def _moved(house: House, asset_id: str, key: str, move: _Move) -> None:
    typed = str(st.session_state[key])

    def do() -> str:
        move.do(house, asset_id, typed)
        return move.done

    attempt(do, typed=typed)


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
        f"- {sentence(change.field)}: was “{plain(change.before)}”, became “{plain(change.after)}”."
        for change in changes_told(revision.before, revision.after)
    ]
    if lines:
        st.markdown("\n".join(lines))
