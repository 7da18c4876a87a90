"""A run of gap figures as a table, as CSV and as JSON: the same figures, the conditions once."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from asset_map.model.asset import Function
from asset_map.model.cells import join_items, neutralised
from asset_map.model.gap import GapRow, GapRun, Rate
from asset_map.model.words import WordEnum, percent

__all__ = ["as_csv", "as_json", "as_text"]

_SHORT: Mapping[str, Callable[[GapRow], str]] = {
    "code": lambda row: row.code,
    "name": lambda row: row.name,
    "class": lambda row: row.gap_class.label,
    "mapping": lambda row: row.mapping_status.label,
    "inside": lambda row: f"{row.anchors:,}",
    "residents": lambda row: _count(row.residents),
    "beyond": lambda row: _count(row.residents_beyond_reach),
    "share": lambda row: percent(row.share_beyond_reach),
    "mean m": lambda row: _metres(row.mean_m),
    "median m": lambda row: _metres(row.median_m),
    "edge": lambda row: "yes" if row.is_edge else "",
    "visiting h": lambda row: f"{row.visiting_hours:.1f}",
    "looked, found none": lambda row: _functions(row.missing),
    "none recorded": lambda row: _functions(row.none_recorded),
}
_RIGHT = frozenset({"inside", "residents", "beyond", "share", "mean m", "median m", "visiting h"})


def as_text(run: GapRun) -> str:
    """Return the table with its conditions under it, for a terminal."""
    getters = dict(_SHORT) | {"class": lambda row: _class(row, run.conditions.sought)}
    cells = [tuple(_SHORT), *(tuple(of(row) for of in getters.values()) for row in run.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if name in _RIGHT else cell.ljust(width)
            for name, cell, width in zip(_SHORT, line, widths, strict=True)
        ).rstrip()
        for line in cells
    ]
    conditions = [f"{name}: {value}" for name, value in run.conditions.lines]
    return "\n".join([*lines, "", *conditions])


def as_csv(run: GapRun) -> bytes:
    """
    Return every figure as CSV (RFC 4180), UTF-8 with its mark.

    CSV has no place for conditions beside its rows: they stand once, at the end of the
    first row.
    """
    conditions = "; ".join(f"{name}: {value}" for name, value in run.conditions.lines)
    rows = [
        _flat(row) | {"conditions": "" if number else conditions}
        for number, row in enumerate(run.rows)
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0] if rows else [*(one.name for one in fields(GapRow)), "conditions"])
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())
    return text.getvalue().encode("utf-8-sig")


def as_json(run: GapRun) -> str:
    """Return the run whole, conditions and rows, as JSON."""
    body = asdict(run)
    body["conditions"]["lines"] = dict(run.conditions.lines)
    return json.dumps(body, default=_plain, ensure_ascii=False, indent=1)


def _flat(row: GapRow) -> dict[str, Any]:
    """Return the row with what is nested in it in columns of their own."""
    flat: dict[str, Any] = {}
    for one in fields(GapRow):
        value = getattr(row, one.name)
        if one.name == "rate":
            flat |= {f"rate_{part.name}": getattr(value, part.name, None) for part in fields(Rate)}
        elif one.name == "nearest_over":
            for name in ("name", "ward_code", "ward_name", "over_boundary_m"):
                flat[f"nearest_over_{name}".replace("over_over", "over")] = getattr(
                    value, name, None
                )
        else:
            flat[one.name] = value
    return flat


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, WordEnum):
        return value.label
    if isinstance(value, tuple):
        return _cell(join_items(getattr(one, "label", str(one)) for one in value))
    return neutralised(value) if isinstance(value, str) and value else str(value)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    message = f"{type(value).__name__} cannot be written as JSON."
    raise TypeError(message)


def _class(row: GapRow, sought: str) -> str:
    far = " (most live beyond reach)" if row.is_mostly_beyond else ""
    return f"{row.gap_class.words(sought)}{far}"


def _count(people: int | None) -> str:
    return "not known" if people is None else f"{people:,}"


def _metres(distance_m: float | None) -> str:
    return "-" if distance_m is None else f"{distance_m:,.0f}"


def _functions(some: Sequence[Function]) -> str:
    if len(some) == len(Function):
        return "every function"
    return ", ".join(one.label for one in some)
