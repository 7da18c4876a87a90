"""The parts of the register page."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Listing, Query
from asset_map.model.revision import Revision, changes
from asset_map.model.role import Action, Actor, Audience
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.edit_asset import archive_asset, restore_asset
from asset_map.usecases.export_assets import Format, export_assets
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import history_of
from asset_map.web.frame import page_file
from asset_map.web.messages import refusals
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["one_record", "table", "take_away"]

_AUDIENCES = {
    Audience.PUBLIC: "What everybody may see",
    Audience.PARTNER: "What partners may see",
    Audience.OFFICER: "What officers may see",
}


def table(listings: Sequence[Listing]) -> Listing | None:
    """Draw the officers' table; return the row that is chosen."""
    rows = pd.DataFrame(
        [
            {
                "Name": one.name,
                "Kind": KIND_LOOK[one.kind].singular,
                "Ward": one.ward_name,
                "Place": one.place_name,
                "Postcode": one.postcode,
                "State": one.record_state.label,
                "Going?": one.operating_status.label,
                "Last checked": one.verified_on,
                "Freshness": one.freshness.label,
            }
            for one in listings
        ]
    )
    event = st.dataframe(
        rows,
        hide_index=True,
        key="register-table",
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Last checked": st.column_config.DateColumn(format="D MMMM YYYY")},
        alt="The records of the register, one a row",
    )
    chosen = event["selection"]["rows"]
    return listings[chosen[0]] if chosen and chosen[0] < len(listings) else None


def one_record(house: House, listing: Listing, *, actor: Actor) -> None:
    """Draw what can be done with a record, and its history."""
    st.header(plain(listing.name), anchor=False)
    look, edit = st.columns(2)
    look.page_link(page_file("asset"), label="Open", query_params={"id": listing.asset_id})
    if actor.may(Action.EDIT):
        edit.page_link(page_file("edit"), label="Edit", query_params={"id": listing.asset_id})
        _archive(house, listing, actor=actor)
    with st.expander("History", expanded=True):
        for revision in history_of(house, listing.asset_id, actor=actor):
            _told(revision)


def _archive(house: House, listing: Listing, *, actor: Actor) -> None:
    is_archived = listing.record_state.value == "archived"
    with st.expander("Restore this record" if is_archived else "Archive this record"):
        reason = st.text_input("Why?", key=f"archive-{listing.asset_id}")
        label = "Restore" if is_archived else "Archive"
        if st.button(label, key=f"archive-button-{listing.asset_id}"):
            with refusals():
                move = restore_asset if is_archived else archive_asset
                move(house, listing.asset_id, reason=reason, actor=actor, now=now())
                st.rerun()


def _told(revision: Revision) -> None:
    at = revision.at.astimezone(LONDON)
    reason = f" Reason: {plain(revision.reason)}." if revision.reason else ""
    st.write(
        f"**{long_date(at)}, {at:%H:%M}:** {plain(revision.actor_name)} "
        f"({revision.actor_role.label}) {revision.action} it.{reason}"
    )
    if revision.before is None:
        return
    for change in changes(revision.before, revision.after):
        st.write(
            f"{plain(change.field).capitalize()}: was “{plain(change.before)}”, "
            f"became “{plain(change.after)}”."
        )


def take_away(house: House, query: Query, *, actor: Actor) -> None:
    """Offer what the table shows as a file."""
    with st.expander("Take this away as a file"):
        audiences = [
            one
            for one in _AUDIENCES
            if list(_AUDIENCES).index(one) <= list(_AUDIENCES).index(actor.audience)
        ]
        audience = st.selectbox("With", audiences, format_func=_AUDIENCES.__getitem__)
        kind = st.selectbox("As", list(Format), format_func=lambda one: one.label)
        with refusals():
            if kind and audience and st.button("Make the file"):
                content, _ = export_assets(
                    house, kind, query=query, audience=audience, actor=actor, now=now()
                )
                st.download_button(
                    "Download",
                    content,
                    file_name=f"assets-{audience.value}.{kind.value}",
                    mime=kind.mime,
                )
