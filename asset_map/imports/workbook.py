"""
XLSX and ODS workbooks, looked over before they are opened.

The reader lays a sheet out as one block, so that two cells in opposite corners abort the
whole process (calamine, issue 693): the corners are found first, by reading the bytes.
"""

import io
import lzma
import math
import re
import struct
import zipfile
import zlib
from datetime import datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from asset_map.imports.columns import is_heading
from asset_map.imports.formulas import check_worked_out
from asset_map.imports.headings import TITLE_ROWS, Records
from asset_map.model.errors import UnreadableFileError
from asset_map.model.words import counted

__all__ = ["as_text", "is_workbook", "read_workbook"]

MAX_UNPACKED = 200_000_000
MAX_ENTRIES = 2_000
MAX_CELLS = 10_000_000
# Spreadsheets pack well; more than this is made to be unpacked into nothing.
_MAX_RATIO = 250
_RATIO_FROM = 20_000_000

# What the zip reader raises for archives that are damaged, locked or packed in other ways.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, OSError, KeyError, ValueError),
)

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_PLACE = re.compile(rb"""r\s*=\s*["']([A-Za-z]{0,3})(\d{1,10})""")
_ODS_PART = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)(?=[\s>/])([^>]*)>")
_ODS_REPEAT = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["'](\d{1,12})""")


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a zip archive, as XLSX and ODS are."""
    return raw.startswith(b"PK\x03\x04")


def read_workbook(
    raw: bytes, *, file_name: str, sheet: str | None = None, max_rows: int
) -> Records:
    """
    Return the rows of one sheet: the one that is named, else the first with headings.

    Cells with a formula give its value, dates are ISO dates, numbers are plain.

    Raises
    ------
    UnreadableFileError
        When it is no workbook, is locked, would unpack beyond the limits, or has no such
        sheet.
    """
    _look_over(raw)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        opened = _opened(workbook, sheet)
        _check_rows(opened.total_height, max_rows)
        rows = [[as_text(cell) for cell in row] for row in opened.to_python(skip_empty_area=False)]
    except PasswordError as error:
        message = "The workbook is locked with a password. Save it without one and try again."
        raise UnreadableFileError(message) from error
    except CalamineError as error:
        message = "The workbook cannot be read. Open it, save it anew as XLSX or CSV, try again."
        raise UnreadableFileError(message) from error
    others = [name for name in workbook.sheet_names if name != opened.name]
    return Records(
        file_name=file_name,
        rows=rows,
        sheet=opened.name,
        sheets=tuple(workbook.sheet_names) if others else (),
        notes=(f"Only the sheet '{opened.name}' was read, not: {', '.join(others)}.",)
        if others
        else (),
    )


def _opened(workbook: CalamineWorkbook, sheet: str | None) -> CalamineSheet:
    names = workbook.sheet_names
    if sheet is not None and sheet not in names:
        message = f"There is no sheet '{sheet}'. The workbook has: {', '.join(names)}."
        raise UnreadableFileError(message)
    if sheet is not None:
        return workbook.get_sheet_by_name(sheet)
    filled = [one for one in map(workbook.get_sheet_by_name, names) if one.height]
    if not filled:
        message = "The workbook is empty. It needs a row of headings and rows under it."
        raise UnreadableFileError(message)
    # Before the table there may be a sheet that tells how to fill it in.
    return next(filter(_has_headings, filled), filled[0]) if len(filled) > 1 else filled[0]


def _has_headings(sheet: CalamineSheet) -> bool:
    rows = sheet.to_python(nrows=TITLE_ROWS)
    return any(sum(is_heading(as_text(cell)) for cell in row) > 1 for row in rows)


def _check_rows(count: int, max_rows: int) -> None:
    # One row more for the headings; titles above them are rare and short.
    if count > max_rows + 100:
        message = (
            f"The sheet has {counted(count, 'row')}; at most {max_rows:,} can be read at once. "
            "Import it in parts."
        )
        raise UnreadableFileError(message)


def _look_over(raw: bytes) -> None:
    """Refuse an archive that is too big inside, or a sheet that is too wide and long."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            _check_unpacked(len(entries), unpacked, len(raw))
            names = {entry.filename.lower() for entry in entries}
            if names.isdisjoint({"content.xml", "xl/workbook.xml"}):
                message = "The file is a zip archive but no XLSX or ODS workbook."
                raise UnreadableFileError(message)
            # Each part is read against the size and checksum that the directory claims.
            cells = max(_extent(entry.filename, archive.read(entry)) for entry in entries)
    except _DAMAGED as error:
        message = "The workbook is damaged or locked. Open it, save it anew, and try again."
        raise UnreadableFileError(message) from error
    if cells > MAX_CELLS:
        message = (
            f"A sheet reaches over {cells:,} cells; at most {MAX_CELLS:,} can be read. "
            "Look for a stray cell far below or to the right, and clear it."
        )
        raise UnreadableFileError(message)


