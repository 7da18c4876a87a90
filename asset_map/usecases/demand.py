"""Where people live: demand points brought in, and the area of every set that each is in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from asset_map.imports.demand_rows import DemandRows, read_demand
from asset_map.imports.spreadsheet import read_table
from asset_map.model.area import BoundaryKind, BoundarySet, DemandPoint
from asset_map.model.errors import BoundaryError, InvalidSubmissionError
from asset_map.model.gap import PeopleSource
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.reading_files import read_within_limits
from asset_map.usecases.register_history import tell

__all__ = [
    "AddedDemand",
    "KnownDemand",
    "PlacedPeople",
    "add_demand",
    "known_demand",
    "people_source",
    "place_people",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPeople:
    """How many residents of a boundary set's points live in its areas, and how many in none."""

    set_name: str
    inside: int
    outside: int
    areas_without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedDemand:
    """What came in."""

    points: int
    people: int
    rural_people: int
    unclassed_points: int
    without_score: int
    source: PeopleSource
    by_set: tuple[PlacedPeople, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDemand:
    """What is known of where people live."""

    points: int
    people: int
    source: PeopleSource


def known_demand(house: House, *, actor: Actor) -> KnownDemand:
    """Return how many residents are known, at how many points, and where that comes from."""
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.reading() as connection:
        points = areas.demand_points(connection)
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        names = areas.names_of(connection, ward_set.id) if ward_set else []
    return KnownDemand(
        points=len(points),
        people=sum(point.people for point in points),
        source=people_source(points, {code for code, *_ in names}),
    )


def add_demand(house: House, path: Path, *, actor: Actor, now: datetime) -> AddedDemand:
    """
    Read a file of demand points, in the place of those before.

    A file of codes and people without coordinates is taken as people by ward: each ward of
    the set in use then counts as one point inside it, and every figure says so.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; nothing is changed.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    read = read_demand(read_within_limits(house, read_table, path))
    with house.register.writing() as connection:
        points = read.points or _one_in_each_ward(house, connection, read)
        areas.put_demand_points(connection, points)
        said = f"{counted(len(points), 'point')} from {path.name}"
        tell(connection, "residents brought in", said, actor=actor, now=now)
        by_set = tuple(
            place_people(house, connection, boundary_set) for boundary_set in areas.sets(connection)
        )
    return AddedDemand(
        points=len(points),
        people=sum(point.people for point in points),
        rural_people=sum(point.people for point in points if point.is_rural),
        unclassed_points=sum(point.is_rural is None for point in points),
        without_score=sum(point.deprivation_score is None for point in points),
        source=PeopleSource.DEMAND_POINTS if read.points else PeopleSource.WARD_POPULATIONS,
        by_set=by_set,
    )


def place_people(house: House, connection: Connection, boundary_set: BoundarySet) -> PlacedPeople:
    """Write down the area of a set that each demand point is in."""
    points = areas.demand_points(connection)
    lookup = house.ward_lookup(connection, boundary_set)
    placed = lookup.place_many(
        [point.easting for point in points], [point.northing for point in points]
    )
    rows = placed.rows()
    areas.place_demand(
        connection,
        boundary_set.id,
        [(point.code, where) for point, where in zip(points, rows, strict=True)],
    )
    people = np.array([point.people for point in points], dtype=np.int64)
    inside = int(people[placed.wards >= 0].sum())
    return PlacedPeople(
        set_name=boundary_set.name,
        inside=inside,
        outside=int(people.sum()) - inside,
        areas_without=len(set(range(len(placed.ward_codes))) - set(placed.wards.tolist())),
    )


def people_source(points: list[DemandPoint], area_codes: set[str]) -> PeopleSource:
    """Return where the numbers of residents come from."""
    if not points:
        return PeopleSource.NONE
    if all(point.code in area_codes for point in points):
        return PeopleSource.WARD_POPULATIONS
    return PeopleSource.DEMAND_POINTS


def _one_in_each_ward(
    house: House, connection: Connection, read: DemandRows
) -> tuple[DemandPoint, ...]:
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        message = "People by ward need wards; add boundaries first, or give coordinates."
        raise BoundaryError(message)
    inner = house.ward_lookup(connection, ward_set).inner_points()
    if unknown := [code for code, _ in read.by_area if code not in inner]:
        number = counted(len(unknown), "such code")
        message = (
            f"'{ward_set.name}' has no ward '{unknown[0][:40]}' ({number} in the file); "
            "add easting and northing columns, or use that set's codes."
        )
        raise InvalidSubmissionError(message)
    return tuple(
        DemandPoint(
            code=code,
            easting=inner[code].easting,
            northing=inner[code].northing,
            people=people,
        )
        for code, people in read.by_area
    )
