"""Bringing in a council's areas, choosing the edition in use, and drawing it."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.errors import BoundaryError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import long_date
from asset_map.register import areas
from asset_map.usecases.demand import place_people
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.reading_files import read_within_limits
from asset_map.usecases.register_history import tell

__all__ = [
    "AddedBoundaries",
    "BoundaryRequest",
    "UsedBoundaries",
    "WardName",
    "add_boundaries",
    "area_names",
    "list_boundaries",
    "use_boundaries",
    "ward_map",
    "ward_names",
]

ONS_ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data \u00a9 Crown copyright and database right {year}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryRequest:
    """What somebody says of a boundary file; columns are found where they are not named."""

    path: Path
    name: str
    kind: BoundaryKind
    valid_from: date
    valid_to: date | None = None
    code_column: str | None = None
    name_column: str | None = None
    layer: str | None = None
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedBoundaries:
    """What came in, and what is worth knowing about it."""

    boundary_set: BoundarySet
    area_count: int
    code_column: str
    name_column: str
    warnings: tuple[str, ...] = ()
    is_in_use: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedBoundaries:
    """What choosing another edition did to the places of the register."""

    boundary_set: BoundarySet
    placed: int
    outside: int
    on_edges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WardName:
    """A ward as a list shows it."""

    code: str
    name: str
    district_name: str = ""


def add_boundaries(
    house: House,
    request: BoundaryRequest,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> AddedBoundaries:
    """
    Read a boundary file and keep it as a dated set; the first of its kind is used at once.

    Raises
    ------
    BoundaryError
        When the file does not hold together, or is there already; nothing is changed.
    """
    from asset_map.geography.boundary_files import read_boundaries  # noqa: PLC0415 - slow to import

    require(actor, Action.CHANGE_BOUNDARIES)
    request = _sensible(request)
    set_id = new_id()
    read = read_within_limits(
        house,
        read_boundaries,
        request.path,
        set_id=set_id,
        code_column=request.code_column,
        name_column=request.name_column,
        layer=request.layer,
        overlap_tolerance_m2=house.settings.overlap_tolerance_m2,
    )
    boundary_set = _set_of(request, set_id)
    with house.register.writing() as connection:
        for known in areas.sets(connection):
            if known.name == boundary_set.name or known.sha256 == boundary_set.sha256:
                message = (
                    f"The boundary set '{known.name}' is already here "
                    f"(from {known.file_name}); give another name or another file."
                )
                raise BoundaryError(message)
        areas.add_set(connection, boundary_set, read.areas)
        said = f"{boundary_set.name}, from {boundary_set.file_name}"
        tell(connection, "boundary set added", said, actor=actor, now=now)
        place_people(house, connection, boundary_set)
        is_first = areas.set_in_use(connection, request.kind) is None
    if is_first:
        use_boundaries(house, boundary_set.name, actor=actor, now=now)
    return AddedBoundaries(
        boundary_set=boundary_set,
        area_count=len(read.areas),
        code_column=read.code_column,
        name_column=read.name_column,
        warnings=read.warnings,
        is_in_use=is_first,
    )


def _sensible(request: BoundaryRequest) -> BoundaryRequest:
    name = " ".join(request.name.split())
    if not name:
        message = "The boundary set has no name; give one, such as 'Wards 2025'."
        raise BoundaryError(message)
    if request.valid_to is not None and request.valid_to < request.valid_from:
        message = (
            f"The boundary set '{name}' ends on {long_date(request.valid_to)}, before it begins "
            f"on {long_date(request.valid_from)}; check both days."
        )
        raise BoundaryError(message)
    return replace(request, name=name)


def _set_of(request: BoundaryRequest, set_id: str) -> BoundarySet:
    return BoundarySet(
        id=set_id,
        name=request.name,
        kind=request.kind,
        valid_from=request.valid_from,
        valid_to=request.valid_to,
        attribution=request.attribution or ONS_ATTRIBUTION.format(year=request.valid_from.year),
        file_name=request.path.name,
        sha256=hashlib.sha256(request.path.read_bytes()).hexdigest(),
    )


def list_boundaries(house: House) -> list[tuple[BoundarySet, int, bool]]:
    """Return every set with the number of its areas and whether it is in use."""
    with house.register.reading() as connection:
        return [
            (
                boundary_set,
                areas.count_of(connection, boundary_set.id),
                areas.set_in_use(connection, boundary_set.kind) == boundary_set,
            )
            for boundary_set in areas.sets(connection)
        ]


def use_boundaries(house: House, name: str, *, actor: Actor, now: datetime) -> UsedBoundaries:
    """
    Put an edition to use: the ward of every place is worked out anew, no asset is changed.

    Raises
    ------
    NotFoundError
        When no set has that name or id.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.writing() as connection:
        boundary_set = areas.set_named(connection, name)
        before = areas.set_in_use(connection, boundary_set.kind)
        areas.use_set(connection, boundary_set.id, by=actor.name, at=now)
        said = f"{before.name} -> {boundary_set.name}" if before else boundary_set.name
        tell(connection, "boundary set put to use", said, actor=actor, now=now)
        if boundary_set.kind is not BoundaryKind.WARD:
            return UsedBoundaries(boundary_set=boundary_set, placed=0, outside=0, on_edges=0)
        lookup = house.ward_lookup(connection, boundary_set)
        points = areas.points(connection)
        placements = lookup.place_many(points.eastings, points.northings, points.accuracies_m)
        rows = list(zip(points.asset_ids, points.location_ids, placements.rows(), strict=True))
        areas.replace_placements(connection, boundary_set.id, rows)
    outside = sum(placement.code is None for _, _, placement in rows)
    return UsedBoundaries(
        boundary_set=boundary_set,
        placed=len(rows) - outside,
        outside=outside,
        on_edges=sum(placement.is_edge for _, _, placement in rows),
    )


