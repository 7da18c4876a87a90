"""Figures kept under a name, held beside others, and taken away."""

from functools import partial

import streamlit as st

from asset_map.model.gap import GapRun
from asset_map.model.role import Actor, Audience
from asset_map.model.words import counted, long_date
from asset_map.usecases.gap_snapshots import compare_snapshots, freeze, snapshots
from asset_map.usecases.gap_tables import as_csv, as_json
from asset_map.usecases.house import House
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now
from asset_map.web.text import link, plain
from asset_map.web.wide_table import wide_table

__all__ = ["kept", "take_away"]

_NAME = "gap-name"


def kept(house: House, run: GapRun, *, who: Actor) -> None:
    """Keep these figures under a name, and hold two of those that are kept side by side."""
    st.text_input(
        "Keep the figures above under a name", placeholder="Such as: North, March 2027", key=_NAME
    )
    st.button("Keep these figures", on_click=partial(attempt, partial(_keep, house, run)))
    there = snapshots(house, actor=who)
    if not there:
        nothing_yet("No figures are kept yet.", then="Keep some before a meeting.")
        return
    wide_table(
        [
            {
                "Name": one.name,
                "Kept on": long_date(one.made_on),
                "By": one.made_by,
                "Where": one.conditions.area,
                "Looked for": one.conditions.sought_words,
                "For": one.conditions.audience.label,
                "Beyond reach": f"{sum(row.residents_beyond_reach or 0 for row in one.rows):,}",
            }
            for one in there
        ],
        label="Figures that were kept",
    )
    _open_ones(house, [one for one in there if one.conditions.audience is Audience.PUBLIC])
    if len(there) > 1:
        _compared(house, [one.name for one in there], who=who)


def _open_ones(house: House, runs: list[GapRun]) -> None:
    """Say where everybody, and every program, reads the figures that were kept for the public."""
    if not runs:
        return
    with st.expander("Addresses of the figures that anybody may read"):
        st.write(
            "Who has the address reads the figures, without an account. Names that are hidden "
            "later are left out there."
        )
        base = house.settings.public_url.rstrip("/")
        for one in runs:
            path = f"/api/gaps/{one.id}.json"
            st.markdown(f"- {plain(one.name)}: {link(f'{base}{path}', path)}")


def _keep(house: House, run: GapRun) -> str:
    name = str(st.session_state[_NAME])
    frozen = freeze(house, run, name, actor=actor(), now=now())
    return f"Kept as “{plain(frozen.name)}”: {counted(len(frozen.rows), frozen.area_word)}."


def _compared(house: House, names: list[str], *, who: Actor) -> None:
    left, right = st.columns(2)
    with left:
        before = st.selectbox("Before", names, index=1, key="gap-before")
    with right:
        after = st.selectbox("After", names, index=0, key="gap-after")
    found = compare_snapshots(house, before, after, actor=who)
    for caution in found.cautions:
        st.warning(f"These were not made alike: {plain(caution)}.")
    st.write(
        f"Residents beyond reach: {found.beyond_before:,} before, {found.beyond_after:,} after. "
        f"{counted(found.same, 'ward')} the same."
    )
    if found.changes:
        wide_table(
            [
                {
                    "Ward": one.name,
                    "Class before": one.was.label.capitalize(),
                    "Class after": one.is_now.label.capitalize(),
                    "Residents beyond reach": "not known"
                    if one.beyond_more is None
                    else f"{one.beyond_more:+,}",
                    "Came": ", ".join(one.came),
                    "Went": ", ".join(one.went),
                }
                for one in found.changes
            ],
            label="Wards that changed",
        )


def take_away(house: House, run: GapRun, *, who: Actor) -> None:
    """Give the figures with what they stand on as files."""
    st.write("Every figure of every ward that is shown, with the conditions it was made under.")
    audience = run.conditions.audience
    st.download_button(
        "Take the table away (CSV)",
        noted(house, "gap figures as csv", partial(as_csv, run), who=who, audience=audience),
        file_name="gaps.csv",
        mime="text/csv",
        on_click="ignore",
    )
    st.download_button(
        "Take everything away (JSON)",
        noted(house, "gap figures as json", partial(as_json, run), who=who, audience=audience),
        file_name="gaps.json",
        mime="application/json",
        on_click="ignore",
    )
    st.caption(
        "The address of this page leads back to the same choices: copy it to share them with "
        "somebody who may see them."
    )
