"""The figures of each ward written down: rounded, in officers' order, with their sentence."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from asset_map.gaps.classes import officers_order
from asset_map.gaps.columns import Floats, Places, Rows, quotient
from asset_map.gaps.counts import shortfall
from asset_map.gaps.functions import not_within_reach
from asset_map.gaps.measure import Figures, Prepared, context
from asset_map.gaps.rates import rate_per_10000
from asset_map.gaps.sentences import (
    Lasting,
    People,
    Sought,
    lasting,
    over_words,
    people_words,
    sentences_beside,
    why,
)
from asset_map.model.asset import Function
from asset_map.model.gap import GapClass, GapRow, GapSettings, NearestOver

__all__ = ["Known", "Standing", "rows", "standing"]

_SPACES = frozenset({"space", "meeting_space"})


class Known(NamedTuple):
    """What people said of the wards: when they last looked, and what they found none of."""

    said_on: Mapping[str, date]
    found_none: frozenset[tuple[str, Function]]


class Standing(NamedTuple):
    """What no reach changes, an entry for each ward: fields of its row, and sentences."""

    fields: Sequence[Mapping[str, Any]]
    sentences: Sequence[Lasting]
    found_none: frozenset[tuple[str, Function]]


def standing(
    prepared: Prepared, settings: GapSettings, *, sought: Sought, known: Known
) -> Standing:
    """Return what stands in the rows whatever the reach; a standard there is for spaces alone."""
    inside = _names_by_ward(prepared.sought)
    waiting = _names_by_ward(prepared.inputs.candidates.in_order())
    unchecked = _names_by_ward(prepared.inputs.unchecked.in_order())
    columns = _columns(prepared, settings, is_space=sought.name in _SPACES)
    every, sentences = [], []
    for ward, code in enumerate(prepared.inputs.wards.codes):
        names = inside.get(ward, ())
        fields = {name: values[ward] for name, values in columns.items()}
        fields |= {
            "anchor_names": tuple(names),
            "candidates": tuple(waiting.get(ward, ())),
            "not_checked": tuple(unchecked.get(ward, ())),
        }
        # Where nobody lives no resident has it far.
        lived_m = fields["mean_m"] if fields["residents"] else None
        over = over_words(fields["nearest_over"], lived_m, settings, is_anchored=bool(names))
        sentence = lasting(
            names,
            over,
            sentences_beside(fields["candidates"], fields["not_checked"]),
            is_edge=fields["is_edge"],
            said_on=known.said_on.get(code),
            sought=sought,
        )
        every.append(fields)
        sentences.append(sentence)
    return Standing(fields=every, sentences=sentences, found_none=known.found_none)


def rows(
    prepared: Prepared,
    figures: Figures,
    stands: Standing,
    settings: GapSettings,
    *,
    only: Container[str] | None = None,
) -> tuple[GapRow, ...]:
    """
    Return a row for each ward: class, then residents beyond reach, then code.

    ``only`` are the codes of the wards that are asked for, where not all are.
    """
    codes, classes = prepared.inputs.wards.codes, figures.classes
    lacking = not_within_reach(figures.function_shares, function_share=settings.function_share)
    # As Python's own numbers, which are several times quicker one by one.
    shares, beyond = _column(figures.shares_beyond, 4), figures.beyond.tolist()
    hours = _column(figures.hours, 3)
    is_far = (figures.shares_beyond > settings.served_share).tolist()
    reach_words = settings.reach_words
    written = []
    for ward in officers_order(classes, figures.beyond, codes):
        if only is not None and codes[ward] not in only:
            continue
        fields, gap_class = stands.fields[ward], classes[ward]
        is_anchored = gap_class is GapClass.ANCHORED
        many = None if fields["residents"] is None else round(beyond[ward])
        people = People(fields["residents"], many, shares[ward] or 0.0)
        said = people_words(people, reach_words, is_anchored=is_anchored)
        none, missing = _missing(lacking[ward], codes[ward], stands.found_none)
        row = GapRow(
            **fields,
            gap_class=gap_class,
            residents_beyond_reach=many,
            share_beyond_reach=people.share,
            is_mostly_beyond=is_anchored and is_far[ward],
            missing=missing,
            none_recorded=none,
            visiting_hours=hours[ward] or 0.0,
            why=why(
                gap_class,
                fields["mapping_status"],
                stands.sentences[ward],
                said,
                hours[ward] or 0.0,
            ),
        )
        written.append(row)
    return tuple(written)


def _missing(
    lacking: tuple[Function, ...], code: str, found_none: frozenset[tuple[str, Function]]
) -> tuple[tuple[Function, ...], tuple[Function, ...]]:
    """Return the functions that are not recorded, and those that somebody looked for in vain."""
    missing = tuple(one for one in lacking if (code, one) in found_none) if found_none else ()
    return tuple(one for one in lacking if one not in missing) if missing else lacking, missing


def _columns(
    prepared: Prepared, settings: GapSettings, *, is_space: bool
) -> dict[str, Sequence[Any]]:
    wards, count = prepared.inputs.wards, len(prepared)
    # Where people are counted at all, nobody at any of a ward's points is a number.
    has_points = np.isin(np.arange(count), prepared.inputs.residents.wards)
    is_counted = (has_points & bool(prepared.people.any())).tolist()
    return {
        "code": wards.codes,
        "name": wards.names,
        "district_name": wards.districts,
        "mapping_status": prepared.inputs.statuses,
        "anchors": prepared.counts.tolist(),
        "residents": [
            round(people) if is_known else None
            for people, is_known in zip(prepared.people.tolist(), is_counted, strict=True)
        ],
        "mean_m": _column(prepared.mean_m, 1),
        "median_m": _column(prepared.median_m, 1),
        "walk_minutes": _column(settings.walk_minutes(1.0) * prepared.mean_m, 1),
        "is_edge": prepared.is_edge.tolist(),
        "nearest_over": [_nearest_over(prepared, ward) for ward in range(count)],
        **_beside(prepared, settings, is_space=is_space),
    }


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
