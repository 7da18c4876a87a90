"""
The workbook of two sheets that Kumu reads: Elements and Connections.

Each row has an id, and connections name their ends by it, so that reading the workbook
again changes elements rather than doubling them (Kumu's guides "Structure your data" and
"How do I avoid duplicating data").
"""

import io
from collections.abc import Iterable
from datetime import date, datetime

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from asset_map.connections.formats.limits import check_archive
from asset_map.connections.formats.rows import (
    ASSETS,
    CONNECTIONS,
    Row,
    Rows,
    Taken,
    rows_of,
    taken,
)
from asset_map.connections.graph import Network
from asset_map.model.cells import neutralised, restored
from asset_map.model.errors import UnreadableFileError

__all__ = ["from_kumu_workbook", "kumu_workbook"]

_SHEETS = {"Elements": ASSETS, "Connections": CONNECTIONS}
_HEADINGS = {"id": "ID", "kind": "Type", "amount_gbp": "Amount (GBP)"}
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001  # the same network gives the same bytes


def _heading(name: str) -> str:
    return _HEADINGS.get(name) or name.replace("_", " ").capitalize()


def kumu_workbook(graph: Network) -> bytes:
    """Return the workbook; texts are never formulas."""
    rows, file = rows_of(graph), io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.set_properties({"created": _MADE})
        for title, table in zip(_SHEETS, (rows.assets, rows.connections), strict=True):
            sheet = workbook.add_worksheet(title)
            lines = [[_heading(name) for name in _SHEETS[title]], *_cells(table)]
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    sheet.write_string(number, column, cell)
    return file.getvalue()


def _cells(table: Iterable[Row]) -> Iterable[list[str]]:
    return ([neutralised(cell) for cell in row.values()] for row in table)


def from_kumu_workbook(raw: bytes) -> Taken:
    """
    Return the network that a workbook of these two sheets holds.

    Where elements have no ids, connections name them by their labels.

    Raises
    ------
    UnreadableFileError
        When it is no workbook, or lacks a sheet.
    """
    check_archive(raw)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        missing = set(_SHEETS) - set(workbook.sheet_names)
        if missing:
            message = f"The workbook has no sheet '{min(missing)}'; Kumu's have two."
            raise UnreadableFileError(message)
        assets, connections = (_table(workbook, title) for title in _SHEETS)
    except CalamineError as error:
        message = "The workbook cannot be read. Open it, save it anew as XLSX, try again."
        raise UnreadableFileError(message) from error
    return taken(Rows(assets=assets, connections=connections))


def _table(workbook: CalamineWorkbook, title: str) -> tuple[Row, ...]:
    lines = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    names = {_heading(name).casefold(): name for name in _SHEETS[title]}
    columns = [names.get(_text(cell).strip().casefold(), "") for cell in lines[0]] if lines else []
    rows = (
        {name: _text(cell) for name, cell in zip(columns, line, strict=True) if name}
        for line in lines[1:]
    )
    return tuple(row for row in rows if any(row.values()))


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:f}".rstrip("0").rstrip(".")
    if isinstance(cell, date):
        return cell.isoformat()
    return restored(str(cell))
