"""From bare records to a table: where the headings stand, what is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from asset_map.imports.columns import is_heading
from asset_map.imports.formulas import fault_of_formula
from asset_map.imports.table import RowProblem, Table
from asset_map.model.cells import restored
from asset_map.model.errors import UnreadableFileError
from asset_map.model.words import counted

__all__ = ["TITLE_ROWS", "Records", "check_size", "column_letters", "tabled", "told_apart"]

MAX_COLUMNS = 500
# Excel's own limit for the text of a cell.
MAX_CELL = 32_767
# Titles, dates and notes above the headings are looked for in so many rows.
TITLE_ROWS = 20

_Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a file holds, row by row from its first; blank rows too."""

    file_name: str
    rows: Sequence[Sequence[str]]
    encoding: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    # In a delimited file a row that is too long means a comma that nobody quoted.
    is_delimited: bool = False
    notes: tuple[str, ...] = ()


def tabled(records: Records) -> Table:
    """
    Return the records as a table.

    Raises
    ------
    UnreadableFileError
        When there are no headings, or more columns or longer cells than can be.
    """
    filled = [
        (number, cells) for number, row in enumerate(records.rows, start=1) if (cells := _tidy(row))
    ]
    if not filled:
        message = "The file is empty. It needs a row of headings and rows under it."
        raise UnreadableFileError(message)
    at = _heading_row(filled[:TITLE_ROWS])
    number, headed = filled[at]
    body = filled[at + 1 :]
    width = max(len(cells) for _, cells in filled[at:])
    check_size(width, body)
    headings, notes = told_apart(headed + ("",) * (width - len(headed)))
    titles = (f"{counted(at, 'row')} above the headings left out.",) if at else ()
    return Table(
        file_name=records.file_name,
        headings=headings,
        rows=tuple(cells + ("",) * (width - len(cells)) for _, cells in body),
        row_numbers=tuple(number for number, _ in body),
        encoding=records.encoding,
        sheet=records.sheet,
        sheets=records.sheets,
        faults=(
            *(_too_long(body, len(records.rows[number - 1])) if records.is_delimited else ()),
            *_formulas(records.rows, number, headings),
        ),
        notes=(*records.notes, *titles, *notes),
    )


def _tidy(row: Iterable[str]) -> tuple[str, ...]:
    """Return the row's cells without the empty ones at its end; none for a blank row."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(
        restored(cell).strip().replace("\r\n", "\n") if cell[:1] == "'" or "\r" in cell else cell
        for cell in cells
    )


def _heading_row(rows: Sequence[_Row]) -> int:
    """
    Return which of the first rows holds the headings.

    The row with most words that headings are made of; where no row has two of them,
    the first that is about as full as the rows are.
    """
    known = [sum(map(is_heading, cells)) for _, cells in rows]
    if max(known) > 1 or known[0]:
        return known.index(max(known))
    filled = [sum(map(bool, cells)) for _, cells in rows]
    usual = median(filled)
    return next(index for index, count in enumerate(filled) if count >= usual / 2)


def check_size(width: int, body: Iterable[_Row]) -> None:
    """
    Go on only when the table is not too wide and none of its cells too long.

    Raises
    ------
    UnreadableFileError
        When it is, naming the row and the column.
    """
    if width > MAX_COLUMNS:
        message = (
            f"The table has {width:,} columns; at most {MAX_COLUMNS} can be read. "
            "Take out those that are not needed."
        )
        raise UnreadableFileError(message)
    for number, cells in body:
        for index, cell in enumerate(cells):
            if len(cell) > MAX_CELL:
                message = (
                    f"Row {number:,} has {len(cell):,} characters in column "
                    f"{column_letters(index)}; a cell holds at most {MAX_CELL:,}. Shorten it, "
                    "or look for a quotation mark that is not closed."
                )
                raise UnreadableFileError(message)


def told_apart(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return headings that differ from one another, and notes of what was renamed."""
    headings: list[str] = []
    notes: list[str] = []
    for index, cell in enumerate(cells):
        heading = " ".join(cell.split()) or f"Column {column_letters(index)}"
        name, count = heading, 1
        while name in headings:
            count += 1
            name = f"{heading} ({count})"
        if not cell:
            notes.append(f"A column without a heading is called '{name}'.")
        elif count > 1:
            notes.append(f"The heading '{heading}' stands more than once; one is called '{name}'.")
        headings.append(name)
    return tuple(headings), tuple(notes)


def _too_long(body: Sequence[_Row], width: int) -> tuple[RowProblem, ...]:
    """Return a fault for each row that is longer than the headings, unless most are."""
    longer = [(number, cells) for number, cells in body if len(cells) > width]
    if len(longer) * 2 > len(body):
        return ()
    return tuple(
        RowProblem(
            row=number,
            column=f"Column {column_letters(width)}",
            value=cells[width],
            fault="The row has more cells than there are headings.",
            remedy="Put a text that has commas in it into quotation marks, or add a heading.",
        )
        for number, cells in longer
    )


def _formulas(
    rows: Sequence[Sequence[str]], headed: int, headings: Sequence[str]
) -> Iterator[RowProblem]:
    """Give a fault for each cell below the headings that holds a formula."""
    for number, row in enumerate(rows[headed:], start=headed + 1):
        for heading, cell in zip(headings, row, strict=False):
            if found := fault_of_formula(cell):
                fault, remedy = found
                yield RowProblem(row=number, column=heading, value=cell, fault=fault, remedy=remedy)


def column_letters(index: int) -> str:
    """Return what a spreadsheet program calls the column: 0 is "A", 26 is "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
