"""What turns a text into a place, wherever it lies: beside us or across a network."""

from dataclasses import dataclass
from typing import Protocol

from asset_map.model.location import Coordinates, GridPoint, LocationMethod

__all__ = ["FoundPlace", "Geocoder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """
    Where a text is, how that is known and how far off it may be.

    ``grid`` is None where the answer came in degrees alone. ``postcode`` is empty
    where the text was found by other words.
    """

    point: Coordinates
    method: LocationMethod
    accuracy_m: float
    grid: GridPoint | None = None
    postcode: str = ""
    district_code: str = ""
    attribution: str = ""


class Geocoder(Protocol):
    """Finds the place that a postcode or an address names."""

    def locate(self, text: str) -> FoundPlace:
        """
        Return the place.

        Raises
        ------
        LocationNotFoundError
            When there is none; it carries near candidates.
        """
        ...
