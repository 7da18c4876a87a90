"""What every map of the workroom lies on, and the pins of a list."""

from collections.abc import Iterable

from asset_map.model.query import Listing
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.house import House
from asset_map.web.map import MapBase, MapPoint

__all__ = ["map_base", "points_of"]


def map_base(house: House) -> MapBase:
    """Return the wards in use as the base of a map."""
    wards = wards_in_use(house)
    return MapBase.of(wards[0] if wards else None, house.settings)


def points_of(listings: Iterable[Listing]) -> list[MapPoint]:
    """Return the pins of a list: of those lines that may be shown as one."""
    return [point for one in listings if (point := MapPoint.of(one)) is not None]
