"""A file's rows as text, before anything is read into them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["RowProblem", "Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """One fault of one row; ``row`` is counted as the spreadsheet program counts."""

    row: int
    column: str
    value: str
    fault: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    Headings, and under each row the same number of cells.

    Every cell is text without blanks at its ends; "" is an empty one. Headings differ
    from one another. Blank rows are left out, so ``row_numbers`` says where each stood.
    ``sheet`` is which of the ``sheets`` (or layers) was read, where the file has several.
    ``faults`` are those that the file itself has, ``notes`` what was done about it.
    """

    file_name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    encoding: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    faults: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    _positions: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        positions = {heading: index for index, heading in enumerate(self.headings)}
        object.__setattr__(self, "_positions", positions)

    @property
    def first_row_number(self) -> int:
        """Where the first row stands in the file; 0 when there is none."""
        return self.row_numbers[0] if self.row_numbers else 0

    def column(self, heading: str) -> int:
        """Return which cell of a row stands under the heading."""
        return self._positions[heading]

    def sample(self, count: int = 50) -> tuple[tuple[str, ...], ...]:
        """Return the first rows, to guess from and to show."""
        return self.rows[:count]

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give each row with its number."""
        return zip(self.row_numbers, self.rows, strict=True)
