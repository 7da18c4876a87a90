"""Area committees from a table: a row for each area that one looks after."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from asset_map.imports.keyed_rows import KeyedRows, keyed_rows
from asset_map.imports.table import Table
from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.words import fold

__all__ = ["SetOf", "read_committees"]

_WANTED = {
    "code": r"(?:ward|division|area|parish|member)(?: .*)? ?code|(?:wd|ced|area)\d*cd|code",
    "committee": r"(?:area )?committee(?: name)?|constituency(?: name)?|name of committee",
    "id": r"(?:area )?committee (?:code|id)|constituency code|pcon\d\dcd",
    "set": r"boundary set|(?:ward )?edition",
    "council": r"council(?: name)?",
    "basis": r"basis",
    "from": r"from(?: day| date)?|valid from|starts?",
    "to": r"to(?: day| date)?|until|valid to|ends?",
    "officer": r"(?:ward )?officer",
    "meetings": r"(?:next )?meetings?(?: dates?)?",
}


# By the folded name of a boundary set ("" for the one that is meant without a name) and a
# code, the id of the set.
SetOf = Mapping[tuple[str, str], str]


def read_committees(table: Table, set_of: SetOf) -> tuple[AreaCommittee, ...]:
    """
    Return the committees of a table, by name.

    Parameters
    ----------
    set_of
        Which boundary sets have an area of which code.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; every fault is told.
    """
    rows = keyed_rows(table, _WANTED, needed=("code", "committee"))
    found: dict[str, AreaCommittee] = {}
    for number, cells in rows.rows:
        name = " ".join(cells["committee"].split())
        if not name:
            rows.refuse(
                number, "committee", "", "there is no committee.", "Name it, or take it out."
            )
            continue
        member = _member(rows, number, cells, set_of)
        key = fold(name)
        standing = found.get(key) or AreaCommittee(
            id=cells.get("id", "") or key.replace(" ", "-"),
            name=name,
            council=cells.get("council", ""),
            basis=cells.get("basis", ""),
        )
        if any(
            one.code == member.code and one.from_day == member.from_day for one in standing.members
        ):
            fault = f"'{member.code}' is listed for '{name[:60]}' twice."
            rows.refuse(number, "code", member.code, fault, "Take one of the rows out.")
        found[key] = replace(
            standing,
            members=(*standing.members, member),
            meetings=tuple(sorted({*standing.meetings, *_meetings(rows, number, cells)})),
        )
    rows.checked()
    return tuple(sorted(found.values(), key=lambda one: (fold(one.name), one.id)))


def _member(
    rows: KeyedRows, number: int, cells: Mapping[str, str], set_of: SetOf
) -> CommitteeMember:
    code, named = cells["code"], cells.get("set", "")
    set_id = set_of.get((fold(named), code), "")
    if not set_id:
        which = f"'{named[:60]}' has no" if named else "no boundary set has an"
        fault = f"{which} area '{code[:40]}'."
        rows.refuse(number, "code", code, fault, "Add its boundaries first, or mend the code.")
    from_day = rows.day(number, "from", cells.get("from", ""))
    to_day = rows.day(number, "to", cells.get("to", ""))
    if from_day and to_day and to_day < from_day:
        rows.refuse(number, "to", cells["to"], "it ends before it begins.", "Check both days.")
    return CommitteeMember(
        code=code,
        set_id=set_id,
        from_day=from_day,
        to_day=to_day,
        officer=cells.get("officer", ""),
    )


def _meetings(rows: KeyedRows, number: int, cells: Mapping[str, str]) -> list[date]:
    texts = [text.strip() for text in cells.get("meetings", "").replace(";", ",").split(",")]
    days = [rows.day(number, "meetings", text) for text in texts]
    return [day for day in days if day]
