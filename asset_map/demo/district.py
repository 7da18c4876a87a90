"""The demonstration district: an island that looks like a haddock, in the North Sea."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from shapely.geometry.base import BaseGeometry

from asset_map.demo.people import demand_points, postcodes
from asset_map.demo.plan import Plan, PlannedWard, read_plan
from asset_map.demo.wards import (
    FORMER_SET,
    PRESENT_SET,
    Ground,
    Wards,
    as_areas,
    break_ground,
    wards_of,
)
from asset_map.model.area import (
    Area,
    AreaCommittee,
    BoundarySet,
    CommitteeMember,
    DemandPoint,
)
from asset_map.model.location import GridPoint

__all__ = ["District", "Settlement", "build_district", "demo_id"]

# Every second Tuesday of a quarter's first month.
_MEETINGS = tuple(
    date(year, month, 8) + timedelta(days=(1 - date(year, month, 8).weekday()) % 7)
    for year in (2026, 2027)
    for month in (1, 4, 7, 10)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A village, or a quarter of a town, and the ward of today it lies in."""

    name: str
    ward_code: str
    ward_name: str
    grid: GridPoint
    is_rural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """
    Everything about the place but its assets.

    ``sets`` has the former edition first, the present one last; ``postcodes`` says
    where each lies; ``planned`` has the wards of today by code. Geometry and points are
    in EPSG:27700 (metres).
    """

    name: str
    council: str
    sets: tuple[BoundarySet, ...]
    areas: Mapping[str, tuple[Area, ...]]
    committees: tuple[AreaCommittee, ...]
    demand_points: tuple[DemandPoint, ...]
    postcodes: Mapping[str, GridPoint]
    settlements: tuple[Settlement, ...]
    planned: Mapping[str, PlannedWard]

    @property
    def present_set(self) -> BoundarySet:
        """The edition in force today."""
        return self.sets[-1]


def demo_id(*parts: str) -> str:
    """Return the id that a thing of the demonstration always has."""
    return str(uuid5(NAMESPACE_URL, "/".join(("https://doggerby.example", *parts))))


@cache
def build_district() -> District:
    """Return the demonstration district; it is the same whenever and wherever it is built."""
    plan = read_plan()
    ground = break_ground(plan)
    former = wards_of(ground, plan.former_seeds, FORMER_SET)
    present = wards_of(ground, [ward.seed for ward in plan.wards], PRESENT_SET)
    points = tuple(demand_points(ground, present, plan.wards))
    return District(
        name=plan.name,
        council=plan.council,
        sets=(FORMER_SET, PRESENT_SET),
        areas={
            FORMER_SET.id: as_areas(former, plan),
            PRESENT_SET.id: as_areas(present, plan, before=former),
        },
        committees=tuple(_committees(plan, former, present)),
        demand_points=points,
        postcodes=dict(postcodes(points, present, plan.wards)),
        settlements=tuple(_settlements(plan, ground, present)),
        planned={present.codes[ward.seed.name]: ward for ward in plan.wards},
    )


def _settlements(plan: Plan, ground: Ground, wards: Wards) -> list[Settlement]:
    return [
        Settlement(
            name=place.name,
            ward_code=wards.codes[ward.seed.name],
            ward_name=ward.seed.name,
            grid=GridPoint(easting=float(easting), northing=float(northing)),
            is_rural=ward.is_rural,
        )
        for ward in plan.wards
        for place in ward.places
        for easting, northing in ground.lie(np.array([place.at]))
    ]


def _committees(plan: Plan, former: Wards, present: Wards) -> list[AreaCommittee]:
    """Return the committees, each with its wards of today and those that stood there before."""
    committee_of = {ward.seed.name: ward.committee for ward in plan.wards}
    before = {name: committee_of[_heir(shape, present)] for name, shape in former.shapes.items()}
    editions = ((former, before), (present, committee_of))
    return [
        AreaCommittee(
            id=demo_id("committee", name),
            name=f"{name} Area Committee",
            council=plan.council,
            basis=basis,
            members=tuple(
                CommitteeMember(
                    code=code,
                    set_id=wards.boundary_set.id,
                    from_day=wards.boundary_set.valid_from,
                    to_day=wards.boundary_set.valid_to,
                )
                for wards, looked_after_by in editions
                for ward, code in wards.codes.items()
                if looked_after_by[ward] == name
            ),
            meetings=_MEETINGS,
        )
        for name, basis in plan.committees
    ]


def _heir(shape: BaseGeometry, present: Wards) -> str:
    """Return the ward of today that has most of a former ward's ground."""
    return max(present.shapes, key=lambda name: shape.intersection(present.shapes[name]).area)
