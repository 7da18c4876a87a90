"""Bringing in a file: read, place, compare with what came before, propose."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from asset_map.imports.columns import PROBLEM_HEADINGS, combined, guess_mapping, parse_mapping
from asset_map.imports.fields import FIELD_NAMES, FIELDS
from asset_map.imports.places import read_places
from asset_map.imports.reading import ImportDefaults, Reading
from asset_map.imports.stops import is_timetable, read_stops
from asset_map.imports.table import RowProblem, Table
from asset_map.model.asset import AssetKind
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.gap import MappingStatus
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import ImportBatch
from asset_map.model.words import LONDON
from asset_map.register import batches, people, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.import_people import people_in
from asset_map.usecases.import_placing import PlacedRow, place_rows
from asset_map.usecases.import_proposing import Coming, Outcome, decide, write
from asset_map.usecases.import_report import ImportReport, Judged, make_report
from asset_map.usecases.keeping import times_of
from asset_map.usecases.propose_mapping import propose_status, wards_of_assets
from asset_map.usecases.reading_files import open_file
from asset_map.usecases.review_submission import WAITING

__all__ = [
    "FIELD_NAMES",
    "ImportReport",
    "ImportRequest",
    "Preview",
    "Progress",
    "Table",
    "batches_waiting",
    "guess_mapping",
    "import_assets",
    "mapping_of",
    "meaning_of",
    "open_file",
    "preview",
    "problem_row",
]

# Told the share that is done, from 0 to 1, and what is being done.
Progress = Callable[[float, str], object]
PREVIEW_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """A file that was opened, where it is from, what its columns hold; a dry run only tells."""

    table: Table
    content: bytes
    source: str
    mapping: Mapping[str, str | None]
    kind: AssetKind | None = None
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows as they will be read; ``rows`` hold the columns that say something."""

    rows: list[dict[str, str]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    in_words: str = ""


def mapping_of(table: Table, told: tuple[str, ...] = ()) -> dict[str, str | None]:
    """
    Return which column holds what: as told ("Heading=field"), and guessed for the rest.

    Raises
    ------
    InvalidSubmissionError
        When a heading or a field that was told does not exist.
    """
    return combined(
        guess_mapping(table.headings, table.sample()),
        parse_mapping(told, headings=table.headings),
    )


def meaning_of(field_name: str | None) -> str:
    """Return what a field holds, with an example; "" for none."""
    found = next((one for one in FIELDS if one.name == field_name), None)
    return f"{found.meaning} For example: {found.example}" if found else ""


def preview(house: House, request: ImportRequest, *, actor: Actor, now: datetime) -> Preview:
    """Return how the first rows will be read, changing nothing."""
    require(actor, Action.IMPORT)
    table = request.table
    head = replace(
        table, rows=table.rows[:PREVIEW_ROWS], row_numbers=table.row_numbers[:PREVIEW_ROWS]
    )
    reading, placed, faults = _read(
        house, replace(request, table=head), today=_day(now), new_id=random_id
    )
    refused = {problem.row for problem in (*reading.refused, *faults)}
    return Preview(
        rows=[_shown(one) for one in placed],
        problems=[problem_row(problem) for problem in (*reading.refused, *faults)],
        in_words=(
            f"Of the first {len(head.rows):,} rows {len(placed):,} can be read and "
            f"{len(refused):,} need mending."
        ),
    )


def import_assets(
    house: House,
    request: ImportRequest,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress = lambda _share, _doing: None,
    new_id: NewId = random_id,
) -> ImportReport:
    """
    Bring a file in: good rows wait for review (or are let in), the others are told.

    Everything is written in one transaction, or nothing is. Importing a file again
    changes nothing; a changed row becomes a proposed change. What somebody can do becomes no
    record: it lies among the people who can help until they are asked.

    Raises
    ------
    InvalidSubmissionError
        When the mapping has no column for the name, or the source has none itself.
    NotAllowedError
        When the role may not import.
    """
    require(actor, Action.IMPORT)
    request = replace(request, source=_named(request.source))
    progress(0.05, "Reading the rows")
    reading, placed, faults = _read(house, request, today=_day(now), new_id=new_id)
    progress(0.4, "Comparing with what is here")
    coming = Coming(
        source=request.source,
        placed=[one for one in placed if one.asset.kind is not AssetKind.SKILL],
        actor=actor,
        now=now,
        batch_id=new_id(),
        is_part=not set(PROBLEM_HEADINGS).isdisjoint(request.table.headings),
    )
    with house.register.reading() if request.is_dry_run else house.register.writing() as connection:
        outcome = decide(house, connection, coming, new_id=new_id)
        apart = people_in(
            house,
            connection,
            [one for one in placed if one.asset.kind is AssetKind.SKILL],
            source=request.source,
            actor=actor,
            now=now,
        )
        judged = Judged(
            table=request.table, reading=reading, coming=coming, faults=faults, people=apart
        )
        report = make_report(house, connection, judged, outcome, is_dry_run=request.is_dry_run)
        if not request.is_dry_run:
            progress(0.7, "Writing")
            batches.add(connection, _batch(request, report, coming))
            write(house, connection, outcome)
            people.add_unasked(connection, apart.new)
            _propose_mapped(house, connection, coming, outcome)
    progress(1.0, "Done")
    return report


def _propose_mapped(house: House, connection: Connection, coming: Coming, outcome: Outcome) -> None:
    """Propose that wards which came by new rows were looked at from the desk."""
    came = [one.proposed for one in outcome.proposed if one.proposed and one.asset_id is None]
    codes = wards_of_assets(house, connection, [*came, *(asset for asset, _ in outcome.let_in)])
    desk, note = MappingStatus.DESK_ONLY, f"import of “{coming.source}”"
    by, on = coming.actor.name, _day(coming.now)
    propose_status(connection, codes, desk, by=by, on=on, note=note)


def _read(
    house: House, request: ImportRequest, *, today: date, new_id: NewId
) -> tuple[Reading, list[PlacedRow], list[RowProblem]]:
    defaults = ImportDefaults(source=request.source, today=today, kind=request.kind)
    if is_timetable(request.table.headings):
        reading = read_stops(request.table, defaults=defaults)
    else:
        reading = read_places(request.table, request.mapping, defaults=defaults)
    placed, faults = place_rows(house, reading.rows, new_id=new_id)
    # People know a column by its heading, not by the field that it was matched to.
    headings = {field: heading for heading, field in request.mapping.items() if field}
    return (
        reading,
        placed,
        [replace(fault, column=headings.get(fault.column, fault.column)) for fault in faults],
    )


def _named(source: str) -> str:
    name = " ".join(source.split())
    if not name:
        fault, remedy = "The source has no name.", "Say where the file is from."
        problem = Problem(field="source", fault=fault, remedy=remedy)
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    return name


def _day(now: datetime) -> date:
    return now.astimezone(LONDON).date()


def _batch(request: ImportRequest, report: ImportReport, coming: Coming) -> ImportBatch:
    return ImportBatch(
        id=coming.batch_id,
        source=request.source,
        file_name=request.table.file_name,
        sha256=hashlib.sha256(request.content).hexdigest(),
        made_at=coming.now,
        made_by=coming.actor.name,
        rows_in=report.rows_in,
        rows_placed=report.rows_placed,
        rows_not_placed=report.rows_not_placed,
        rows_refused=report.rows_refused,
        rows_unchanged=report.rows_unchanged,
        rows_changed=report.rows_changed,
    )


def problem_row(problem: RowProblem) -> dict[str, str]:
    """Return a fault as a line of a table, under headings that people read."""
    return {
        "Row": str(problem.row),
        "Column": problem.column,
        "Value": problem.value,
        "What is wrong": problem.fault,
        "What to do": problem.remedy,
    }


def _shown(one: PlacedRow) -> dict[str, str]:
    place = one.asset.locations[0] if one.asset.locations else None
    return {
        "Row": str(one.row.number),
        "Name": one.asset.name,
        "Kind": one.asset.kind.label,
        "Where": ", ".join(
            part for part in (place.place_name, place.address, place.postcode) if part
        )
        if place
        else "",
        "Found by": place.method.label if place else "",
        "When": "; ".join(times_of(place)) if place else "",
        "Flags": "; ".join(flag.label for flag in one.row.flags),
    }


def batches_waiting(house: House, *, actor: Actor) -> list[tuple[ImportBatch, int]]:
    """Return the imports of which something still waits, the newest first, and how much."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        counted = [
            (batch, submissions.queue(connection, states=WAITING, batch_id=batch.id, limit=1)[1])
            for batch in batches.every(connection)
        ]
    return [(batch, waiting) for batch, waiting in counted if waiting]
