"""Small records drawn by hand and at random, as exports are given them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from asset_map.exports.table import Conditions, ExportRow
from asset_map.model.asset import (
    Asset,
    AssetKind,
    BuildingBlock,
    Contact,
    ForWhom,
    Function,
    Identifier,
    Provenance,
    Sector,
    SourceKind,
    SpaceDetails,
    Tenure,
    Verification,
)
from asset_map.model.location import Coordinates, GridPoint, Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.times import Meeting
from asset_map.model.visibility import as_seen_by

CONDITIONS = Conditions(
    council="Doggerland District Council",
    audience=Audience.PUBLIC,
    cut_off=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    boundary_set="Wards 2026",
    attributions=("Source: an invented office.", "Contains invented boundaries."),
)

HALL = Location(
    id="hall",
    point=Coordinates(lon=1.234567891, lat=54.5),
    grid=GridPoint(easting=607_000.04, northing=510_000.0),
    accuracy_m=5.0,
    place_name="Village Hall",
    address="14 Main Street, Hathern",
    postcode="ZZ1 1AA",
    uprn="100030012345",
)
SECRET = Location(
    id="secret",
    point=Coordinates(lon=1.777777, lat=54.888888),
    grid=GridPoint(easting=611_111.0, northing=522_222.0),
    accuracy_m=5.0,
    place_name="Refuge Cottage",
    address="9 Hidden Lane",
    postcode="ZZ9 9ZZ",
    uprn="900000000009",
    publish=PublishLocation.WITHHELD,
)


def asset(name: str = "Tuesday Knitters", **fields: Any) -> Asset:
    drawn = Asset(
        id="knitters",
        kind=AssetKind.GROUP,
        name=name,
        record_state=RecordState.APPROVED,
        locations=(HALL,),
        contact=Contact(role="secretary", email="knit@example.org", phone="+44 1632 960123"),
        provenance=Provenance(
            source="Roadshow list",
            source_kind=SourceKind.IMPORT,
            recorded_on=date(2026, 5, 1),
            source_id="KN-7",
        ),
        verification=Verification(
            verified_on=date(2026, 11, 3), role="ward officer", how="by telephone"
        ),
    )
    return replace(drawn, **fields)


def rows_for(audience: Audience, assets: Iterable[Asset]) -> list[ExportRow]:
    """The rows that use cases hand over: only what the audience may see."""
    return [
        ExportRow(asset=seen, ward_code="Z05000001", ward_name="Hathern & Dishley")
        for one in assets
        if (seen := as_seen_by(one, audience)) is not None
    ]


def conditions_for(audience: Audience) -> Conditions:
    return replace(CONDITIONS, audience=audience)


# What people type: any letters, marks that formulas begin with, quotation marks, line ends.
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"))
_MARKS = st.sampled_from("=+-@'\";,|\uff1d\n")
typed = (
    st.text(_LETTERS | _MARKS, max_size=25)
    .map(lambda text: text.strip().lstrip("\ufeff").strip())
    .filter(lambda text: "\0" not in text)
)
named = typed.filter(bool)
_lists = st.lists(named, max_size=3, unique=True).map(tuple)
_maybe = st.none() | st.booleans()
_clocks = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
_days = st.none() | st.dates(date(1850, 1, 1), date(2099, 1, 1))
_meetings = st.builds(
    Meeting,
    rrule=st.sampled_from(["", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=-1WE"]),
    starts_on=st.none() | st.just(date(2026, 1, 6)),
    starts_at=_clocks.filter(lambda at: at is None or at < time(12)),
    ends_at=_clocks.filter(lambda at: at is None or at >= time(12)),
    term_time_only=st.booleans(),
    note=typed.map(lambda text: text.replace("|", "/").strip()),
)
_places = st.builds(
    Location,
    id=st.just("somewhere"),
    point=st.none()
    | st.builds(
        Coordinates,
        lon=st.floats(-8.9, 2.4).map(lambda lon: round(lon, 6)),
        lat=st.floats(49.6, 61.1).map(lambda lat: round(lat, 6)),
    ),
    place_name=typed,
    address=typed.map(lambda text: text.strip(" ,")),
    postcode=st.sampled_from(["", "NG20 8AA", "ZZ1 1AA"]),
    uprn=st.sampled_from(["", "100030012345"]),
    publish=st.sampled_from(PublishLocation),
    meetings=st.lists(_meetings, max_size=3).map(tuple),
)
_spaces = st.builds(
    SpaceDetails,
    capacity_people=st.none() | st.integers(0, 500),
    has_kitchen=_maybe,
    is_step_free=_maybe,
    has_hearing_loop=_maybe,
    has_parking=_maybe,
    has_accessible_toilet=_maybe,
    usual_price=typed,
    who_books=typed,
    tenure=st.sampled_from(Tenure),
)
assets_of_any_kind = st.builds(
    Asset,
    id=st.just("some-id"),
    kind=st.sampled_from(AssetKind),
    name=named,
    also_known_as=_lists,
    summary=typed,
    description=typed,
    building_block=st.none() | st.sampled_from(BuildingBlock),
    sector=st.none() | st.sampled_from(Sector),
    tags=_lists,
    functions=st.lists(st.sampled_from(Function), unique=True, max_size=3).map(tuple),
    for_whom=st.builds(
        ForWhom,
        min_age=st.none() | st.integers(0, 18),
        max_age=st.none() | st.integers(19, 120),
        open_to_all=_maybe,
        interests=_lists,
    ),
    languages=_lists,
    access_notes=typed,
    cost_note=typed,
    contact=st.builds(
        Contact,
        role=typed,
        email=st.sampled_from(["", "hall@example.org"]),
        phone=st.sampled_from(["", "+44 1632 960123", "01632 960124"]),
        url=st.sampled_from(["", "https://hall.example.org"]),
        audience=st.sampled_from(Audience),
    ),
    identifiers=st.lists(
        st.builds(Identifier, scheme=st.just("GB-CHC"), value=st.sampled_from(["1234567", "99"])),
        unique=True,
        max_size=2,
    ).map(tuple),
    space=st.none() | _spaces,
    locations=st.lists(_places, max_size=3).map(tuple),
    operating_status=st.sampled_from(OperatingStatus),
    opened_on=_days.map(lambda day: day and min(day, date(2000, 1, 1))),
    closed_on=_days.map(lambda day: day and max(day, date(2000, 1, 1))),
    record_state=st.sampled_from([RecordState.APPROVED, RecordState.SUBMITTED]),
    visible_to=st.sampled_from(Audience),
    verification=st.none()
    | st.builds(Verification, verified_on=st.just(date(2026, 11, 3)), role=st.just("Ward officer")),
)
