"""
How values stand in the cell of a spreadsheet: written by exports, read by imports.

Each pair of functions undoes itself, so that what is exported can be imported again.
"""

import csv
import io
import re
from collections.abc import Iterable

__all__ = ["join_items", "neutralised", "restored", "split_items"]

# What a spreadsheet program may take for a formula (OWASP, "CSV injection"), also behind
# blanks, in full width, or behind an apostrophe that is the text's own.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def neutralised(text: str) -> str:
    """Return the text with an apostrophe before it where it could be run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return what ``neutralised`` was given."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text


def join_items(items: Iterable[str]) -> str:
    """Return several texts as one cell: ``tea; "cakes, scones"; books``."""
    return "; ".join(_quoted(item) for item in items)


def _quoted(item: str) -> str:
    if not re.search(r'[;,"\n\r]', item):
        return item
    return '"' + item.replace('"', '""') + '"'


def split_items(cell: str, *, at_commas: bool = True) -> tuple[str, ...]:
    """
    Return the texts that one cell lists.

    They are parted by semicolons; where there is none, by commas if ``at_commas``.
    Quotation marks keep either inside a text.
    """
    items = _parted(cell, ";")
    if at_commas and len(items) == 1:
        items = _parted(cell, ",")
    return items


def _parted(cell: str, delimiter: str) -> tuple[str, ...]:
    rows = csv.reader(io.StringIO(cell, newline=""), delimiter=delimiter, skipinitialspace=True)
    return tuple(item.strip() for row in rows for item in row if item.strip())
