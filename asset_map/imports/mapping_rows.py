"""How well wards are mapped, from a table: a row for each ward."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asset_map.imports.keyed_rows import KeyedRows, keyed_rows
from asset_map.imports.table import Table
from asset_map.model.asset import Function
from asset_map.model.gap import MappingStatus
from asset_map.model.words import fold

__all__ = ["MappedWard", "read_mapping"]

_WANTED = {
    "code": r"(?:ward|division|area)(?: .*)? ?code|(?:wd|ced|area)\d*cd|code",
    "status": r"(?:mapping )?status",
    "found_none": r"(?:looked )?found none(?: of)?|looked for in vain",
    "on": r"on|date|day|confirmed on|looked on",
    "note": r"notes?|remarks?",
}
_STATUSES = {fold(one.label): one for one in MappingStatus}
_FUNCTIONS = {fold(one.label): one for one in Function}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedWard:
    """What a row says of one ward; ``status`` is None where it only says what was not found."""

    code: str
    status: MappingStatus | None
    found_none: tuple[Function, ...]
    on: date | None
    note: str


def read_mapping(table: Table, codes: Mapping[str, str]) -> tuple[MappedWard, ...]:
    """
    Return what a table says of the wards whose codes are known.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; every fault is told.
    """
    rows = keyed_rows(table, _WANTED, needed=("code",))
    said = [_said(rows, number, cells, codes) for number, cells in rows.rows]
    seen: set[str] = set()
    for (number, _), one in zip(rows.rows, said, strict=True):
        if one.code in seen:
            fault = f"'{one.code[:40]}' stands in an earlier row already."
            rows.refuse(number, "code", one.code, fault, "Take one of the rows out.")
        seen.add(one.code)
    rows.checked()
    return tuple(said)


def _said(
    rows: KeyedRows, number: int, cells: Mapping[str, str], codes: Mapping[str, str]
) -> MappedWard:
    code, typed = cells["code"], cells.get("status", "")
    if code not in codes:
        fault = f"there is no ward '{code[:40]}' in the boundary set in use."
        rows.refuse(number, "code", code, fault, "Mend the code, or take the row out.")
    status = _STATUSES.get(fold(typed))
    if typed and status is None:
        known = ", ".join(one.label for one in MappingStatus)
        rows.refuse(number, "status", typed, f"'{typed[:40]}' is no status.", f"Use: {known}.")
    none = _functions(rows, number, cells.get("found_none", ""))
    if not typed and not none:
        fault = "nothing is said of this ward."
        rows.refuse(number, "status", "", fault, "Give a status, or what was looked for in vain.")
    on = rows.day(number, "on", cells.get("on", ""))
    return MappedWard(code=code, status=status, found_none=none, on=on, note=cells.get("note", ""))


def _functions(rows: KeyedRows, number: int, text: str) -> tuple[Function, ...]:
    found = []
    for part in filter(None, (one.strip() for one in text.replace(",", ";").split(";"))):
        function = _FUNCTIONS.get(fold(part))
        if function is None:
            known = ", ".join(one.label for one in Function)
            fault = f"'{part[:40]}' is none of the functions."
            rows.refuse(number, "found_none", part, fault, f"Use: {known}.")
        else:
            found.append(function)
    return tuple(dict.fromkeys(found))
