"""
How well wards are mapped, and what was looked for in vain: said by people, with dates.

A roadshow or an import may propose a status (``propose_mapping``); a person sets it. What
was said of one boundary set is carried over to another by share of residents when it is
asked for, and never written down as if somebody had said it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from asset_map.imports.mapping_rows import MappedWard, read_mapping
from asset_map.imports.spreadsheet import read_table
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import Function
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.gap import FoundNone, MappingStatus, WardMapping
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, long_date
from asset_map.register import areas, gaps
from asset_map.register.engine import Connection
from asset_map.usecases.gap_carried import said_of
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.house import House
from asset_map.usecases.reading_files import read_within_limits

__all__ = [
    "MappedWards",
    "WardSaid",
    "history_of_ward",
    "import_mapping",
    "is_there_after_all",
    "looked_and_found_none",
    "set_status",
    "wards_said",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedWards:
    """What a file said: how many wards of each status, and how often "looked, found none"."""

    set_name: str
    by_status: tuple[tuple[MappingStatus, int], ...]
    found_none: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WardSaid:
    """
    What stands of an area, what is proposed, and what was looked for in vain.

    ``status`` is what figures go by: where nobody said anything of the area itself
    (``standing`` is None), what is carried over from another set, or else not started.
    """

    code: str
    name: str
    district_name: str
    status: MappingStatus
    standing: WardMapping | None
    proposed: WardMapping | None
    found_none: tuple[FoundNone, ...]


def set_status(
    house: House,
    codes: Sequence[str],
    status: MappingStatus,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
) -> None:
    """
    Say of some wards of the set in use how well they are mapped.

    Raises
    ------
    NotFoundError
        When one of the codes is no ward there.
    """
    require(actor, Action.MAP_WARDS)
    with house.register.writing() as connection:
        set_id = _known(connection, codes).id
        said = [_mapping(set_id, code, status, actor, _day(now), note) for code in codes]
        gaps.put_mappings(connection, said)


def looked_and_found_none(
    house: House,
    code: str,
    functions: Sequence[Function],
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
) -> None:
    """Say that somebody looked for functions in a ward of the set in use, and found none."""
    require(actor, Action.MAP_WARDS)
    with house.register.writing() as connection:
        set_id = _known(connection, [code]).id
        said = [_none(set_id, code, one, actor, _day(now), note) for one in functions]
        gaps.put_found_none(connection, said)


def is_there_after_all(
    house: House, code: str, functions: Sequence[Function], *, actor: Actor, now: datetime
) -> None:
    """Take back that functions were looked for in vain."""
    require(actor, Action.MAP_WARDS)
    with house.register.writing() as connection:
        set_id = _known(connection, [code]).id
        said = [_none(set_id, code, one, actor, _day(now), "") for one in functions]
        gaps.take_back_found_none(connection, said)


def wards_said(
    house: House, *, actor: Actor, set_name: str = ""
) -> tuple[BoundarySet | None, tuple[WardSaid, ...]]:
    """Return what was said of each ward in use, or each area of a set by its name; by name."""
    require(actor, Action.MEASURE_GAPS)
    with house.register.reading() as connection:
        if not set_name and areas.set_in_use(connection, BoundaryKind.WARD) is None:
            return None, ()
        ward_set = _set(connection, set_name)
        names = areas.names_of(connection, ward_set.id)
        standing = gaps.mappings(connection, ward_set.id)
        proposed = gaps.proposed_mappings(connection, ward_set.id)
        carried = said_of(house, connection, ward_set, gap_settings(house.settings)).statuses
        none: dict[str, list[FoundNone]] = {}
        for one in gaps.found_none(connection, ward_set.id):
            none.setdefault(one.code, []).append(one)
    return ward_set, tuple(
        WardSaid(
            code=code,
            name=name,
            district_name=district,
            status=carried.get(code, MappingStatus.NOT_STARTED),
            standing=standing.get(code),
            proposed=proposed.get(code),
            found_none=tuple(none.get(code, ())),
        )
        for code, name, district in sorted(names, key=lambda one: (one[1].casefold(), one[0]))
    )


def history_of_ward(
    house: House, code: str, *, actor: Actor, set_name: str = ""
) -> tuple[WardMapping, ...]:
    """Return everything that was said of how well a ward is mapped, the latest first."""
    require(actor, Action.MEASURE_GAPS)
    with house.register.reading() as connection:
        set_id = _known(connection, [code], set_name).id
        return tuple(reversed(gaps.mapping_history(connection, set_id, code)))


def import_mapping(house: House, path: Path, *, actor: Actor, now: datetime) -> MappedWards:
    """
    Read from a table how well wards are mapped and what was looked for in vain.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; nothing is changed.
    """
    require(actor, Action.MAP_WARDS)
    table = read_within_limits(house, read_table, path)
    with house.register.writing() as connection:
        ward_set = _set(connection)
        names = {code: name for code, name, _ in areas.names_of(connection, ward_set.id)}
        read = read_mapping(table, names)
        _refuse_days_to_come(read, _day(now))
        gaps.put_mappings(connection, _mappings(read, ward_set.id, actor, _day(now)))
        none = _nones(read, ward_set.id, actor, _day(now))
        gaps.put_found_none(connection, none)
    counts = [(one, sum(row.status is one for row in read)) for one in MappingStatus]
    return MappedWards(
        set_name=ward_set.name,
        by_status=tuple((one, count) for one, count in counts if count),
        found_none=len(none),
    )


def _mappings(
    read: Sequence[MappedWard], set_id: str, actor: Actor, today: date
) -> list[WardMapping]:
    return [
        _mapping(set_id, row.code, row.status, actor, row.on or today, row.note)
        for row in read
        if row.status is not None
    ]


def _nones(read: Sequence[MappedWard], set_id: str, actor: Actor, today: date) -> list[FoundNone]:
    return [
        _none(set_id, row.code, function, actor, row.on or today, row.note)
        for row in read
        for function in row.found_none
    ]


def _mapping(
    set_id: str, code: str, status: MappingStatus, actor: Actor, on: date, note: str
) -> WardMapping:
    return WardMapping(
        set_id=set_id, code=code, status=status, by=actor.name, on=on, note=note.strip()
    )


def _none(
    set_id: str, code: str, function: Function, actor: Actor, on: date, note: str
) -> FoundNone:
    return FoundNone(
        set_id=set_id, code=code, function=function, by=actor.name, on=on, note=note.strip()
    )


def _day(now: datetime) -> date:
    return now.astimezone(LONDON).date()


def _set(connection: Connection, name: str = "") -> BoundarySet:
    if name:
        return areas.set_named(connection, name)
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        message = "There are no wards yet; bring them in on the page Boundaries."
        raise NotFoundError(message)
    return ward_set


def _known(connection: Connection, codes: Sequence[str], set_name: str = "") -> BoundarySet:
    ward_set = _set(connection, set_name)
    names: Mapping[str, str] = {
        code: name for code, name, _ in areas.names_of(connection, ward_set.id)
    }
    for code in codes:
        if code not in names:
            message = f"There is no ward '{code}' in '{ward_set.name}'; choose one from its list."
            raise NotFoundError(message)
    return ward_set


def _refuse_days_to_come(read: Sequence[MappedWard], today: date) -> None:
    problems = tuple(
        Problem(
            field="on",
            value=row.code,
            fault=f"'{row.code}' was looked at on {long_date(row.on)}, which is still to come.",
            remedy="Give the day on which somebody looked.",
        )
        for row in read
        if row.on and row.on > today
    )
    if problems:
        message = f"The file was not taken in. {problems[0]}"
        raise InvalidSubmissionError(message, problems=problems)
