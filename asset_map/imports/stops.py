"""
Mobile services: a timetable of stops read as one asset for each service.

The columns are those that British councils publish for mobile libraries: organisation,
mobile, route, community, stop, address, postcode, geox, geoy, day, type, arrival,
departure, frequency (RFC 5545), start, end, exceptions.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asset_map.imports import readers as read
from asset_map.imports.fields import Field
from asset_map.imports.points import read_point
from asset_map.imports.readers import Fault
from asset_map.imports.reading import ImportDefaults, Reading, ReadRow, Stated, digest
from asset_map.imports.rows import ReadCells, RowReader
from asset_map.imports.table import RowProblem, Table
from asset_map.model.asset import Asset, AssetKind, Provenance, SourceKind
from asset_map.model.cells import split_items
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import Location, LocationKind
from asset_map.model.query import Weekday
from asset_map.model.state import RecordState
from asset_map.model.times import Stop
from asset_map.model.words import fold, long_date
from asset_map.schedule.recurrence import check_rule

__all__ = ["STOP_FIELDS", "is_timetable", "read_stops"]


def _days(cell: str) -> tuple[date, ...] | Fault:
    listed: list[date] = []
    for part in split_items(cell):
        day = read.day(part)
        if isinstance(day, Fault):
            return day
        listed.append(day)
    return tuple(listed)


_STOPS = "Stops of a mobile service"
_AXES = "degrees (EPSG:4326), or metres (EPSG:27700)"

STOP_FIELDS: tuple[Field, ...] = (
    Field("organisation", _STOPS, "Who runs the service.", "Norfolk", read.text(200),
          ("provider",), is_text=True),
    Field("mobile", _STOPS, "Which vehicle: each becomes one asset.", "EDE", read.text(100),
          ("vehicle", "service"), is_text=True),
    Field("route", _STOPS, "Which round.", "EDE305", read.text(100), (), is_text=True),
    Field("community", _STOPS, "The village.", "Stanfield", read.text(200), ("village",),
          is_text=True),
    Field("stop", _STOPS, "Where it stands. Every row needs it.", "Cherry Tree Farm",
          read.text(300), ("stop name",), is_text=True),
    Field("address", _STOPS, "The address.", "Cherry Tree Farm, Stanfield", read.text(500), (),
          is_text=True),
    Field("postcode", _STOPS, "A UK postcode.", "NR20 4HR", read.postcode, ("post code",)),
    Field("geox", _STOPS, f"Across: {_AXES}.", "0.8651", read.number,
          ("x", "lon", "longitude", "easting")),
    Field("geoy", _STOPS, f"Up: {_AXES}.", "52.7491", read.number,
          ("y", "lat", "latitude", "northing")),
    Field("day", _STOPS, "The weekday.", "Wednesday", read.word(Weekday)),
    Field("type", _STOPS, "Only public stops are read, never a home visit.", "Public",
          read.text(100), ("stop type",), is_text=True),
    Field("arrival", _STOPS, "When it comes.", "09:40", read.clock, ("arrives",)),
    Field("departure", _STOPS, "When it goes.", "09:55", read.clock, ("departs",)),
    Field("frequency", _STOPS, "A rule of RFC 5545.", "FREQ=WEEKLY;INTERVAL=4", read.rule,
          ("rrule", "recurrence")),
    Field("start", _STOPS, "The first day it calls.", "2019-08-21", read.day, ("valid from",)),
    Field("end", _STOPS, "The last day it calls.", "2020-03-31", read.day, ("valid to",)),
    Field("exceptions", _STOPS, "Days it does not call, parted by semicolons.",
          "2019-12-25; 2020-01-01", _days),
)  # fmt: skip

# Headings that nothing but a timetable of stops has together.
_TELLING = ("stop", "frequency", "arrival")
_PUBLIC = "public"
_DEGREES_UP_TO = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """One row that was read: a stop, where it says it is, and which service calls there."""

    number: int
    service: str
    location: Location
    stated: Stated
    values: dict[str, Any]


def is_timetable(headings: Sequence[str]) -> bool:
    """Whether the headings are those of a timetable of stops."""
    found = set(_mapping(headings).values())
    return found.issuperset(_TELLING)


def read_stops(table: Table, *, defaults: ImportDefaults) -> Reading:
    """
    Return one asset for each mobile service, with all its stops as locations.

    A row that is no public stop is refused: a home visit tells where somebody lives.

    Raises
    ------
    InvalidSubmissionError
        When the table has no column for the stop.
    """
    reader = RowReader(table, _mapping(table.headings), fields=STOP_FIELDS, needed="stop")
    services: dict[str, list[_Call]] = defaultdict(list)
    refused: list[RowProblem] = []
    remarks: list[RowProblem] = []
    for number, cells in table.numbered():
        row = reader.read(number, cells)
        call = _call_of(reader, row)
        if call is None:
            refused += row.problems
        else:
            services[fold(call.service)].append(call)
            remarks += row.remarks
    rows = tuple(_service(calls, defaults) for calls in services.values())
    return Reading(rows=rows, refused=tuple(refused), remarks=tuple(remarks))


def _mapping(headings: Sequence[str]) -> dict[str, str | None]:
    names = {alias: field.name for field in STOP_FIELDS for alias in field.aliases}
    names |= {field.name: field.name for field in STOP_FIELDS}
    mapping: dict[str, str | None] = {}
    for heading in headings:
        name = names.get(fold(heading))
        mapping[heading] = name if name not in mapping.values() else None
    return mapping


def _call_of(reader: RowReader, row: ReadCells) -> _Call | None:
    """Return the row's stop, or None after adding what is wrong to its problems."""
    values = row.values
    point = read_point(**_axes(values))
    for name, fault in (*_faults(row), *point.faults):
        reader.blame(row, {"lon": "geox", "easting": "geox"}.get(name, name), fault)
    if row.problems:
        return None
    stop = values["stop"]
    stated = Stated(
        postcode=values.get("postcode", ""),
        point=point.point,
        grid=point.grid,
        address=values.get("address", ""),
        place_name=", ".join(dict.fromkeys(filter(None, (stop, values.get("community"))))),
    )
    parts = (values.get("organisation", ""), "mobile library", values.get("mobile", ""))
    service = " ".join(filter(None, parts))
    location = Location(
        id="",
        kind=LocationKind.STOP,
        place_name=stated.place_name,
        address=stated.address,
        postcode=stated.postcode,
        is_home=False,
        stop=_stop(service, values),
    )
    return _Call(
        number=row.number, service=service, location=location, stated=stated, values=values
    )


