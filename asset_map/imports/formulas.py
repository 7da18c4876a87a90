"""
Formulas in a file: what they came to is read, and one that came to nothing is said.

A spreadsheet program saves beside each formula what it shows. A program that writes such a
file may not, and a CSV may hold the bare formula: read as a text it would be nobody's name,
read as nothing it would be a row that is lost.
"""

import re

from asset_map.model.errors import UnreadableFileError
from asset_map.model.words import counted

__all__ = ["check_worked_out", "fault_of_formula"]

# What never is the name of anything: "=cmd|'/C calc'!A0", "=HYPERLINK(...)". Behind an apostrophe,
# as exports write it, it is a text; and "=Hall" is one anyway.
_REACHES_OUT = re.compile(
    r"\s*[=+\-@]\s*(?:[a-z]+\||(?:[a-z0-9.]*[(,+\-*/&])*"
    r"(?:hyperlink|webservice|import(?:xml|html|data|feed|range)|dde|call|exec|register\.id)\s*\()",
    re.IGNORECASE,
)
# A function, a cell of this sheet or of another, or a sum.
_WORKS_OUT = re.compile(
    r"\s*=\s*[-+(]*(?:[a-z][a-z0-9._]*\(|(?:'[^']+'|\w+)!\$?[a-z]"
    r"|\$?[a-z]{1,3}\$?\d+\s*(?:$|[-+*/^&%:,)=<>])|[\d.]+\s*[-+*/^&%])",
    re.IGNORECASE,
)
# A cell with a formula, and with no value, or an empty one. An empty text says that it is one.
_XLSX_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ODS_CELL = re.compile(rb"<table:table-cell\b(?=[^>]*\btable:formula=)(?![^>]*:value-type=)[^>]*>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")


def fault_of_formula(cell: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell that holds a formula, and what to do; None if it is none."""
    if ("(" in cell or "|" in cell) and _REACHES_OUT.match(cell):
        return (
            "This is a formula that starts a program or asks another machine.",
            "Write what it should show, or an apostrophe before it.",
        )
    if "=" in cell and _WORKS_OUT.match(cell):
        return (
            "This is a formula, and the file does not say what it comes to.",
            "Write what it should show, or an apostrophe before it where it is a text.",
        )
    return None


def check_worked_out(xml: bytes) -> None:
    """
    Go on only with a sheet whose formulas have all been worked out.

    Raises
    ------
    UnreadableFileError
        When some have no value; it says how many, and where the first is.
    """
    cells = [one[1] for one in _XLSX_CELL.finditer(xml) if not _IS_TEXT.search(one[1])]
    places = [place[1].decode() for one in cells if (place := _PLACE.search(one))]
    many = len(cells) + len(_ODS_CELL.findall(xml))
    if not many:
        return
    where = f" (the first in cell {places[0]})" if places else ""
    message = (
        f"The workbook has {counted(many, 'formula')}{where} without what they come to. Open it "
        "in a spreadsheet program, save it there, and try again."
    )
    raise UnreadableFileError(message)
