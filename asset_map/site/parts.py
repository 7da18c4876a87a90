"""What the site is made from: the council's settings, and how to ask the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asset_map.settings import Settings

__all__ = ["SiteParts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteParts:
    """
    Everything the plain pages and routes need.

    ``settings_now`` gives the settings, with what the council changed of its details meanwhile.
    ``ward_map`` gives the wards of a boundary set as gzipped GeoJSON, and its entity
    tag in quotes; it raises NotFoundError for a set that is not there.
    ``is_demonstration`` says whether pages tell that the register is the fictional one;
    neither it nor the settings fail while the register is away. ``now`` is the clock, in UTC.
    """

    settings_now: Callable[[], Settings]
    ward_map: Callable[[str], tuple[bytes, str]]
    is_demonstration: Callable[[], bool]
    now: Callable[[], datetime]

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.settings_now()
