"""The parts of the page Conversations: whom one spoke with, and when."""

from urllib.parse import urlencode

import streamlit as st

from asset_map.model.words import counted, long_date
from asset_map.usecases.hold_talks import GroupTalks
from asset_map.web.frame import page_file
from asset_map.web.text import plain

__all__ = ["one_group"]

_SHOWN = 5


def one_group(group: GroupTalks) -> None:
    """Show when a group was last spoken with, and what was heard."""
    since = _since(group.days_since)
    with st.expander(f"**{plain(group.name)}**: {since}, {long_date(group.last_on)}"):
        for talk in group.talks[:_SHOWN]:
            whom = f" with {plain(talk.with_whom)}" if talk.with_whom else ""
            note = plain(talk.note) or "no note"
            st.markdown(f"- {long_date(talk.held_on)}, {plain(talk.by)}{whom}: {note}")
        more = len(group.talks) - _SHOWN
        if more > 0:
            st.caption(f"And {counted(more, 'earlier one')}.")
        # A plain page: it works on a phone without a network.
        st.markdown(f"[Write down another one](/talk?{urlencode({'group': group.name})})")
        if group.asset_id:
            st.page_link(
                page_file("asset"), label="Its record", query_params={"id": group.asset_id}
            )


def _since(days: int) -> str:
    if days <= 0:
        return "spoken to today"
    return f"not spoken to for {counted(days, 'day')}"
