"""
The register as CSV (RFC 4180), which spreadsheet programs open and imports read back.

CSV has no place for conditions beside its rows, so they stand in the last columns.
"""

import csv
import io
from collections.abc import Iterable

from asset_map.exports.cell import Cell
from asset_map.exports.columns import CONDITION_COLUMNS, columns_for
from asset_map.exports.table import Conditions, ExportRow, cells
from asset_map.model.cells import neutralised

__all__ = ["assets_csv"]


def assets_csv(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """Return the file: UTF-8 with its mark, so that Excel does not take it for cp1252."""
    columns = (*columns_for(conditions.audience), *CONDITION_COLUMNS)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow(_typed(cell) for cell in cells(row, conditions, columns))
    return text.getvalue().encode("utf-8-sig")


def _typed(cell: Cell) -> str:
    """Return the cell's text; only texts can be formulas, so numbers stay numbers."""
    if isinstance(cell, str):
        return neutralised(cell) if cell else ""
    # Never with an exponent, which many programs take for a text.
    return f"{cell:f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
