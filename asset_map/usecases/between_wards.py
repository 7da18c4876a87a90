"""Points so near to an edge that they may lie in the next ward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asset_map.model.area import BoundaryKind
from asset_map.model.location import Location
from asset_map.model.words import counted
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House

__all__ = ["Between", "between_wards"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The wards, by name, that a place may be in, and how far it is from their edge."""

    wards: tuple[str, ...]
    accuracy_m: float | None = None
    edge_m: float | None = None

    @property
    def in_words(self) -> str:
        """The sentence that an officer reads."""
        known = (
            f"right to about {counted(round(self.accuracy_m), 'metre')}" if self.accuracy_m else ""
        )
        far = (
            f"{counted(round(self.edge_m), 'metre')} from the edge of the ward"
            if self.edge_m is not None
            else ""
        )
        is_known = " and ".join(filter(None, (far, known))) or "on the edge of two wards"
        return f"This point is {is_known}: it could be in {' or in '.join(self.wards)}."


def between_wards(
    house: House, connection: Connection, places: Sequence[Location]
) -> Mapping[str, Between]:
    """Return the places that may lie in more than one ward, by location id."""
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        return {}
    lookup = house.ward_lookup(connection, ward_set)
    names = {ward.code: ward.name for ward in ward_names(house)}
    found = {}
    for place, ward in zip(places, house.wards_of(connection, places), strict=True):
        if ward is None or place.grid is None or not ward.could_be:
            continue
        codes = (*([ward.code] if ward.code else []), *ward.could_be)
        named = [names.get(code, code) for code in codes]
        found[place.id] = Between(
            wards=tuple(named if ward.code else [*named, "no ward of this map"]),
            accuracy_m=place.accuracy_m,
            edge_m=lookup.edge_m(
                place.grid.easting, place.grid.northing, within_m=place.accuracy_m or 1.0
            ),
        )
    return found
