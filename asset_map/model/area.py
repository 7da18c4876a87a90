"""Wards and other areas, dated sets of them, committees, and the people who live there."""

from dataclasses import dataclass
from datetime import date

from asset_map.model.words import WordEnum

__all__ = [
    "Area",
    "AreaCommittee",
    "BoundaryKind",
    "BoundarySet",
    "CommitteeMember",
    "DemandPoint",
    "Placement",
]


class BoundaryKind(WordEnum):
    """What the areas of a set are."""

    WARD = "ward"
    DIVISION = "division"
    DISTRICT = "district"
    PARISH = "parish"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundarySet:
    """One dated edition of areas that were published together."""

    id: str
    name: str
    kind: BoundaryKind
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    licence: str = ""
    attribution: str = ""
    file_name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    One area of a set.

    Geometries are well-known binary: ``assign_wkb`` as it came, in EPSG:27700
    (metres), to say who lies in it; ``draw_wkb`` generalised, in EPSG:4326
    (degrees), to draw it.
    """

    set_id: str
    code: str
    name: str
    district_code: str = ""
    district_name: str = ""
    predecessor_codes: tuple[str, ...] = ()
    assign_wkb: bytes = b""
    draw_wkb: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """
    The area one point lies in.

    ``code`` is None outside every area. ``is_edge`` when the point lies on an edge,
    or nearer to one than its own accuracy; ``could_be`` then names the other areas.
    """

    code: str | None
    is_edge: bool = False
    could_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeMember:
    """An area that a committee looks after between two days; ``officer`` is its ward officer."""

    code: str
    set_id: str
    from_day: date | None = None
    to_day: date | None = None
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCommittee:
    """A dated list of areas, not a polygon."""

    id: str
    name: str
    council: str = ""
    basis: str = ""
    members: tuple[CommitteeMember, ...] = ()
    meetings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPoint:
    """A point where people live, in EPSG:27700 (metres)."""

    code: str
    easting: float
    northing: float
    people: int
    deprivation_score: float | None = None
    is_rural: bool | None = None