def _check_unpacked(entries: int, unpacked: int, packed: int) -> None:
    if entries > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        message = (
            f"The workbook unpacks to {unpacked / 1e6:,.0f} MB in {counted(entries, 'part')}; "
            f"at most {MAX_UNPACKED / 1e6:,.0f} MB can be read. Save the one sheet as CSV."
        )
        raise UnreadableFileError(message)
    if unpacked > _RATIO_FROM and unpacked > packed * _MAX_RATIO:
        message = (
            f"The workbook unpacks to {unpacked // packed} times its size, which no table does. "
            "Save the one sheet as CSV."
        )
        raise UnreadableFileError(message)


def _extent(name: str, content: bytes) -> int:
    """Return how many cells a part of the workbook reaches over; none for other parts."""
    is_ods = name == "content.xml"
    if not is_ods and not _SHEET.fullmatch(name):
        return 0
    check_worked_out(content)
    return _ods_extent(content) if is_ods else _xlsx_extent(content)


def _xlsx_extent(xml: bytes) -> int:
    """Return how many cells the block has at most that reaches from A1 to the last cell."""
    # A cell need not say where it is: then it is the next of its row, a row the next one.
    parts = _ROW.split(xml)[1:]
    width = max((part.count(b"<c") + part.count(b":c") for part in parts), default=0)
    columns, rows = {b""}, {b"0"}
    for column, row in _PLACE.findall(xml):
        columns.add(column)
        rows.add(row)
    return max(width, 1, *map(_column_number, columns)) * max(len(parts), *map(int, rows))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_extent(xml: bytes) -> int:
    """Return how many cells the largest table's block has, repeated ones counted."""
    largest = width = height = rows = repeat = cells = 0
    for part in _ODS_PART.finditer(xml):
        element, attributes = part[1], part[2]
        repeated = _ODS_REPEAT.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if element == b"table":
            largest = max(largest, width * height)
            width = height = rows = 0
        elif element == b"table-row":
            rows, repeat, cells = rows + times, times, 0
        else:
            cells += times
            # Without content and end tag it is a blank that is not laid out.
            if not attributes.endswith(b"/"):
                width, height = max(width, cells), max(height, rows, repeat)
    return max(largest, width * height)


def as_text(value: object) -> str:
    """Return a cell's value as text: 30.0 is "30", a day is ISO, nothing is ""."""
    match value:
        case None:
            text = ""
        case bool():
            # As the spreadsheet shows it: a group may be called "True".
            text = "TRUE" if value else "FALSE"
        case float():
            text = _plain_number(value)
        case datetime():
            is_day = value.time() == time()
            text = value.date().isoformat() if is_day else value.isoformat(" ")
        case time():
            text = value.isoformat("minutes")
        case timedelta():
            text = f"{value // timedelta(hours=1):02}:{value.seconds // 60 % 60:02}"
        case _:
            text = str(value)
    return text


def _plain_number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return f"{int(value)}" if value.is_integer() else f"{Decimal(repr(value)):f}"
