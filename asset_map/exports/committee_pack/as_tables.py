"""Every table of a pack as CSV (RFC 4180), with what its figures stand on."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from asset_map.exports.cell import Cell, cell_of
from asset_map.exports.committee_pack.blocks import Table
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.method import condition_lines
from asset_map.model.cells import neutralised
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.gap import GapRow, NearestOver, Rate

__all__ = ["pack_tables"]

# The nearest place over the boundary by name; ids are for programs.
_PARTS = {
    "rate": ("rate", tuple(one.name for one in fields(Rate))),
    "nearest_over": ("nearest", tuple(one.name for one in fields(NearestOver))[1:]),
}


def pack_tables(pack: CommitteePack) -> dict[str, bytes]:
    """Return each table under its file's name; ``conditions.csv`` says what they stand on."""
    tables = {
        f"{one.name}.csv": _csv([column.name for column in one.columns], one.rows)
        for one in blocks_of(pack)
        if isinstance(one, Table)
    }
    return {
        **tables,
        "conditions.csv": _csv(["Condition", "Value"], condition_lines(pack)),
        "figures.csv": _figures(pack),
        "strengths.csv": _csv(
            ["Ward code", "Ward", "Name", "Kind", "Anchor organisation", "Told", "Checked on"],
            _strengths(pack),
        ),
        "asks.csv": _csv(["Ward code", "Ward", "Group", "Asked for", "Until"], _asks(pack)),
    }


def _figures(pack: CommitteePack) -> bytes:
    """Every figure of every ward, units in the names of the columns."""
    flat = [{"number": ward.number, **_flat(ward.row)} for ward in pack.wards]
    names = list(flat[0]) if flat else ["number", *(one.name for one in fields(GapRow))]
    return _csv(names, [tuple(cell_of(value) for value in row.values()) for row in flat])


def _flat(row: GapRow) -> dict[str, object]:
    flat: dict[str, object] = {}
    for one in fields(GapRow):
        value = getattr(row, one.name)
        if one.name in _PARTS:
            before, names = _PARTS[one.name]
            flat |= {f"{before}_{name}": getattr(value, name, None) for name in names}
        else:
            flat[one.name] = value
    return flat


def _strengths(pack: CommitteePack) -> Iterator[tuple[Cell, ...]]:
    for ward in pack.wards:
        for one in ward.strengths:
            told = (one.name, one.kind, one.is_anchor, one.told, one.checked_on)
            yield (ward.code, ward.name, *map(cell_of, told))


def _asks(pack: CommitteePack) -> Iterator[tuple[Cell, ...]]:
    for ward in pack.wards:
        for one in ward.asks:
            yield (ward.code, ward.name, one.group, one.text, cell_of(one.until))


def _csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for row in rows:
        writer.writerow(neutralised(cell) if isinstance(cell, str) else cell for cell in row)
    # With its mark, so that Excel does not take it for cp1252.
    return text.getvalue().encode("utf-8-sig")
