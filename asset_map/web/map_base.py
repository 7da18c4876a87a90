"""What every map of the workroom lies on, and the pins of a list."""

from collections.abc import Iterable
from datetime import date
from functools import cache, partial

from asset_map.model.asset import AssetKind
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.query import Listing
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.find_assets import Pin
from asset_map.usecases.house import House
from asset_map.web.map import MapBase, MapPoint

__all__ = ["map_base", "points_of", "points_of_pins"]


def map_base(house: House) -> MapBase:
    """Return the wards in use as the base of a map."""
    wards = wards_in_use(house)
    return MapBase.of(wards[0] if wards else None, house.settings)


def points_of(listings: Iterable[Listing]) -> list[MapPoint]:
    """Return the points of a list: of those lines that may be shown as one."""
    return [point for one in listings if (point := MapPoint.of(one)) is not None]


def points_of_pins(pins: Iterable[Pin], *, today: date) -> list[MapPoint]:
    """Return the points of many pins; thousands of them share a few hundred days."""
    fresh = cache(partial(freshness, today=today))
    kinds = {kind.value: kind for kind in AssetKind}
    return [
        MapPoint(
            pin.asset_id,
            kinds[pin.kind],
            pin.name,
            pin.lon,
            pin.lat,
            pin.is_anchor,
            fresh(pin.verified_on) is Freshness.STALE,
        )
        for pin in pins
    ]
