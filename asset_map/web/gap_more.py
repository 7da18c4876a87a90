"""Beside the gap map: reach against deprivation, pins to try, and what the figures stand on."""

import streamlit as st

from asset_map.model.gap import GapRow, GapRun
from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.gap_answer_files import grid_csv, what_if_csv
from asset_map.usecases.gap_pictures import GRID_FIFTHS, GRID_STEPS, grid_of_run
from asset_map.usecases.house import House
from asset_map.usecases.what_if import pins_to_try, what_if
from asset_map.web.choice_words import distinct
from asset_map.web.giving_out import noted
from asset_map.web.state import now
from asset_map.web.text import plain
from asset_map.web.wide_table import wide_table

__all__ = ["conditions", "grid", "tried_pins"]

_MOST_NAMED = 4
_MOST_PINS = 5


def grid(house: House, run: GapRun, *, who: Actor) -> None:
    """Show how many wards stand where, by the share beyond reach and by deprivation."""
    cells = grid_of_run(run)
    if not any(cell for line in cells for cell in line):
        st.write("No deprivation scores are known here; demand points may bring them.")
        return
    st.write(
        "Each ward stands once: how many of its residents live beyond reach, against how deprived "
        "they are. The two are never multiplied into one score."
    )
    wide_table(
        [
            {"Beyond reach": GRID_STEPS[step]}
            | {name: _named(cells[step][fifth]) for fifth, name in enumerate(GRID_FIFTHS)}
            for step in reversed(range(len(GRID_STEPS)))
        ],
        label="Wards by reach and deprivation",
    )
    if not run.conditions.settings.deprivation_cuts:
        st.caption("The fifths are those of the residents counted here, not the nation's.")
    content = grid_csv(run)
    _take(house, "Take this grid away (CSV)", content, "reach-and-deprivation.csv", who=who)


def _take(house: House, label: str, content: bytes, file_name: str, *, who: Actor) -> None:
    st.download_button(
        label,
        noted(house, f"gap figures ({file_name})", lambda: content, who=who),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
    )


def _named(rows: list[GapRow]) -> str:
    if not rows:
        return ""
    names = ", ".join(row.name for row in rows[:_MOST_NAMED])
    more = f" and {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else ""
    return f"{len(rows)}: {names}{more}"


def tried_pins(house: House, run: GapRun, *, who: Actor) -> None:
    """Try places as if one were there: candidates first."""
    pins = {pin.asset_id: pin for pin in pins_to_try(house, run, actor=who, now=now())}
    labels = distinct({key: f"{pin.name} ({pin.ward_name})" for key, pin in pins.items()})
    st.write(
        "Choose places that are recorded already, and see who would come within reach if there "
        "were one. Nothing is changed in the register. It counts the residents of the wards "
        "chosen above."
    )
    chosen = st.multiselect(
        "What if one were here?",
        list(labels),
        format_func=labels.__getitem__,
        max_selections=_MOST_PINS,
        placeholder="Choose up to five places",
        key="gap-pins",
    )
    if not chosen:
        return
    tried = what_if(house, [pins[key] for key in chosen], run, actor=who, now=now())
    st.markdown(f"**{plain(tried.words)}**")
    st.caption(
        f"{tried.beyond_before:,} are beyond reach as it is now; "
        f"{tried.beyond_before - tried.newly_within:,} would still be."
    )
    if tried.by_ward:
        st.table(
            [
                {"Ward": plain(name), "Residents newly within reach": f"{people:,}"}
                for _, name, people in tried.by_ward
            ],
            hide_index=True,
        )
    content = what_if_csv(tried, run)
    _take(house, "Take this answer away (CSV)", content, "what-if.csv", who=who)


def conditions(run: GapRun) -> None:
    """Say once what every figure stands on, and what was left out."""
    left_out = run.conditions.left_out
    heading = "What these figures stand on"
    if left_out:
        heading += f", and {counted(len(left_out), 'reason')} why records were left out"
    with st.expander(heading):
        for one in left_out:
            st.markdown(f"- Left out, {plain(one.words)}")
        st.table(
            [
                {"What": name.capitalize(), "Value": plain(value)}
                for name, value in run.conditions.lines
                if name != "records left out"
            ],
            hide_index=True,
        )
