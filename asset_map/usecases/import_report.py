"""What became of a file: the data-quality report that ends every import."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from asset_map.imports.flags import Flag
from asset_map.imports.problems import problems_csv
from asset_map.imports.reading import Reading
from asset_map.imports.table import RowProblem, Table
from asset_map.model.area import BoundaryKind
from asset_map.model.asset import AssetKind
from asset_map.model.words import counted
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.import_people import PeopleIn
from asset_map.usecases.import_placing import PlacedRow
from asset_map.usecases.import_proposing import Coming, Outcome

SHOWN = 5

__all__ = ["ImportReport", "Judged", "PinOff", "make_report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Everything that was found out about the rows before anything was written."""

    table: Table
    reading: Reading
    coming: Coming
    faults: Sequence[RowProblem]
    people: PeopleIn = field(default_factory=PeopleIn)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinOff:
    """A row whose pin lies far from its own postcode."""

    row: int
    name: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """
    Where every row of a file went: ``rows_in`` is placed and not placed and refused.

    ``problems`` are the faults of refused rows, ``remarks`` what was left out of the
    others. ``people`` is how many who can help were written down apart; they count as not
    placed. ``wards_without`` of ``ward_count`` wards got nothing from this file.
    """

    batch_id: str
    is_dry_run: bool
    rows_in: int
    rows_placed: int
    rows_not_placed: int
    rows_refused: int
    rows_unchanged: int
    rows_changed: int
    waiting: int
    let_in: int
    people: int
    located_by: dict[str, int]
    pins_off: tuple[PinOff, ...]
    duplicates: int
    flags: dict[str, int]
    repeats: tuple[tuple[int, ...], ...]
    outside: int
    ward_count: int
    wards_without: int
    problems: tuple[RowProblem, ...]
    remarks: tuple[RowProblem, ...]
    problems_csv: bytes
    pin_limit_m: float

    @property
    def headline(self) -> str:
        """What happened, in a sentence."""
        rows = counted(self.rows_in, "row")
        parts = [
            f"{self.rows_placed:,} placed",
            f"{self.rows_not_placed:,} without a place",
            f"{self.rows_refused:,} to mend",
        ]
        start = "Nothing was changed yet. Of" if self.is_dry_run else "Of"
        return f"{start} {rows}: {', '.join(parts)}."

    @property
    def lines(self) -> tuple[str, ...]:
        """The report, a sentence a line."""
        wait = "waits" if self.waiting == 1 else "wait"
        would = "would wait" if self.is_dry_run else wait
        ways = ", ".join(f"{how} {number:,}" for how, number in self.located_by.items())
        waiting = counted(self.waiting, "record")
        here = counted(self.rows_unchanged, "row")
        said = [
            f"{waiting} {would} in Review; {self.let_in:,} went straight into the register.",
            f"{here} here before and unchanged; {self.rows_changed:,} proposed as changes.",
            f"How they were found: {ways or 'none was'}.",
        ]
        said += self._doubts()
        if self.people:
            who = counted(self.people, "person who can help", "people who can help")
            said.append(
                f"{who} written down apart: nothing is told of them until they agree. Ask them, "
                "and note it on People who can help."
            )
        if self.ward_count:
            said.append(
                f"{counted(self.outside, 'place')} outside every ward; {self.wards_without:,} of "
                f"{counted(self.ward_count, 'ward')} got nothing from this file."
            )
        return tuple(said)

    def _doubts(self) -> list[str]:
        said = []
        if self.pins_off:
            far = ", ".join(f"row {p.row} ({p.metres:,} m)" for p in self.pins_off[:SHOWN])
            said.append(
                f"{counted(len(self.pins_off), 'pin')} more than {self.pin_limit_m:,.0f} m from "
                f"their own postcode: {far}{' and more' if len(self.pins_off) > SHOWN else ''}."
            )
        if self.duplicates:
            said.append(f"{counted(self.duplicates, 'record')} may be there already.")
        said += [f"{counted(number, 'row')}: {flag}." for flag, number in self.flags.items()]
        if self.repeats:
            rows = "; ".join(" and ".join(map(str, group)) for group in self.repeats[:SHOWN])
            said.append(
                f"{counted(len(self.repeats), 'set')} of rows with the same name, place and type "
                f"({rows}): each row was kept, and flagged for an officer to compare."
            )
        if self.remarks:
            first = self.remarks[0]
            said.append(
                f"{counted(len(self.remarks), 'value')} that could not be used left out, first in "
                f"row {first.row}, {first.column}: {first.fault}"
            )
        return said


def make_report(
    house: House, connection: Connection, judged: Judged, outcome: Outcome, *, is_dry_run: bool
) -> ImportReport:
    """Return the report on rows that were decided about."""
    placed = judged.coming.placed
    problems = tuple(sorted((*judged.reading.refused, *judged.faults), key=lambda one: one.row))
    refused = {problem.row for problem in problems}
    limit = house.settings.edge_pin_disagreement_m
    outside, ward_count, wards_without = _wards(house, connection, placed)
    return ImportReport(
        batch_id=judged.coming.batch_id,
        is_dry_run=is_dry_run,
        rows_in=len(judged.table.rows),
        rows_placed=sum(len(one.row.numbers) for one in placed if one.is_placed),
        rows_not_placed=sum(
            len(one.row.numbers)
            for one in (*placed, *judged.people.rows)
            if not one.is_placed or one.asset.kind is AssetKind.SKILL
        ),
        rows_refused=len(refused),
        rows_unchanged=outcome.unchanged + judged.people.known,
        rows_changed=outcome.changed,
        waiting=len(outcome.proposed) + len(outcome.mended),
        let_in=len(outcome.let_in),
        people=len(judged.people.new),
        located_by=_located_by(placed),
        pins_off=tuple(
            PinOff(row=one.row.number, name=one.asset.name, metres=round(one.pin_off_m))
            for one in placed
            if one.pin_off_m is not None and one.pin_off_m > limit
        ),
        duplicates=len(outcome.alike),
        flags=_flags(placed),
        repeats=judged.reading.repeats,
        outside=outside,
        ward_count=ward_count,
        wards_without=wards_without,
        problems=problems,
        remarks=(*judged.reading.remarks, *(r for one in placed for r in one.remarks)),
        problems_csv=problems_csv(judged.table, problems) if problems else b"",
        pin_limit_m=limit,
    )


def _located_by(placed: Sequence[PlacedRow]) -> dict[str, int]:
    methods = Counter(place.method.label for one in placed for place in one.asset.locations)
    return {("no place" if how == "none" else how): n for how, n in methods.most_common()}


def _flags(placed: Sequence[PlacedRow]) -> dict[str, int]:
    flags = Counter(flag for one in placed for flag in one.row.flags)
    return {flag.label: flags[flag] for flag in Flag if flags[flag]}


def _wards(
    house: House, connection: Connection, placed: Sequence[PlacedRow]
) -> tuple[int, int, int]:
    """Return how many places are in no ward, how many wards there are, how many got nothing."""
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        return 0, 0, 0
    places = [place for one in placed for place in one.asset.locations]
    found = [ward for ward in house.wards_of(connection, places) if ward is not None]
    reached = {ward.code for ward in found if ward.code is not None}
    count = areas.count_of(connection, ward_set.id)
    return sum(ward.code is None for ward in found), count, count - len(reached)
