"""What can be chosen where gaps are looked at: areas, what is looked for, how far is near."""

from dataclasses import dataclass
from datetime import date

from asset_map.model.area import BoundaryKind
from asset_map.model.gap_settings import GapSettings
from asset_map.model.role import Action, Actor, require
from asset_map.register import areas
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import everything_sought
from asset_map.usecases.house import House

__all__ = ["GapChoices", "gap_choices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChoices:
    """Each a value with the words for it; there are no districts where there is only one."""

    committees: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]
    sought: tuple[tuple[str, str], ...]
    settings: GapSettings

    @property
    def usual_reach(self) -> str:
        """How far is within reach where nobody says otherwise."""
        return self.settings.reach_words

    def walk_words(self, reach_m: float | None) -> str:
        """Return the walk that a reach makes; None is the usual one."""
        one = self.settings
        walked = one.detour if one.is_reach_walked else 1.0
        reaches = (one.reach_urban_m, one.reach_rural_m) if reach_m is None else (reach_m,)
        town, *country = [f"{one.walk_minutes(far) / walked:.0f}" for far in reaches]
        if country:
            return f"About {town} minutes' walk in town, {country[0]} in the country"
        return f"About {town} minutes' walk"


def gap_choices(house: House, *, actor: Actor, today: date) -> GapChoices:
    """Return what can be chosen in the boundary set in use."""
    require(actor, Action.MEASURE_GAPS)
    with house.register.reading() as connection:
        committees = areas.committees(connection, on=today)
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        names = areas.districts_of(connection, ward_set.id) if ward_set else []
    districts = sorted({(code, name) for _, code, name in names if code}, key=lambda one: one[1])
    return GapChoices(
        committees=tuple((one.id, one.name) for one in committees),
        districts=tuple(districts) if len(districts) > 1 else (),
        sought=tuple((name, one.sought.many) for name, one in everything_sought().items()),
        settings=gap_settings(house.settings),
    )
