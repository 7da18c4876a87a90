"""Walking distances that were measured elsewhere, from a table."""

from collections.abc import Iterator
from math import isfinite

from asset_map.imports.keyed_rows import keyed_rows
from asset_map.imports.table import Table

__all__ = ["read_walks"]

_WANTED = {
    "point": r"point(?: code)?|origin|from|code",
    "asset": r"asset(?: id)?|destination|to|place",
    "metres": r"metres|meters|m|distance(?: m)?|walk m",
}


def read_walks(table: Table) -> list[tuple[str, str, float]]:
    """
    Return the demand point's code, the asset's id and the metres of each row.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; every fault is told.
    """
    rows = keyed_rows(table, _WANTED, needed=("point", "asset", "metres"))

    def walked() -> Iterator[tuple[str, str, float]]:
        for number, cells in rows.rows:
            try:
                metres = float(cells["metres"].replace(",", ""))
            except ValueError:
                metres = -1.0
            if not isfinite(metres) or metres < 0:
                fault = f"'{cells['metres'][:40]}' is no distance."
                rows.refuse(number, "metres", cells["metres"], fault, "Give metres, 0 or more.")
            yield cells["point"], cells["asset"], metres

    found = list(walked())
    rows.checked()
    return found
