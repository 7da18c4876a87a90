"""The figures of each ward written down: rounded, in officers' order, with their sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from asset_map.gaps.classes import officers_order
from asset_map.gaps.columns import Floats, Places, Rows, quotient
from asset_map.gaps.counts import shortfall
from asset_map.gaps.functions import not_within_reach
from asset_map.gaps.measure import Figures, Prepared, context
from asset_map.gaps.rates import rate_per_10000
from asset_map.gaps.sentences import Sought, WardFacts, why
from asset_map.model.asset import Function
from asset_map.model.gap import GapClass, GapRow, GapSettings, NearestOver

__all__ = ["Known", "Standing", "rows", "standing"]

_SPACES = frozenset({"space", "meeting_space"})


class Known(NamedTuple):
    """What people said of the wards: when they last looked, and what they found none of."""

    said_on: Mapping[str, date]
    found_none: frozenset[tuple[str, Function]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """What no reach changes in the rows, an entry for each ward; ``fields`` are the row's own."""

    fields: Sequence[Mapping[str, Any]]
    mean_m: Sequence[float | None]
    nearest_over: Sequence[NearestOver | None]
    inside: Mapping[int, Sequence[str]]
    waiting: Mapping[int, Sequence[str]]


def standing(prepared: Prepared, settings: GapSettings, *, sought: Sought) -> Standing:
    """Return what stands in the rows whatever the reach; a standard there is for spaces alone."""
    mean_m = _column(prepared.mean_m, 1)
    inside = _names_by_ward(prepared.sought)
    columns = {
        "median_m": _column(prepared.median_m, 1),
        "walk_minutes": _column(settings.walk_minutes(1.0) * prepared.mean_m, 1),
        **_beside(prepared, settings, is_space=sought.name in _SPACES),
    }
    wards = prepared.inputs.wards
    return Standing(
        fields=[
            {
                "code": wards.codes[ward],
                "name": wards.names[ward],
                "district_name": wards.districts[ward],
                "mapping_status": prepared.inputs.statuses[ward],
                "anchors": int(prepared.counts[ward]),
                "anchor_names": tuple(inside.get(ward, ())),
                **{name: values[ward] for name, values in columns.items()},
            }
            for ward in range(len(prepared))
        ],
        mean_m=mean_m,
        nearest_over=[_nearest_over(prepared, ward) for ward in range(len(prepared))],
        inside=inside,
        waiting=_names_by_ward(prepared.inputs.candidates.in_order()),
    )


def rows(
    prepared: Prepared,
    figures: Figures,
    stands: Standing,
    settings: GapSettings,
    *,
    sought: Sought,
    known: Known,
) -> tuple[GapRow, ...]:
    """Return a row for each ward: class, then residents beyond reach, then code."""
    codes = prepared.inputs.wards.codes
    lacking = not_within_reach(figures.function_shares, function_share=settings.function_share)
    has_said = {code for code, _ in known.found_none}
    shares = _column(figures.shares_beyond, 4)
    hours = _column(figures.hours, 3)
    is_far = (figures.shares_beyond > settings.served_share).tolist()
    facts_of = _facts(prepared, figures, stands, known)
    reach_words = settings.reach_words
    written = []
    for ward in officers_order(figures.classes, figures.beyond, codes):
        facts = facts_of[ward]
        none: tuple[Function, ...] = lacking[ward]
        missing: tuple[Function, ...] = ()
        if codes[ward] in has_said:
            missing = tuple(one for one in none if (codes[ward], one) in known.found_none)
            none = tuple(one for one in none if one not in missing)
        row = GapRow(
            gap_class=facts.gap_class,
            candidates=tuple(facts.candidates),
            residents=facts.residents,
            residents_beyond_reach=facts.beyond,
            share_beyond_reach=shares[ward] or 0.0,
            mean_m=facts.mean_m,
            is_edge=facts.is_edge,
            is_mostly_beyond=facts.gap_class is GapClass.ANCHORED and is_far[ward],
            missing=missing,
            none_recorded=none,
            visiting_hours=hours[ward] or 0.0,
            nearest_over=facts.nearest_over,
            why=why(facts, sought, reach_words),
            **stands.fields[ward],
        )
        written.append(row)
    return tuple(written)


