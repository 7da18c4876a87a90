"""Putting the demonstration district and its register into an empty register."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from asset_map.demo.breaks import decide_in_breaks
from asset_map.demo.district import District, build_district
from asset_map.demo.register import DemoRegister, build_register
from asset_map.model.area import BoundaryKind
from asset_map.model.errors import AssetMapError
from asset_map.model.gap import FoundNone, MappingStatus, WardMapping
from asset_map.model.role import Actor, Role
from asset_map.model.words import LONDON, counted
from asset_map.usecases.fill_register import Filling, fill_register, is_begun, is_untouched
from asset_map.usecases.house import House

__all__ = ["load_demonstration"]

# When somebody last went round the wards, before the day on which the demonstration is made.
_LOOKED_AGO = timedelta(days=120)
_ROUND = "ward officer"
_PROPOSED = 2

ACTOR = Actor(name="The demonstration", role=Role.ADMIN)


def load_demonstration(house: House, *, now: datetime, if_empty: bool = False) -> str:
    """
    Fill an empty register with the district that does not exist; say what was done.

    Raises
    ------
    AssetMapError
        When the register holds something already, an account or a name too, unless ``if_empty``.
    """
    if if_empty and is_begun(house):
        return "This register was begun as your own: nothing fictional goes into it unasked."
    if not is_untouched(house):
        if if_empty:
            return "The register holds something already; it stays as it is."
        message = (
            "The register is not empty, and the demonstration would mix with what is in it. "
            "Set ASSET_MAP_DATABASE_URL to a new file, or delete the old register first."
        )
        raise AssetMapError(message)
    district = build_district()
    register = build_register(district, today=now.astimezone(LONDON).date())
    today = now.astimezone(LONDON).date()
    fill_register(house, _filling(district, register, today=today), actor=ACTOR, now=now)
    decide_in_breaks(house, register.gatherings, actor=ACTOR)
    return (
        f"Doggerby is ready, and wholly fictional: {counted(len(register.assets), 'asset')} in "
        f"{counted(len(district.areas[district.sets[-1].id]), 'ward')}."
    )


def _filling(district: District, register: DemoRegister, *, today: date) -> Filling:
    newest = max(
        (one for one in district.sets if one.kind is BoundaryKind.WARD),
        key=lambda one: one.valid_from,
    )
    return Filling(
        sets=tuple((one, district.areas[one.id]) for one in district.sets),
        set_in_use=newest.id,
        committees=district.committees,
        demand_points=district.demand_points,
        assets=register.assets,
        submissions=register.submissions,
        connections=register.connections,
        offers=register.offers,
        roadshows=[one.roadshow for one in register.gatherings],
        cards=[card for one in register.gatherings for card in one.cards],
        actions=[action for one in register.gatherings for action in one.actions],
        mappings=list(_mappings(district, newest.id, today - _LOOKED_AGO)),
        proposed_mappings=list(_proposed(district, newest.id, today - _LOOKED_AGO)),
        found_none=list(_found_none(district, newest.id, today - _LOOKED_AGO)),
        is_demonstration=True,
    )


def _mappings(district: District, set_id: str, on: date) -> Iterator[WardMapping]:
    for code, ward in district.planned.items():
        if ward.mapping is not MappingStatus.NOT_STARTED:
            yield WardMapping(set_id=set_id, code=code, status=ward.mapping, by=_ROUND, on=on)


def _proposed(district: District, set_id: str, on: date) -> Iterator[WardMapping]:
    """Propose what the import of a directory would have: nobody has looked there yet."""
    unsaid = [
        code for code, ward in district.planned.items() if ward.mapping is MappingStatus.NOT_STARTED
    ]
    for code in unsaid[:_PROPOSED]:
        yield WardMapping(
            set_id=set_id,
            code=code,
            status=MappingStatus.DESK_ONLY,
            by=_ROUND,
            on=on,
            note="import of “Village halls of the district”",
        )


def _found_none(district: District, set_id: str, on: date) -> Iterator[FoundNone]:
    for code, ward in district.planned.items():
        for function in ward.found_none:
            yield FoundNone(set_id=set_id, code=code, function=function, by=_ROUND, on=on)
