"""The parts of the page Counts: the sentence, the table and the file."""

from functools import partial

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.count_roadshows import COLUMNS, Counts, counts_csv
from asset_map.usecases.house import House
from asset_map.web.giving_out import noted
from asset_map.web.wide_table import wide_table

__all__ = ["as_file", "in_words", "table"]


def in_words(counts: Counts) -> None:
    """Say the figures of all roadshows together."""
    total = counts.together
    held = counted(len(counts.roadshows), "roadshow")
    st.markdown(
        f"From {long_date(counts.first)} to {long_date(counts.last)}, {held} reached "
        f"**{counted(total['people'], 'person', 'people')}**. "
        f"**{counted(total['groups_new'], 'group or place', 'groups and places')}** came into "
        f"the register, {total['groups_waiting']} more wait for an officer. "
        f"**{counted(total['actions_done'], 'thing')}** of {total['actions']} agreed "
        f"{'is' if total['actions_done'] == 1 else 'are'} done; "
        f"{counted(total['buds'], 'idea waits', 'ideas wait')} for an owner, in no figure. "
        f"**{counted(total['sign_ups'], 'visitor')}** signed up at "
        f"{counted(total['stalls'], 'stall')}."
    )
    st.markdown(
        f"Outside roadshows there were **{counted(counts.talks, 'conversation')}** with "
        f"{counted(counts.groups_talked_with, 'group')}."
    )


def table(counts: Counts) -> None:
    """Show a row for each figure, a column for each roadshow, and what each counts."""
    total = counts.together
    names = [f"{one.title} ({long_date(one.held_on)})" for one in counts.roadshows]
    rows = [
        {
            "What is counted": meaning,
            "Together": f"{total[name]:,}",
            **{
                column: f"{one.figures[name]:,}"
                for column, one in zip(names, counts.roadshows, strict=True)
            },
        }
        for name, meaning in COLUMNS.items()
    ]
    wide_table(rows, label="What roadshows came to")


def as_file(house: House, counts: Counts, *, who: Actor) -> None:
    """Offer the same as CSV, for a manager or a funder."""
    st.download_button(
        "Take these counts away (CSV)",
        noted(house, "counts of roadshows", partial(counts_csv, counts), who=who),
        file_name=f"counts-{counts.first}-{counts.last}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    st.caption("Plain numbers, for use inside: people are counted, none is named.")