def _facts(prepared: Prepared, figures: Figures, stands: Standing, known: Known) -> list[WardFacts]:
    # As Python's own numbers, which are several times quicker one by one.
    people, beyond = prepared.people.tolist(), figures.beyond.tolist()
    shares, hours = figures.shares_beyond.tolist(), figures.hours.tolist()
    is_edge = prepared.is_edge.tolist()
    return [
        WardFacts(
            gap_class=figures.classes[ward],
            names_inside=stands.inside.get(ward, ()),
            residents=round(people[ward]) if people[ward] else None,
            beyond=round(beyond[ward]) if people[ward] else None,
            share_beyond=shares[ward],
            mean_m=stands.mean_m[ward],
            hours=hours[ward],
            status=prepared.inputs.statuses[ward],
            said_on=known.said_on.get(code),
            candidates=stands.waiting.get(ward, ()),
            nearest_over=stands.nearest_over[ward],
            is_edge=is_edge[ward],
        )
        for ward, code in enumerate(prepared.inputs.wards.codes)
    ]


def _nearest_over(prepared: Prepared, ward: int) -> NearestOver | None:
    row = prepared.over_rows[ward]
    if row < 0:
        return None
    wards, sought = prepared.inputs.wards, prepared.sought
    there = int(sought.wards[row])
    return NearestOver(
        asset_id=sought.ids[row],
        name=sought.names[row],
        ward_code=wards.codes[there] if there >= 0 else "",
        ward_name=wards.names[there] if there >= 0 else "",
        over_boundary_m=round(float(prepared.over_m[ward]), 1),
    )


def _beside(
    prepared: Prepared, settings: GapSettings, *, is_space: bool
) -> dict[str, Sequence[Any]]:
    """Return the columns of tables and method notes."""
    beside, people = context(prepared, settings), prepared.people
    is_lived_in = people > 0
    short = shortfall(prepared.counts, people, people_per_facility=settings.people_per_facility)
    near_rate = 1000 * quotient(beside.near, people)
    return {
        "rate": [
            rate_per_10000(count, of_people)
            for count, of_people in zip(prepared.counts.tolist(), people.tolist(), strict=True)
        ],
        "shortfall": _column(np.where(is_lived_in & is_space, short, np.nan), 2),
        "assets_near": beside.near.tolist(),
        "assets_near_per_1000": _column(near_rate, 4),
        "catchment": _column(np.where(is_lived_in, beside.catchment, np.nan), 4),
        "catchment_stepped": _column(np.where(is_lived_in, beside.catchment_stepped, np.nan), 4),
        "deprivation_score": _column(beside.scores, 2),
        "share_most_deprived": _column(beside.shares_deprived, 4),
        "unlinked_groups": beside.unlinked.tolist(),
        "share_unlinked": _column(beside.shares_unlinked, 4),
        "share_links_crossing": _column(beside.shares_crossing, 4),
    }


def _column(values: Floats | Rows, digits: int) -> list[float | None]:
    """Return the values rounded; None for what is not known."""
    finite = np.isfinite(values)
    if finite.all():
        return list(np.round(values, digits).tolist())
    rounded = np.round(np.where(finite, values, 0.0), digits).tolist()
    return [one if there else None for one, there in zip(rounded, finite.tolist(), strict=True)]


def _names_by_ward(places: Places) -> dict[int, Sequence[str]]:
    """Return the names of the assets in each ward, each asset once, by name."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for ward, asset_id, name in zip(places.wards.tolist(), places.ids, places.names, strict=True):
        found[ward][asset_id] = name
    return {ward: sorted(names.values(), key=str.casefold) for ward, names in found.items()}
