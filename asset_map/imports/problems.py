"""What was wrong with which row, in a file that can be mended and imported again."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from asset_map.imports.columns import PROBLEM_HEADINGS
from asset_map.imports.table import RowProblem, Table
from asset_map.model.cells import neutralised

__all__ = ["RowProblem", "problems_csv"]


def problems_csv(table: Table, problems: Iterable[RowProblem]) -> bytes:
    """
    Return the rows that have problems as CSV, in their own columns and two more.

    The two say which row it was and what to mend; on the way back in they are not read.
    What a spreadsheet program would run as a formula has an apostrophe before it, which
    is taken away again on the way in.
    """
    faults: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        where = f"{problem.column}: " if problem.column else ""
        faults[problem.row].append(f"{where}{problem.fault} {problem.remedy}")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(neutralised, (*table.headings, *PROBLEM_HEADINGS)))
    for number, cells in table.numbered():
        if number in faults:
            said = (*cells, str(number), "\n".join(faults[number]))
            writer.writerow(map(neutralised, said))
    return text.getvalue().encode("utf-8-sig")
