"""Finding where something is, from what somebody typed."""

from dataclasses import dataclass, replace

from asset_map.geography.crs import to_degrees, to_grid
from asset_map.geography.distance import distance_m
from asset_map.model.area import Placement
from asset_map.model.errors import CrsError, LocationNotFoundError
from asset_map.model.location import Coordinates, GridPoint, Location, LocationMethod
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House

__all__ = ["Found", "check_postcode", "is_on_the_grid", "located", "near", "ward_name_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A postcode with its place, and the ward it falls in."""

    postcode: str
    point: Coordinates
    grid: GridPoint
    ward_code: str | None = None
    ward_name: str = ""
    is_edge: bool = False


def near(house: House, postcode: str) -> Coordinates:
    """
    Return the point of a postcode, to measure from.

    Raises
    ------
    LocationNotFoundError
        When it is no postcode, unknown, or in Northern Ireland.
    """
    return house.postcodes.find(postcode).point


def located(house: House, location: Location) -> Location:
    """
    Return the location with its point in degrees and metres, and how that is known.

    A pin wins over a postcode: people drop it on the door. Without either the
    location stays without a point.
    """
    if location.point is not None:
        return _with_point(location, location.point, LocationMethod.MAP_CLICK)
    if location.grid is not None:
        return _with_point(location, to_degrees(location.grid), LocationMethod.MAP_CLICK)
    if location.postcode:
        found = house.geocoder.locate(location.postcode)
        return replace(
            location,
            postcode=found.postcode,
            point=found.point,
            grid=found.grid,
            method=found.method,
            accuracy_m=found.accuracy_m,
        )
    return location


def _with_point(location: Location, point: Coordinates, method: LocationMethod) -> Location:
    if location.method is LocationMethod.NONE:
        location = replace(location, method=method, accuracy_m=method.accuracy_m)
    return replace(location, point=point, grid=to_grid(point))


def is_on_the_grid(point: Coordinates) -> bool:
    """Whether a pin lies in Great Britain or its waters, where it can be measured."""
    try:
        to_grid(point)
    except CrsError:
        return False
    return True


def pin_off_m(house: House, location: Location) -> float | None:
    """Return how far the pin lies from its own postcode, in metres; None if not comparable."""
    if not location.postcode or location.grid is None or location.method is LocationMethod.POSTCODE:
        return None
    try:
        found = house.postcodes.find(location.postcode)
    except LocationNotFoundError:
        return None
    return distance_m(location.grid, found.grid)


def check_postcode(house: House, text: str) -> Found:
    """
    Return where a postcode is and in which ward.

    Raises
    ------
    LocationNotFoundError
        When it is no postcode, unknown (with near candidates), or in Northern Ireland.
    """
    found = house.postcodes.find(text)
    place = Location(
        id="check",
        point=found.point,
        grid=found.grid,
        accuracy_m=LocationMethod.POSTCODE.accuracy_m,
    )
    placement = _ward_of(house, place)
    code = placement.code if placement else None
    return Found(
        postcode=found.postcode,
        point=found.point,
        grid=found.grid,
        ward_code=code,
        ward_name=_name_of(house, code),
        is_edge=bool(placement and placement.is_edge),
    )


def ward_name_at(house: House, point: Coordinates) -> str:
    """Return the name of the ward that a pin lies in; "" outside them all."""
    placement = _ward_of(house, located(house, Location(id="check", point=point)))
    return _name_of(house, placement.code if placement else None)


def _ward_of(house: House, place: Location) -> Placement | None:
    with house.register.reading() as connection:
        return house.wards_of(connection, [place])[0]


def _name_of(house: House, code: str | None) -> str:
    return next((ward.name for ward in ward_names(house) if ward.code == code), "")
