"""Small tables of areas and points: their columns by heading, their faults by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from asset_map.imports.table import Table
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import fold

__all__ = ["KeyedRows", "Wanted", "keyed_rows"]

_MOST_TOLD = 10
# For each field the headings that mean it, folded, as regular expressions.
Wanted = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRows:
    """A table's rows by field, and the faults found in them so far."""

    file_name: str
    headings: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    faults: list[Problem] = field(default_factory=list)

    def refuse(self, row: int, name: str, value: str, fault: str, remedy: str) -> None:
        """Write down a fault of one row, in one column."""
        column = self.headings.get(name, name)
        said = f"Row {row:,}, {column}: {fault}"
        self.faults.append(Problem(field=column, value=value[:40], fault=said, remedy=remedy))

    def checked(self) -> None:
        """
        Go on only without faults.

        Raises
        ------
        InvalidSubmissionError
            Otherwise, with every fault; nothing is taken in.
        """
        if not self.faults:
            return
        told = " ".join(str(problem) for problem in self.faults[:_MOST_TOLD])
        more = len(self.faults) - _MOST_TOLD
        rest = f" And {more:,} more." if more > 0 else ""
        message = f"The file '{self.file_name}' was not taken in. {told}{rest}"
        raise InvalidSubmissionError(message, problems=tuple(self.faults))

    def day(self, row: int, name: str, text: str) -> date | None:
        """Return a date written as 2026-11-22 or 22/11/2026; None for none, or for a fault."""
        if not text:
            return None
        year_first, day_first = re.fullmatch(_ISO, text), re.fullmatch(_BRITISH, text)
        try:
            if year_first:
                return date(*map(int, year_first.groups()))
            if day_first:
                return date(*map(int, reversed(day_first.groups())))
        except ValueError:
            pass
        self.refuse(row, name, text, f"'{text[:40]}' is no date.", "Write it as 2026-11-22.")
        return None


_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?"
_BRITISH = r"(\d{1,2})/(\d{1,2})/(\d{4})"


def keyed_rows(table: Table, wanted: Wanted, *, needed: Sequence[str]) -> KeyedRows:
    """
    Return the rows of a table by the fields that its headings mean.

    Raises
    ------
    InvalidSubmissionError
        When a column that is needed is not there, or there are no rows.
    """
    found = dict(_found(table.headings, wanted))
    if missing := [name for name in needed if name not in found]:
        message = (
            f"The file '{table.file_name}' has no column for {', '.join(missing)}; its headings "
            f"are: {', '.join(table.headings)[:300]}. Name one of them so."
        )
        raise InvalidSubmissionError(message)
    if not table.rows:
        message = f"The file '{table.file_name}' has headings and no rows; add some."
        raise InvalidSubmissionError(message)
    places = {name: table.column(heading) for name, heading in found.items()}
    rows = [
        (number, {name: cells[place] for name, place in places.items()})
        for number, cells in table.numbered()
    ]
    return KeyedRows(file_name=table.file_name, headings=found, rows=rows)


def _found(headings: Sequence[str], wanted: Wanted) -> Iterator[tuple[str, str]]:
    for name, meaning in wanted.items():
        for heading in headings:
            if re.fullmatch(meaning, fold(heading)):
                yield name, heading
                break