def _axes(values: dict[str, Any]) -> dict[str, float | None]:
    across, up = values.get("geox"), values.get("geoy")
    is_metres = max(abs(across or 0.0), abs(up or 0.0)) > _DEGREES_UP_TO
    names = ("easting", "northing") if is_metres else ("lon", "lat")
    return dict(zip(names, (across, up), strict=True))


def _faults(row: ReadCells) -> list[tuple[str, Fault]]:
    values = row.values
    faults: list[tuple[str, Fault]] = []
    if "stop" not in row.typed:
        faults.append(("stop", Fault("The stop has no name.", "Say where it stands.")))
    if fold(values.get("type", _PUBLIC)) != _PUBLIC:
        fault = "This is no public stop, and may tell where somebody lives."
        faults.append(("type", Fault(fault, "Leave it out of the file.")))
    if "frequency" in values:
        try:
            check_rule(_rule(values), starts_on=values.get("start"))
        except InvalidSubmissionError as error:
            problem = error.problems[0]
            faults.append(("frequency", Fault(problem.fault, problem.remedy)))
    faults += [
        (second, Fault("It ends before it begins.", "Check both."))
        for first, second in (("arrival", "departure"), ("start", "end"))
        if first in values and second in values and values[second] < values[first]
    ]
    first_day, weekday = values.get("start"), values.get("day")
    if first_day and weekday and tuple(Weekday)[first_day.weekday()] is not weekday:
        fault = f"{long_date(first_day)} is no {weekday.label.title()}; the weekday is taken."
        faults.append(("start", Fault(fault, "Check both.", is_left_out=True)))
    return faults


def _rule(values: dict[str, Any]) -> str:
    """Return the rule with its weekday in it, where a column of its own says that."""
    rule: str = values.get("frequency", "")
    weekly = rule.startswith("FREQ=WEEKLY") and "BYDAY" not in rule
    return f"{rule};BYDAY={values['day'].code}" if weekly and "day" in values else rule


def _stop(service: str, values: dict[str, Any]) -> Stop:
    return Stop(
        service_name=service,
        route=values.get("route", ""),
        rrule=_rule(values),
        starts_on=values.get("start"),
        arrives=values.get("arrival"),
        departs=values.get("departure"),
        valid_from=values.get("start"),
        valid_to=values.get("end"),
        exceptions=values.get("exceptions", ()),
    )


def _service(calls: list[_Call], defaults: ImportDefaults) -> ReadRow:
    """Return the service with its stops in one order, however the file was sorted."""
    calls = sorted(calls, key=lambda call: (repr(sorted(call.values.items())), call.number))
    name = calls[0].service
    asset = Asset(
        id="",
        kind=defaults.kind or AssetKind.INSTITUTION,
        name=name,
        tags=("mobile library",),
        locations=tuple(call.location for call in calls),
        record_state=RecordState.SUBMITTED,
        provenance=Provenance(
            source=defaults.source,
            source_kind=SourceKind.IMPORT,
            recorded_on=defaults.today,
        ),
    )
    return ReadRow(
        numbers=tuple(call.number for call in calls),
        asset=asset,
        stated=tuple(call.stated for call in calls),
        row_key=f"service {digest(fold(name))}",
        fingerprint=digest([sorted(call.values.items()) for call in calls]),
    )
