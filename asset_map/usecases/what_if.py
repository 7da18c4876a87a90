"""What if one were here? A pin tried on the gap map, which changes nothing in the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from asset_map.gaps.columns import Floats, by_ward
from asset_map.gaps.reach import is_beyond, reach_of, straight_reach_of
from asset_map.gaps.siting import covered
from asset_map.model.location import GridPoint
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.gap_study import study_of
from asset_map.usecases.house import House

__all__ = ["Pin", "WhatIf", "pins_to_try", "what_if"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A place that can be tried: where something is already, so that nobody invents a place."""

    asset_id: str
    name: str
    ward_name: str
    at: GridPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Who would come within reach, in all and ward by ward, the most first."""

    newly_within: int
    beyond_before: int
    by_ward: tuple[tuple[str, str, int], ...]
    words: str


def pins_to_try(
    house: House, *, actor: Actor, now: datetime, sought: str = ANCHOR
) -> tuple[Pin, ...]:
    """Return the places that the actor is shown, by name: candidates for anchors come first."""
    require(actor, Action.MEASURE_GAPS)
    found = study_of(house, sought, actor=actor, now=now)
    inputs, places = found.prepared.inputs, found.prepared.inputs.every
    taken, waiting = set(inputs.sought.ids), set(inputs.candidates.ids)
    names = (*inputs.wards.names, "")
    pins = [
        (
            places.ids[row] not in waiting,
            places.names[row].casefold(),
            Pin(
                asset_id=places.ids[row],
                name=places.names[row],
                ward_name=names[places.wards[row]],
                at=GridPoint(
                    easting=float(places.eastings_m[row]), northing=float(places.northings_m[row])
                ),
            ),
        )
        for row in range(len(places))
        if places.ids[row] not in taken
    ]
    return tuple(pin for _, _, pin in sorted(pins, key=lambda one: (*one[:2], one[2].asset_id)))


def what_if(
    house: House,
    pins: Sequence[Pin],
    *,
    actor: Actor,
    now: datetime,
    sought: str = ANCHOR,
    reach_m: float | None = None,
) -> WhatIf:
    """Return who would come within reach if there were one at each pin."""
    require(actor, Action.MEASURE_GAPS)
    found = study_of(house, sought, actor=actor, now=now)
    settings = gap_settings(house.settings, reach_m=reach_m)
    residents, nearest = found.prepared.residents, found.prepared.nearest
    reach, straight_m = reach_of(residents, settings), straight_reach_of(residents, settings)
    pins_m: Floats = np.array([(pin.at.easting, pin.at.northing) for pin in pins]).reshape(-1, 2)
    tried = covered(residents, nearest.distances_m, straight_m, pins_m, sites=range(len(pins)))
    gaps = np.hypot(*(residents.points_m[:, None, :] - pins_m[None]).transpose(2, 0, 1))
    is_near = gaps.min(axis=1, initial=np.inf) <= straight_m
    is_helped = is_beyond(nearest, reach, settings) & is_near
    wards = found.prepared.inputs.wards
    helped = by_ward(residents.people * is_helped, residents.wards, len(wards))
    by_name = sorted(
        (
            (wards.codes[row], wards.names[row], round(float(helped[row])))
            for row in np.flatnonzero(helped).tolist()
        ),
        key=lambda one: (-one[2], one[0]),
    )
    return WhatIf(
        newly_within=tried.newly_within,
        beyond_before=tried.beyond_before,
        by_ward=tuple(by_name),
        words=_words(pins, tried.newly_within, by_name),
    )


def _words(pins: Sequence[Pin], newly_within: int, by_name: Sequence[tuple[str, str, int]]) -> str:
    if not pins:
        return "No pin is set."
    where = " and ".join(pin.name for pin in pins)
    if not newly_within:
        return f"With one at {where}, nobody would come within reach who is not there already."
    wards = ", ".join(f"{name} {people:,}" for _, name, people in by_name)
    people = counted(newly_within, "resident")
    return f"With one at {where}, {people} would come within reach: {wards}."
