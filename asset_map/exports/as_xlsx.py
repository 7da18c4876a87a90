"""The register as a workbook: one sheet of assets, one of the conditions."""

import io
from collections.abc import Iterable
from datetime import UTC
from typing import Any

import xlsxwriter

from asset_map.exports.cell import Cell
from asset_map.exports.columns import columns_for
from asset_map.exports.table import Conditions, ExportRow, cells
from asset_map.model.cells import neutralised

__all__ = ["assets_xlsx"]

_WIDTH, _WIDE = 16, 32
_WIDE_COLUMNS = frozenset({"name", "summary", "description", "address", "meets", "other_places"})


def assets_xlsx(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """
    Return the file; the same rows and conditions give the same bytes.

    Texts are never formulas nor links. Dates stay ISO texts: a workbook's own dates begin
    in 1900, and many a hall is older.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": conditions.cut_off.astimezone(UTC)})
        heading = workbook.add_format({"bold": True, "bottom": 1})
        _write_assets(workbook.add_worksheet("Assets"), rows, conditions, heading=heading)
        about = workbook.add_worksheet("About this file")
        about.set_column(0, 0, _WIDTH + 6, heading)
        about.set_column(1, 1, 3 * _WIDE)
        for number, words in enumerate(conditions.in_words().items()):
            _write_row(about, number, words)
    return file.getvalue()


def _write_assets(
    sheet: Any,  # noqa: ANN401  # xlsxwriter has no types
    rows: Iterable[ExportRow],
    conditions: Conditions,
    *,
    heading: object,
) -> None:
    columns = columns_for(conditions.audience)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDE if column.name in _WIDE_COLUMNS else _WIDTH)
        sheet.write_string(0, index, column.name, heading)
    number = 0
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, number, cells(row, conditions, columns))
    # The id and the name stay in sight.
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, number, len(columns) - 1)


def _write_row(sheet: Any, number: int, written: Iterable[Cell]) -> None:  # noqa: ANN401
    for index, cell in enumerate(written):
        if not isinstance(cell, str):
            sheet.write_number(number, index, cell)
        elif cell:
            # Neutralised as well, for whoever saves the sheet as CSV.
            sheet.write_string(number, index, neutralised(cell))
