"""Rows read as assets: every fault of a row at once, every other row all the same."""

import re
from collections.abc import Mapping
from typing import Any

from asset_map.imports.drafts import draft_asset, faults_between, given
from asset_map.imports.flags import HELD_BACK, Flag, flags_of
from asset_map.imports.kinds import KIND_WORDS, kind_of
from asset_map.imports.meetings import meetings_of
from asset_map.imports.points import StatedPoint, read_point
from asset_map.imports.readers import Fault, near
from asset_map.imports.reading import (
    ImportDefaults,
    Reading,
    ReadRow,
    Stated,
    digest,
    told_apart,
)
from asset_map.imports.rows import ReadCells, RowReader
from asset_map.imports.table import RowProblem, Table
from asset_map.model.asset import AssetKind
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.times import Meeting
from asset_map.model.visibility import default_publish
from asset_map.model.words import fold

__all__ = ["ImportDefaults", "ReadRow", "Reading", "Stated", "read_places"]

_LINES = ("address", "address_2", "address_3", "town")
_POSTCODE_IN_TEXT = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\s*$", re.IGNORECASE)
_KINDS = frozenset(AssetKind)
_KIND_WORDS = [word for words in KIND_WORDS.values() for word in words]


def read_places(
    table: Table, mapping: Mapping[str, str | None], *, defaults: ImportDefaults
) -> Reading:
    """
    Return every row as the draft of an asset, or with all that is wrong with it.

    Nothing is looked up here: a draft says where it is to be found, not where it is.
    What may be a prison, a vehicle or an archive is for officers only until one decides.

    Raises
    ------
    InvalidSubmissionError
        When the mapping does not fit the table, or has no column for the name.
    """
    reader = RowReader(table, mapping)
    rows: list[ReadRow] = []
    refused: list[RowProblem] = []
    remarks: list[RowProblem] = []
    for number, cells in table.numbered():
        read = reader.read(number, cells)
        row = _read_row(reader, read, cells, defaults)
        if row is None:
            refused += read.problems
        else:
            rows.append(row)
            remarks += read.remarks
    keyed, repeats = told_apart(rows)
    return Reading(rows=keyed, refused=tuple(refused), remarks=tuple(remarks), repeats=repeats)


def _read_row(
    reader: RowReader, read: ReadCells, cells: tuple[str, ...], defaults: ImportDefaults
) -> ReadRow | None:
    """Return the row's draft, or None after adding what is wrong to its problems."""
    values = read.values
    kind = _kind(values, defaults)
    point = read_point(**given(values, ("lon", "lat", "easting", "northing")))
    when = meetings_of(values)
    faults = [*point.faults, *when.faults, *faults_between(values, today=defaults.today)]
    if "name" not in read.typed:
        faults.append(("name", Fault("The name is empty.", "Say what it is called.")))
    if isinstance(kind, Fault):
        faults.append(("kind", kind))
    for field, fault in faults:
        reader.blame(read, field, fault)
    if read.problems or isinstance(kind, Fault):
        return None
    stated = _stated(values, point, reads_postcodes=reader.has("postcode"))
    flags = flags_of(
        name=values["name"],
        kind_word=values.get("kind", ""),
        address=stated.address,
        everything=" | ".join(cells),
        kind=kind,
    )
    is_held_back = not HELD_BACK.isdisjoint(flags) and "visible_to" not in values
    audience = {"visible_to": Audience.OFFICER} if is_held_back else {}
    asset = draft_asset(
        values | _tags(values) | audience,
        kind=kind,
        location=_location(values, stated, when.meetings, _publish(values, kind, flags)),
        source=defaults.source,
        today=defaults.today,
    )
    return ReadRow(
        numbers=(read.number,),
        asset=asset,
        stated=(stated,),
        row_key=_row_key(values, stated),
        fingerprint=digest(sorted(values.items())),
        flags=flags,
    )


def _kind(values: dict[str, Any], defaults: ImportDefaults) -> AssetKind | Fault:
    typed = values.get("kind", "")
    kind = kind_of(typed) or defaults.kind
    if kind is None and not typed:
        kind = kind_of(values.get("name", ""))
    if kind is not None:
        return kind
    like = near(typed, _KIND_WORDS) if typed else ""
    fault = "This is not a kind that is known here." if typed else "Nothing says what kind it is."
    return Fault(fault, f"Write one of: {like or ', '.join(AssetKind)}.")


def _tags(values: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the tags with the typed kind among them where it says more than the kind."""
    typed = str(values.get("kind", "")).casefold()
    if not typed or typed in _KINDS:
        return {}
    return {"tags": tuple(dict.fromkeys((*values.get("tags", ()), typed)))}


def _stated(values: dict[str, Any], point: StatedPoint, *, reads_postcodes: bool) -> Stated:
    lines = dict.fromkeys(values[line].strip(" ,") for line in _LINES if line in values)
    address = ", ".join(line for line in lines if line)
    postcode = values.get("postcode", "")
    if not reads_postcodes and (found := _POSTCODE_IN_TEXT.search(address)):
        postcode = f"{found[1]} {found[2]}".upper()
    return Stated(
        postcode=postcode,
        point=point.point,
        grid=point.grid,
        address=address,
        place_name=values.get("place_name", ""),
        uprn=values.get("uprn", ""),
    )


def _publish(values: dict[str, Any], kind: AssetKind, flags: tuple[Flag, ...]) -> PublishLocation:
    """Return how closely the place is shown: as stated, else no closer than is safe."""
    is_home: bool | None = values.get("is_home")
    stated: PublishLocation | None = values.get("publish_location")
    if is_home and stated is not PublishLocation.WITHHELD:
        return PublishLocation.WARD
    if stated is not None:
        return stated
    if is_home is None and Flag.MAY_BE_A_HOME in flags:
        return PublishLocation.WARD
    return default_publish(kind, is_home=is_home)


def _location(
    values: dict[str, Any],
    stated: Stated,
    meetings: tuple[Meeting, ...],
    publish: PublishLocation,
) -> Location:
    return Location(
        id="",
        kind=values.get("location_kind", LocationKind.FIXED),
        place_name=stated.place_name,
        address=stated.address,
        postcode=stated.postcode,
        uprn=stated.uprn,
        is_home=values.get("is_home"),
        publish=publish,
        is_publish_chosen="publish_location" in values,
        meetings=meetings,
    )


def _row_key(values: dict[str, Any], stated: Stated) -> str:
    """Return what the row is known by: its own id, else name, postcode, address and type."""
    if "source_id" in values:
        return f"id {values['source_id']}"
    where: tuple[object, ...] = (stated.postcode, fold(stated.address))
    if not any(where):
        where = (fold(stated.place_name), stated.point, stated.grid)
    return f"row {digest(fold(values['name']), *where, fold(values.get('kind', '')))}"
