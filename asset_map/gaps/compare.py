"""Two runs held side by side: what changed, and whether they can be compared at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from asset_map.model.gap import GapClass, GapRow, GapRun
from asset_map.model.words import WordEnum

__all__ = ["Comparison", "WardChange", "compare_runs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WardChange:
    """A ward that is in both runs and not the same; people are None where none are counted."""

    code: str
    name: str
    was: GapClass
    is_now: GapClass
    anchors_more: int
    beyond_more: int | None
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What changed from one run to a later one.

    ``cautions`` say which conditions differ: then a change may come of them alone.
    ``only_before`` and ``only_after`` are the codes that one run alone has.
    """

    changes: tuple[WardChange, ...]
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    beyond_before: int
    beyond_after: int
    cautions: tuple[str, ...]


_TO_BE_ALIKE = {
    "set_name": "boundary set",
    "sought_words": "looked for",
    "audience": "made for",
    "people_source": "residents",
    "people_counted": "residents counted",
    "area": "area",
}


def compare_runs(before: GapRun, after: GapRun) -> Comparison:
    """Return what changed; wards without a change are counted."""
    was = {row.code: row for row in before.rows}
    is_now = {row.code: row for row in after.rows}
    both = [(was[row.code], row) for row in after.rows if row.code in was]
    changes = tuple(change for pair in both if (change := _change(*pair)))
    return Comparison(
        changes=changes,
        same=len(both) - len(changes),
        only_before=tuple(sorted(set(was) - set(is_now))),
        only_after=tuple(sorted(set(is_now) - set(was))),
        beyond_before=sum(row.residents_beyond_reach or 0 for row in before.rows),
        beyond_after=sum(row.residents_beyond_reach or 0 for row in after.rows),
        cautions=tuple(_cautions(before, after)),
    )


def _change(was: GapRow, is_now: GapRow) -> WardChange | None:
    counted = was.residents_beyond_reach, is_now.residents_beyond_reach
    change = WardChange(
        code=is_now.code,
        name=is_now.name,
        was=was.gap_class,
        is_now=is_now.gap_class,
        anchors_more=is_now.anchors - was.anchors,
        beyond_more=None if None in counted else (counted[1] or 0) - (counted[0] or 0),
        came=tuple(sorted(set(is_now.anchor_names) - set(was.anchor_names))),
        went=tuple(sorted(set(was.anchor_names) - set(is_now.anchor_names))),
    )
    is_same = change.was is change.is_now and not (change.came or change.went)
    return None if is_same and not change.beyond_more else change


def _cautions(before: GapRun, after: GapRun) -> Iterator[str]:
    for name, words in _TO_BE_ALIKE.items():
        was, is_now = getattr(before.conditions, name), getattr(after.conditions, name)
        if was != is_now:
            yield f"{words}: '{_said(was)}' before, '{_said(is_now)}' after"
    settings = dict(before.conditions.settings.as_lines())
    for name, value in after.conditions.settings.as_lines():
        if settings[name] != value:
            yield f"{name}: {settings[name]} before, {value} after"


def _said(value: object) -> str:
    if isinstance(value, WordEnum):
        return value.label
    return f"{value:,}" if isinstance(value, int) else str(value)
