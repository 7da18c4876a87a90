"""One row at a time: its cells read as the fields that its headings mean."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from asset_map.imports.fields import FIELDS, Field
from asset_map.imports.readers import Fault
from asset_map.imports.table import RowProblem, Table
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.typed import is_blank

__all__ = ["ReadCells", "RowReader"]

# In fields that are not texts these say that nothing is known.
_NOTHING = frozenset(
    {
        *("", "n/a", "na", "none", "null", "nil", "unknown", "not known", "not applicable"),
        *("tbc", "tba", "not stated", "blank", "#n/a"),
    }
)
_LONGEST_NOTHING = max(map(len, _NOTHING)) + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCells:
    """What a row says, by field; a field that is not there is empty."""

    number: int
    values: dict[str, Any]
    typed: dict[str, str]
    problems: list[RowProblem]
    remarks: list[RowProblem]


class RowReader:
    """
    Reads the rows of one table by one mapping of headings to fields.

    Raises
    ------
    InvalidSubmissionError
        When a heading or field is unknown, a field stands twice, or none is the name.
    """

    def __init__(
        self,
        table: Table,
        mapping: Mapping[str, str | None],
        *,
        fields: tuple[Field, ...] = FIELDS,
        needed: str = "name",
    ) -> None:
        known = {field.name: field for field in fields}
        chosen = {heading: name for heading, name in mapping.items() if name}
        _check(table, chosen, known, needed)
        self._headings = {name: heading for heading, name in chosen.items()}
        self._columns = [(known[name], table.column(heading)) for heading, name in chosen.items()]
        self._faults = _by_row(table.faults)

    def has(self, name: str) -> bool:
        """Whether a column is read as the field."""
        return name in self._headings

    def read(self, number: int, cells: tuple[str, ...]) -> ReadCells:
        """Return the row's values, what is wrong with it, and what was left out of it."""
        values: dict[str, Any] = {}
        typed: dict[str, str] = {}
        read = ReadCells(
            number=number,
            values=values,
            typed=typed,
            problems=list(self._faults.get(number, ())),
            remarks=[],
        )
        for field, column in self._columns:
            cell = cells[column]
            if is_blank(cell) or (not field.is_text and says_nothing(cell)):
                continue
            typed[field.name] = cell
            value = field.read(cell)
            if isinstance(value, Fault):
                self.blame(read, field.name, value)
            else:
                values[field.name] = value
        return read

    def blame(self, read: ReadCells, name: str, fault: Fault) -> None:
        """Add a fault to what is known of a row."""
        problem = RowProblem(
            row=read.number,
            column=self._headings.get(name, name),
            value=read.typed.get(name, ""),
            fault=fault.fault,
            remedy=fault.remedy,
        )
        (read.remarks if fault.is_left_out else read.problems).append(problem)


def says_nothing(cell: str) -> bool:
    """Whether a cell only says that it is empty: "N/A", "-", "not known"."""
    return len(cell) <= _LONGEST_NOTHING and cell.casefold().strip(" -\u2013.?[]()") in _NOTHING


def _check(
    table: Table, chosen: Mapping[str, str], known: Mapping[str, Field], needed: str
) -> None:
    problems = [
        Problem(field="map", value=heading, fault=f"There is no heading '{heading}'.",
                remedy="Match the headings that the file has.")
        for heading in chosen if heading not in table.headings
    ]  # fmt: skip
    for name, times in Counter(chosen.values()).items():
        if name not in known or times > 1:
            fault = (
                f"There is no field '{name}'."
                if name not in known
                else f"Two columns are matched to '{name}'."
            )
            problems.append(Problem(field="map", value=name, fault=fault, remedy="Choose one."))
    if needed not in chosen.values():
        fault = f"No column is matched to '{needed}', which every row needs."
        heading = (*table.headings, "Heading")[0]
        remedy = f'Choose "{needed}" for one column; by the command, --map "{heading}={needed}".'
        problems.append(Problem(field="map", fault=fault, remedy=remedy))
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))


def _by_row(problems: Iterable[RowProblem]) -> dict[int, list[RowProblem]]:
    by_row: dict[int, list[RowProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row, []).append(problem)
    return by_row
