"""
A district measured: what does not change with the reach once, the rest in an instant.

``prepare`` looks up every distance; ``measure`` compares them with a reach, so that a
slider answers at once; ``rows`` writes the figures down for people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asset_map.gaps import catchment, counts, functions, linking, need, reach, visiting
from asset_map.gaps.classes import classes, is_mapped
from asset_map.gaps.columns import (
    Flags,
    Floats,
    Places,
    Residents,
    Rows,
    Wards,
    by_ward,
    quotient,
    with_stand_ins,
)
from asset_map.gaps.linking import Linking
from asset_map.gaps.reach import Nearest, Walks
from asset_map.model.asset import Function
from asset_map.model.gap import GapClass, GapSettings, MappingStatus

__all__ = ["Context", "Figures", "Inputs", "Prepared", "context", "measure", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inputs:
    """
    What a run is made from; lists of wards run in the order of their codes.

    ``sought`` are the places of what is looked for, ``candidates`` those that wait for a
    decision, ``unchecked`` the recognised that count no more, ``every`` the places of all
    active assets, ``stops`` those of visiting services with their hours in 28 days.
    ``walks`` replaces straight lines where somebody measured.
    """

    wards: Wards
    residents: Residents
    sought: Places
    statuses: Sequence[MappingStatus]
    candidates: Places = field(default_factory=Places)
    unchecked: Places = field(default_factory=Places)
    every: Places = field(default_factory=Places)
    by_function: Mapping[Function, Places] = field(default_factory=dict)
    stops: Places = field(default_factory=Places)
    stop_hours: Sequence[float] | Floats = ()
    linking: Linking = field(default_factory=Linking)
    walks: Walks | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """What no other reach changes; an array has an entry for each ward unless said otherwise."""

    inputs: Inputs
    residents: Residents
    sought: Places
    nearest: Nearest
    by_function: Mapping[Function, Nearest]
    people: Floats
    counts: Rows
    mean_m: Floats
    median_m: Floats
    over_rows: Rows
    over_m: Floats
    is_edge: Flags
    is_mapped: Flags

    def __len__(self) -> int:
        return len(self.inputs.wards)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """What a reach comes to, an entry for each ward; functions are rows of their shares."""

    beyond: Floats
    shares_beyond: Floats
    hours: Floats
    function_shares: Floats
    classes: Sequence[GapClass]


def prepare(inputs: Inputs) -> Prepared:
    """
    Return the distances and counts that every reach is compared with.

    Points and places are put in order of their codes and ids first, so that the order in
    which they are handed in changes nothing.
    """
    residents = with_stand_ins(inputs.residents.in_order(), inputs.wards)
    sought, count = inputs.sought.in_order(), len(inputs.wards)
    nearest = reach.nearest_places(residents, sought)
    if inputs.walks is not None:
        nearest = reach.with_walks(nearest, inputs.walks, residents, sought)
    by_function = {one: places.in_order() for one, places in inputs.by_function.items()}
    over_rows, over_m = counts.nearest_over(sought, inputs.wards)
    return Prepared(
        inputs=inputs,
        residents=residents,
        sought=sought,
        nearest=nearest,
        by_function=functions.nearest_of_each(residents, by_function),
        people=by_ward(residents.people, residents.wards, count),
        counts=counts.inside(sought, count),
        mean_m=reach.mean_m(nearest, residents, count),
        median_m=reach.median_m(nearest, residents, count),
        over_rows=over_rows,
        over_m=over_m,
        is_edge=counts.edge_wards(sought, count),
        is_mapped=is_mapped(inputs.statuses),
    )


def measure(prepared: Prepared, settings: GapSettings) -> Figures:
    """
    Return what a reach comes to.

    M7: U_w = sum p_i [min_j d_ij > D], additive over any districts. The share is of the
    ward's residents; where none are counted, of its points.
    """
    residents, count = prepared.residents, len(prepared)
    reach_m = reach.reach_of(residents, settings)
    is_beyond = reach.is_beyond(prepared.nearest, reach_m, settings)
    weight = reach.weights(residents, count)
    shares = quotient(
        by_ward(weight * is_beyond, residents.wards, count),
        by_ward(weight, residents.wards, count),
    )
    stops, hours = prepared.inputs.stops, prepared.inputs.stop_hours
    straight_m = reach.straight_reach_of(residents, settings)
    visits = visiting.hours_by_ward(residents, stops, hours, straight_m, count)
    return Figures(
        beyond=by_ward(residents.people * is_beyond, residents.wards, count),
        shares_beyond=shares,
        hours=visits,
        function_shares=functions.shares_within_reach(
            prepared.by_function, residents, reach_m, settings, count
        ),
        classes=classes(prepared.counts, shares, visits, prepared.is_mapped, settings),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """The figures of tables and method notes, an entry for each ward; NaN is not known."""

    near: Rows
    catchment: Floats
    catchment_stepped: Floats
    scores: Floats
    shares_deprived: Floats
    unlinked: Rows
    shares_unlinked: Floats
    shares_crossing: Floats


def context(prepared: Prepared, settings: GapSettings) -> Context:
    """Return what stands beside the gap, and never colours it."""
    residents, sought, count = prepared.residents, prepared.sought, len(prepared)
    plain = catchment.access(residents, sought, [(settings.catchment_m, 1.0)])
    stepped = catchment.access(residents, sought, settings.catchment_steps)
    alone, share_alone = linking.unlinked(prepared.inputs.linking, count)
    return Context(
        near=counts.near(prepared.inputs.every, prepared.inputs.wards, within_m=settings.near_m),
        catchment=catchment.per_10000_by_ward(plain, residents, count),
        catchment_stepped=catchment.per_10000_by_ward(stepped, residents, count),
        scores=need.score_by_ward(residents, count),
        shares_deprived=need.share_most_deprived(residents, settings, count),
        unlinked=alone,
        shares_unlinked=share_alone,
        shares_crossing=linking.share_crossing(prepared.inputs.linking, count),
    )
