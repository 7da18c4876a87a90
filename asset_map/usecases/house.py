"""What every use case stands on: settings, the register, postcodes and ward lookups."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from math import nan
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.area import BoundaryKind, BoundarySet, Placement
from asset_map.model.errors import RegisterAwayError
from asset_map.model.geocoding import Geocoder
from asset_map.model.location import Location
from asset_map.register import areas
from asset_map.register.engine import Connection, Register, open_register
from asset_map.settings import ROOT, Settings
from asset_map.usecases.backup import back_up_before_upgrade
from asset_map.usecases.kept_details import (
    DEMONSTRATION_MARK,
    holds_demonstration,
    is_fictional,
    laid_over,
)

if TYPE_CHECKING:
    from asset_map.geography.ward_lookup import WardLookup

__all__ = [
    "DEMONSTRATION_MARK",
    "House",
    "NewId",
    "open_house",
    "random_id",
    "shared_house",
]

NewId = Callable[[], str]

# For so long a process goes by what it read of the council's details.
_DETAILS_STAND_S = 2.0

_DEMONSTRATION_POSTCODES = ROOT / "data" / "boundaries" / "demonstration_postcodes.csv"


def random_id() -> str:
    """Return a new id that nobody can guess."""
    return str(uuid4())


@dataclass(kw_only=True, eq=False)
class House:
    """
    Everything that stays open between two requests; one for each process.

    ``settings`` are those of the file and the environment (``given``) with the council's
    details laid over them that the register keeps; without ``given`` they stand as they are.
    """

    settings: Settings
    register: Register
    postcodes: PostcodeDirectory
    geocoder: Geocoder
    _lookups: dict[str, "WardLookup"] = field(default_factory=dict)
    given: Settings | None = None
    details_stand_until: float = 0.0
    _was_demonstration: bool = False

    def is_demonstration(self) -> bool:
        """Whether the register holds the fictional district, and nothing real; asks it now."""
        return is_fictional(self.register)

    def shows_demonstration(self) -> bool:
        """Whether pages say that this is the demonstration; as fresh as the council's details."""
        self.settings_now()
        return self._was_demonstration

    def settings_now(self) -> Settings:
        """Return the settings with the council's details as another process may have kept them."""
        if monotonic() > self.details_stand_until:
            # While the register is away, what was known last stands.
            with suppress(RegisterAwayError):
                self.read_details()
        return self.settings

    def read_details(self) -> None:
        """Lay the details that the register keeps over what was given, and note what it is."""
        # First, so that a database that is gone is asked once and not for every page.
        self.details_stand_until = monotonic() + _DETAILS_STAND_S
        with self.register.reading() as connection:
            self._was_demonstration = holds_demonstration(connection)
            if self.given:
                self.settings = laid_over(self.given, connection)

    def ward_lookup(self, connection: Connection, ward_set: BoundarySet) -> "WardLookup":
        """Return the lookup of a boundary set, built once for each process."""
        from asset_map.geography.ward_lookup import WardLookup  # noqa: PLC0415 - slow to import

        key = f"{ward_set.id}:{ward_set.sha256}"
        if key not in self._lookups:
            self._lookups[key] = WardLookup(areas.areas_of(connection, ward_set.id))
        return self._lookups[key]

    def wards_of(
        self, connection: Connection, places: Sequence[Location]
    ) -> list[Placement | None]:
        """Return the ward of each place in the set in use; None without a point or a set."""
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        placed = [
            (number, place.grid, place.accuracy_m)
            for number, place in enumerate(places)
            if place.grid is not None
        ]
        found: list[Placement | None] = [None] * len(places)
        if ward_set is None or not placed:
            return found
        placements = self.ward_lookup(connection, ward_set).place_many(
            [grid.easting for _, grid, _ in placed],
            [grid.northing for _, grid, _ in placed],
            [nan if accuracy_m is None else accuracy_m for _, _, accuracy_m in placed],
        )
        for (number, _, _), placement in zip(placed, placements.rows(), strict=True):
            found[number] = placement
        return found


@lru_cache(maxsize=4)
def shared_house(settings: Settings) -> "House":
    """Return the house that every visitor of this process shares."""
    return open_house(settings)


def open_house(settings: Settings) -> House:
    """
    Open the register that the settings name, making it where there is none.

    Raises
    ------
    SettingsError
        When the settings name a geocoder that does not exist or lacks its address.
    """
    register = open_register(
        settings.database_url, before_upgrade=partial(back_up_before_upgrade, settings)
    )
    # Postcodes that do not exist are known to the register that does not exist, and to no other.
    postcodes = PostcodeDirectory(
        Path(settings.cache_dir),
        extra_files=(_DEMONSTRATION_POSTCODES,),
        knows_extra=partial(is_fictional, register),
    )
    geocoder: Geocoder = OfflineGeocoder(postcodes)
    if settings.geocoder != "offline":
        from asset_map.outside.online_geocoders import (  # noqa: PLC0415 - most never need it
            online_geocoder,
        )

        geocoder = online_geocoder(
            settings.geocoder,
            url=settings.geocoder_url,
            seconds_between=settings.geocoder_seconds_between,
            cache_dir=Path(settings.cache_dir),
        )
    house = House(
        settings=settings, register=register, postcodes=postcodes, geocoder=geocoder, given=settings
    )
    house.read_details()
    return house
