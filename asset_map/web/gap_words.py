"""The gap figures in words: the whole in a few sentences, why this ward, and the table."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from asset_map.model.asset import Function
from asset_map.model.gap import GapClass, GapRow, GapRun
from asset_map.model.words import counted, percent
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.frame import page_file
from asset_map.web.text import plain
from asset_map.web.wide_table import wide_table

__all__ = ["class_words", "distance_words", "summary", "table", "why_this_ward"]

_FIRST_ROWS = 60
_METRES_IN_KM = 1_000
# After a number of wards: "1 is a gap", "12 are gaps".
_COUNTED = {
    GapClass.GAP: ("is a gap", "are gaps"),
    GapClass.VISITING_ONLY: ("has visiting services only", "have visiting services only"),
    GapClass.SERVED_NEXT_DOOR: ("is served next door", "are served next door"),
    GapClass.ANCHORED: ("is anchored", "are anchored"),
}
_HAS_ONE = ("has one inside", "have one inside")


def class_words(row: GapRow, run: GapRun) -> str:
    """Return a ward's class as people read it."""
    label = row.gap_class.words(run.conditions.sought).capitalize()
    return f"{label}, yet most live beyond reach" if row.is_mostly_beyond else label


def distance_words(distance_m: float | None, run: GapRun) -> str:
    """Return a distance with the walk that it makes."""
    if distance_m is None:
        return "not known"
    walk = run.conditions.settings.walk_words(distance_m)
    is_short = distance_m < _METRES_IN_KM
    far = f"{distance_m:,.0f} m" if is_short else f"{distance_m / _METRES_IN_KM:,.1f} km"
    return f"{far}, {walk}"


def summary(run: GapRun) -> None:
    """Say what the figures come to, the unmapped wards first."""
    classes = Counter(row.gap_class for row in run.rows)
    unmapped = classes.pop(GapClass.NOT_YET_MAPPED, 0)
    total = counted(len(run.rows), run.area_word)
    said = []
    if unmapped:
        said.append(
            f"**{unmapped:,} of {total} {'is' if unmapped == 1 else 'are'} not yet mapped**, "
            "so nothing can be called a gap there."
        )
    if classes:
        is_anchor = run.conditions.sought == ANCHOR
        words = _COUNTED if is_anchor else _COUNTED | {GapClass.ANCHORED: _HAS_ONE}
        parts = [
            f"{classes[one]:,} {words[one][classes[one] > 1]}" for one in GapClass if classes[one]
        ]
        said.append(f"Of {'the others' if unmapped else total} {', '.join(parts)}.")
    st.markdown(" ".join([*said, _people(run)]))


def _people(run: GapRun) -> str:
    sought, reach = run.conditions.sought_words, run.conditions.settings.reach_words
    if not run.conditions.people_counted:
        return run.conditions.people_source.words
    beyond = sum(row.residents_beyond_reach or 0 for row in run.rows)
    share = beyond / run.conditions.people_counted
    told = f"{beyond:,} of {run.conditions.people_counted:,} residents ({percent(share)})"
    return f"**{told}** live beyond reach of {plain(sought)} ({reach})."


def why_this_ward(run: GapRun) -> None:
    """Say of one ward why it is in its class, and what else is known of it."""
    rows = {row.code: row for row in run.rows}
    labels = distinct(
        {code: f"{row.name}: {class_words(row, run).lower()}" for code, row in rows.items()}
    )
    code = st.selectbox(
        f"Why this {run.area_word}?",
        list(labels),
        format_func=labels.__getitem__,
        help="In the order in which officers read them. You can choose a ward on the map too.",
        **in_address("ward", one_of(list(labels))),
    )
    write("ward")
    row = rows[code]
    st.header(plain(row.name), anchor=False)
    st.markdown(f"**{class_words(row, run)}.** {plain(row.why)}")
    st.markdown("\n".join(f"- {line}" for line in _facts(row, run)))
    # Only wards have a page of their own.
    if run.area_word == "ward":
        st.page_link(page_file("ward"), label="What this ward has", query_params={"code": code})


def _facts(row: GapRow, run: GapRun) -> list[str]:
    lines = [f"Mapping: {row.mapping_status.label}."]
    if row.mean_m is not None:
        lines.append(f"On average residents have {distance_words(row.mean_m, run)}.")
        lines.append(f"Half of them have at most {distance_words(row.median_m, run)}.")
    if row.missing:
        lines.append(f"Looked for and not found: {_functions(row.missing)}.")
    if row.none_recorded:
        lines.append(f"Nothing recorded within reach of most: {_functions(row.none_recorded)}.")
    if row.visiting_hours:
        lines.append(f"Visiting services: {row.visiting_hours:.1f} hours in 28 days.")
    if row.unlinked_groups:
        lines.append(f"{counted(row.unlinked_groups, 'group')} not linked to anyone yet.")
    return lines


def _functions(some: Sequence[Function]) -> str:
    return "everything on the list" if len(some) == len(Function) else ", ".join(
        one.label for one in some
    )  # fmt: skip


def table(run: GapRun) -> None:
    """Show every ward's figures, in the order in which officers read them."""
    st.caption(
        "By class, then by residents beyond reach: this is no league table. Behind each class "
        "stands how well the ward is mapped; minutes are of walking; visiting hours are those in "
        "28 days; not linked are groups without a live connection."
    )
    is_whole = len(run.rows) <= _FIRST_ROWS or st.toggle(f"Show all {len(run.rows):,} wards")
    shown = run.rows if is_whole else run.rows[:_FIRST_ROWS]
    wide_table([_line(row, run) for row in shown], label="Every ward's figures")
    if not is_whole:
        st.caption(f"The first {_FIRST_ROWS} of {len(run.rows):,} wards.")


def _line(row: GapRow, run: GapRun) -> dict[str, str]:
    nothing = [_functions(row.none_recorded)] if row.none_recorded else []
    nothing += [f"looked and found none: {_functions(row.missing)}"] if row.missing else []
    edge = " (could be either ward)" if row.is_edge else ""
    waiting = f"; waiting for a decision: {', '.join(row.candidates)}" if row.candidates else ""
    return {
        run.area_word.capitalize(): row.name,
        "Class": f"{class_words(row, run)}; {row.mapping_status.label}{waiting}",
        "Inside": f"{row.anchors:,}{edge}",
        "Beyond reach": _beyond(row),
        "On average": _briefly(row.mean_m, run),
        "Nearest over the boundary": _over(row, run),
        "Nothing recorded for": "; ".join(nothing),
        "Visiting hours": f"{row.visiting_hours:.1f}",
        "Not linked": f"{row.unlinked_groups or 0:,}",
    }


def _beyond(row: GapRow) -> str:
    people = row.residents_beyond_reach
    if people is None:
        return "not known"
    return (
        f"{people:,} ({percent(row.share_beyond_reach)})" if row.residents else "nobody lives here"
    )


def _over(row: GapRow, run: GapRun) -> str:
    over = row.nearest_over
    if over is None:
        return ""
    where = over.ward_name or "outside the areas"
    return f"{over.name} in {where}: {_briefly(over.over_boundary_m, run)}"


def _briefly(metres: float | None, run: GapRun) -> str:
    """Return a distance for a cell: that its minutes are of a walk stands above the table."""
    return distance_words(metres, run).removesuffix("' walk")
