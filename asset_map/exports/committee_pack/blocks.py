"""
What a pack is made of before it is drawn: the same blocks for paper, screen, Word and CSV.

A block holds words as they were typed. Each format draws every block, so that no two of
them can tell different things.
"""

from dataclasses import dataclass

from asset_map.exports.cell import Cell

__all__ = [
    "Block",
    "Bullets",
    "Column",
    "Facts",
    "Figure",
    "Heading",
    "MissingLink",
    "Notice",
    "PageStart",
    "Paragraph",
    "Table",
    "shown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 stands on the cover alone."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Plain words; a lead is set larger."""

    text: str
    is_lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What nobody may overlook, in a frame."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Lines of a list."""

    lines: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names, each with what is to be said of it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; ``width`` is its share of the page beside the others'."""

    name: str
    width: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    Rows under named columns; ``name`` is its CSV file's.

    ``head`` is the column whose cell names the row.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing as SVG, for paper and in larger print for a screen, with what it shows in words."""

    svg: str
    on_screen: str
    alt: str
    caption: str
    is_wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLink:
    """The way to tell what is missing: a code for phones, and its address in words."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """What follows begins a new sheet, on its side if it is wide."""

    is_wide: bool = False


Block = (
    Heading | Paragraph | Notice | Bullets | Facts | Table | Figure | MissingLink | PageStart
)  # fmt: skip


def shown(cell: Cell) -> str:
    """Return a cell as people read it; a CSV keeps its bare number."""
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.1f}"
