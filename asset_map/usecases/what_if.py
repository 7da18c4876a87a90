"""What if one were here? A pin tried on the gap map, which changes nothing in the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from asset_map.gaps.columns import Floats, by_ward
from asset_map.gaps.reach import is_beyond, reach_of, straight_reach_of
from asset_map.model.gap import GapRun
from asset_map.model.location import GridPoint
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.gap_study import Study, study_of
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import refuse_fuller

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
    house: House, run: GapRun | None = None, *, actor: Actor, now: datetime
) -> tuple[Pin, ...]:
    """
    Return the places that can be tried, by name: candidates for anchors come first.

    They are those that the readers of the run are shown; without one, the actor.
    """
    require(actor, Action.MEASURE_GAPS)
    found = _studied(house, run, actor=actor, now=now)
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
    run: GapRun | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> WhatIf:
    """
    Return who would come within reach if there were one at each pin.

    It counts the residents of the run's areas, at its reach; without one those of every
    ward, for anchors.
    """
    require(actor, Action.MEASURE_GAPS)
    found = _studied(house, run, actor=actor, now=now)
    settings = run.conditions.settings if run else gap_settings(house.settings)
    residents, wards = found.prepared.residents, found.prepared.inputs.wards
    asked = {row.code for row in run.rows} if run else set(wards.codes)
    rows = [row for row, code in enumerate(wards.codes) if code in asked]
    pins_m: Floats = np.array([(pin.at.easting, pin.at.northing) for pin in pins]).reshape(-1, 2)
    gaps = np.hypot(*(residents.points_m[:, None, :] - pins_m[None]).transpose(2, 0, 1))
    is_near = gaps.min(axis=1, initial=np.inf) <= straight_reach_of(residents, settings)
    is_far = is_beyond(found.prepared.nearest, reach_of(residents, settings), settings)
    beyond = by_ward(residents.people * is_far, residents.wards, len(wards))
    helped = by_ward(residents.people * (is_far & is_near), residents.wards, len(wards))
    by_name = sorted(
        (
            (wards.codes[row], wards.names[row], round(float(helped[row])))
            for row in rows
            if helped[row]
        ),
        key=lambda one: (-one[2], one[0]),
    )
    newly_within = round(float(helped[rows].sum()))
    return WhatIf(
        newly_within=newly_within,
        beyond_before=round(float(beyond[rows].sum())),
        by_ward=tuple(by_name),
        words=_words(pins, newly_within, by_name),
    )


def _studied(house: House, run: GapRun | None, *, actor: Actor, now: datetime) -> Study:
    if run is None:
        return study_of(house, ANCHOR, actor=actor, now=now)
    said = run.conditions
    refuse_fuller(said.audience, actor)
    return study_of(
        house, said.sought, actor=actor, now=now, audience=said.audience, set_id=said.set_id
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
