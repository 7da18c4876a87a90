"""The hand-drawn plan of the demonstration district, as ``content/district.toml`` has it."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asset_map.model.asset import Function
from asset_map.model.gap import MappingStatus

__all__ = ["CONTENT", "Plan", "PlannedPlace", "PlannedWard", "Seed", "Town", "read_plan"]

CONTENT = Path(__file__).parent / "content"

Point = tuple[float, float]

# Where a town begins to thin out and for how long it does, in radii from its middle.
_EDGE_BEGINS, _EDGE_WIDTH = 0.7, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What a ward grows from; ``pull`` above 1 lets it reach further than its neighbours."""

    name: str
    at: Point
    pull: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPlace:
    """A village or a quarter of a town."""

    name: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWard:
    """A ward of today and the people in it."""

    seed: Seed
    committee: str
    people: int
    deprivation: float
    sector: str
    is_rural: bool
    places: tuple[PlannedPlace, ...]
    mapping: MappingStatus = MappingStatus.NOT_STARTED
    found_none: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Where houses stand close; ``spacing`` and ``radius`` in kilometres."""

    at: Point
    radius: float
    spacing: float

    def spacing_at(self, x: float, y: float, *, beyond: float) -> float:
        """Return how far apart neighbourhoods lie, which widens to ``beyond`` at its edge."""
        out = math.hypot(x - self.at[0], y - self.at[1]) / self.radius
        share = min(1.0, max(0.0, (out - _EDGE_BEGINS) / _EDGE_WIDTH))
        return self.spacing + (beyond - self.spacing) * share


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole plan, in kilometres from ``corner`` (EPSG:27700, metres)."""

    name: str
    council: str
    code: str
    corner: Point
    coast: tuple[Point, ...]
    islands: tuple[tuple[Point, ...], ...]
    towns: tuple[Town, ...]
    countryside_spacing: float
    wards: tuple[PlannedWard, ...]
    former_seeds: tuple[Seed, ...]
    committees: tuple[tuple[str, str], ...]

    def spacing_at(self, x: float, y: float) -> float:
        """Return how far apart neighbourhoods lie there, in kilometres."""
        beyond = self.countryside_spacing
        return min(town.spacing_at(x, y, beyond=beyond) for town in self.towns)


def _point(pair: list[float]) -> Point:
    return pair[0], pair[1]


def _seed(table: dict[str, Any]) -> Seed:
    return Seed(name=table["name"], at=_point(table["at"]), pull=table.get("pull", 1.0))


def _ward(table: dict[str, Any]) -> PlannedWard:
    return PlannedWard(
        seed=_seed(table),
        committee=table["committee"],
        people=table["people"],
        deprivation=table["deprivation"],
        sector=table["sector"],
        is_rural="pull" in table,
        places=tuple(PlannedPlace(name=p["name"], at=_point(p["at"])) for p in table["places"]),
        mapping=MappingStatus(table.get("mapping", MappingStatus.NOT_STARTED)),
        found_none=tuple(map(Function, table.get("found_none", ()))),
    )


def read_plan() -> Plan:
    """Return the plan as it was drawn."""
    drawn = tomllib.loads((CONTENT / "district.toml").read_text(encoding="utf-8"))
    wards = tuple(map(_ward, drawn["wards"]))
    gone = set(drawn["former"]["gone"])
    kept = tuple(ward.seed for ward in wards if ward.seed.name not in gone)
    return Plan(
        name=drawn["name"],
        council=drawn["council"],
        code=drawn["code"],
        corner=_point(drawn["corner"]),
        coast=tuple(map(_point, drawn["coast"])),
        islands=tuple(tuple(map(_point, island)) for island in drawn["islands"]),
        towns=tuple(
            Town(at=_point(town["at"]), radius=town["radius"], spacing=town["spacing"])
            for town in drawn["towns"]
        ),
        countryside_spacing=drawn["countryside_spacing"],
        wards=wards,
        former_seeds=kept + tuple(map(_seed, drawn["former"]["wards"])),
        committees=tuple((table["name"], table["basis"]) for table in drawn["committees"]),
    )
