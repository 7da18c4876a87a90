"""The wards in use, by the area committee that looks after them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asset_map.model.area import BoundarySet
from asset_map.model.role import Action, Actor, require
from asset_map.register import areas, public_view
from asset_map.usecases.boundaries import WardName, wards_in_use
from asset_map.usecases.house import House

__all__ = ["WardLine", "WardList", "list_wards"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WardLine:
    """A ward, and how many places and groups are recorded in it."""

    ward: WardName
    assets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WardList:
    """
    Every ward by name, under the names of the committees that look after it.

    The last heading is "" for the wards that no committee looks after.
    """

    boundary_set: BoundarySet | None
    by_committee: tuple[tuple[str, tuple[WardLine, ...]], ...]


def list_wards(house: House, *, actor: Actor, today: date) -> WardList:
    """Return the wards, with what the actor may know is in them."""
    require(actor, Action.FIND)
    found = wards_in_use(house)
    if found is None:
        return WardList(boundary_set=None, by_committee=())
    ward_set, wards = found
    with house.register.reading() as connection:
        counts: Counter[str] = Counter()
        for one in public_view.ward_counts(connection, audience=actor.audience, today=today):
            counts[one.ward_code] += one.assets
        committees = areas.committees(connection, on=today)
    lines = [WardLine(ward=ward, assets=counts[ward.code]) for ward in wards]
    looked_after = [
        (
            committee.name,
            {
                member.code
                for member in committee.members
                if member.set_id == ward_set.id
                and (member.from_day or today) <= today <= (member.to_day or today)
            },
        )
        for committee in committees
    ]
    named = [(name, _of(lines, codes)) for name, codes in looked_after]
    every = {code for _, codes in looked_after for code in codes}
    named.append(("", _of(lines, {ward.code for ward in wards} - every)))
    return WardList(
        boundary_set=ward_set, by_committee=tuple((name, some) for name, some in named if some)
    )


def _of(lines: Iterable[WardLine], codes: set[str]) -> tuple[WardLine, ...]:
    return tuple(line for line in lines if line.ward.code in codes)