def wards_in_use(house: House) -> tuple[BoundarySet, tuple[WardName, ...]] | None:
    """Return the ward set in use and its wards by name; None where there is none yet."""
    with house.register.reading() as connection:
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        if ward_set is None:
            return None
        return ward_set, _names(house, ward_set)


def ward_names(house: House) -> tuple[WardName, ...]:
    """Return the wards in use, by name then code."""
    found = wards_in_use(house)
    return found[1] if found else ()


def area_names(house: House, set_id: str) -> tuple[WardName, ...]:
    """
    Return the areas of a set, by name then code.

    Raises
    ------
    NotFoundError
        When there is no such set.
    """
    with house.register.reading() as connection:
        return _names(house, areas.set_named(connection, set_id))


@lru_cache(maxsize=16)
def _names(house: House, ward_set: BoundarySet) -> tuple[WardName, ...]:
    with house.register.reading() as connection:
        names = [
            WardName(code=code, name=name, district_name=district)
            for code, name, district in areas.names_of(connection, ward_set.id)
        ]
    return tuple(sorted(names, key=lambda ward: (ward.name, ward.code)))


def ward_map(house: House, set_id: str) -> tuple[bytes, str]:
    """
    Return a set's areas as gzipped GeoJSON for drawing, and its entity tag.

    Raises
    ------
    NotFoundError
        When there is no such set.
    """
    return _ward_map(house, set_id)


@lru_cache(maxsize=8)
def _ward_map(house: House, set_id: str) -> tuple[bytes, str]:
    from asset_map.geography.boundary_files import draw_geojson  # noqa: PLC0415 - slow to import

    with house.register.reading() as connection:
        drawn = areas.areas_of(connection, set_id)
    if not drawn:
        message = f"There is no boundary set '{set_id}'."
        raise NotFoundError(message)
    body = gzip.compress(draw_geojson(drawn), compresslevel=9, mtime=0)
    return body, f'"{hashlib.sha256(body).hexdigest()[:24]}"'
