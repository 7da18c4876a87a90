"""Where an asset is, how that is known, and what may be shown of it."""

from dataclasses import dataclass
from typing import Self

from asset_map.model.times import Meeting, Stop
from asset_map.model.words import WordEnum

__all__ = [
    "Coordinates",
    "GridPoint",
    "Location",
    "LocationKind",
    "LocationMethod",
    "PublishLocation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point in EPSG:4326 (degrees)."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPoint:
    """A point on the British National Grid, EPSG:27700 (metres)."""

    easting: float
    northing: float


class LocationKind(WordEnum):
    """What sort of place it is."""

    FIXED = "fixed"
    STOP = "stop"
    AREA_WIDE = "area_wide"
    ONLINE = "online"


class LocationMethod(WordEnum):
    """How the point is known."""

    UPRN = "uprn"
    MAP_CLICK = "map_click"
    POSTCODE = "postcode"
    ADDRESS_MATCH = "address_match"
    SETTLEMENT = "settlement"
    NONE = "none"

    @property
    def accuracy_m(self) -> float | None:
        """How far off, in metres, a point known this way may be; None when there is none."""
        return _ACCURACY_M[self]


_ACCURACY_M: dict[LocationMethod, float | None] = {
    LocationMethod.UPRN: 5.0,
    LocationMethod.MAP_CLICK: 20.0,
    LocationMethod.POSTCODE: 100.0,
    LocationMethod.ADDRESS_MATCH: 50.0,
    LocationMethod.SETTLEMENT: 1000.0,
    LocationMethod.NONE: None,
}


class PublishLocation(WordEnum):
    """How closely the public may know the place."""

    EXACT = "exact"
    STREET = "street"
    WARD = "ward"
    WITHHELD = "withheld"

    @property
    def is_on_map(self) -> bool:
        """Whether the public may see a point, and have distances measured to it."""
        return self in {PublishLocation.EXACT, PublishLocation.STREET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """
    One place of one asset.

    ``point`` (degrees) and ``grid`` (metres) are the same place: a missing place
    is missing, never 0,0. ``grid`` alone is None where the point was generalised.
    ``is_publish_chosen`` says that somebody chose how closely it is shown: nothing
    but a person shows it more closely again.
    """

    id: str
    kind: LocationKind = LocationKind.FIXED
    method: LocationMethod = LocationMethod.NONE
    accuracy_m: float | None = None
    point: Coordinates | None = None
    grid: GridPoint | None = None
    place_name: str = ""
    address: str = ""
    postcode: str = ""
    uprn: str = ""
    is_home: bool | None = None
    publish: PublishLocation = PublishLocation.EXACT
    is_publish_chosen: bool = False
    meetings: tuple[Meeting, ...] = ()
    stop: Stop | None = None

    def __post_init__(self) -> None:
        if self.grid is not None and self.point is None:
            message = "A location that has metres has degrees too."
            raise ValueError(message)

    @property
    def is_placed(self) -> bool:
        """Whether the point is known."""
        return self.point is not None

    @classmethod
    def nowhere(cls, location_id: str, kind: LocationKind = LocationKind.AREA_WIDE) -> Self:
        """Return a location with no point: area-wide, online, or not yet found."""
        return cls(id=location_id, kind=kind)
