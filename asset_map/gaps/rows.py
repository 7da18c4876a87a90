"""The figures of each ward written down: rounded, in officers' order, with their sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from asset_map.gaps.classes import officers_order
from asset_map.gaps.columns import Places
from asset_map.gaps.counts import shortfall
from asset_map.gaps.functions import not_within_reach
from asset_map.gaps.measure import Context, Figures, Prepared
from asset_map.gaps.rates import rate_per_10000
from asset_map.gaps.sentences import Sought, WardFacts, why
from asset_map.model.asset import Function
from asset_map.model.gap import GapClass, GapRow, GapSettings, NearestOver

__all__ = ["Known", "rows"]


class Known(NamedTuple):
    """What people said of the wards: when they last looked, and what they found none of."""

    said_on: Mapping[str, date]
    found_none: frozenset[tuple[str, Function]]


def rows(
    prepared: Prepared,
    figures: Figures,
    beside: Context,
    settings: GapSettings,
    *,
    sought: Sought,
    known: Known,
) -> tuple[GapRow, ...]:
    """Return a row for each ward: class, then residents beyond reach, then code."""
    writer = _Writer(prepared, figures, beside, settings, sought=sought, known=known)
    order = officers_order(figures.classes, figures.beyond, prepared.inputs.wards.codes)
    return tuple(writer.row(ward) for ward in order)


class _Writer:
    """Everything that the rows of one run share."""

    def __init__(
        self,
        prepared: Prepared,
        figures: Figures,
        beside: Context,
        settings: GapSettings,
        *,
        sought: Sought,
        known: Known,
    ) -> None:
        self.prepared, self.figures, self.settings = prepared, figures, settings
        self.sought, self.known = sought, known
        self.beside = beside
        self.lacking = not_within_reach(
            figures.function_shares, function_share=settings.function_share
        )
        self.inside = _names_by_ward(prepared.sought)
        self.waiting = _names_by_ward(prepared.inputs.candidates.in_order())
        self.short = shortfall(
            prepared.counts, prepared.people, people_per_facility=settings.people_per_facility
        )

    def row(self, ward: int) -> GapRow:
        """Return one ward's row."""
        wards, figures, inputs = self.prepared.inputs.wards, self.figures, self.prepared.inputs
        facts = self._facts(ward)
        lacking = self.lacking[ward]
        missing = tuple(f for f in lacking if (wards.codes[ward], f) in self.known.found_none)
        return GapRow(
            code=wards.codes[ward],
            name=wards.names[ward],
            district_name=wards.districts[ward],
            gap_class=facts.gap_class,
            mapping_status=inputs.statuses[ward],
            anchors=int(self.prepared.counts[ward]),
            anchor_names=tuple(facts.names_inside),
            candidates=tuple(facts.candidates),
            residents=facts.residents,
            residents_beyond_reach=facts.beyond,
            share_beyond_reach=facts.share_beyond,
            mean_m=facts.mean_m,
            median_m=_rounded(self.prepared.median_m[ward], 1),
            walk_minutes=self._walk(ward),
            is_edge=facts.is_edge,
            is_mostly_beyond=facts.gap_class is GapClass.ANCHORED
            and bool(figures.shares_beyond[ward] > self.settings.served_share),
            missing=missing,
            none_recorded=tuple(f for f in lacking if f not in missing),
            visiting_hours=round(float(figures.hours[ward]), 3),
            nearest_over=facts.nearest_over,
            why=why(facts, self.sought, self.settings),
            **self._context(ward, facts.residents),
        )

    def _facts(self, ward: int) -> WardFacts:
        prepared, figures = self.prepared, self.figures
        people = prepared.people[ward]
        code = prepared.inputs.wards.codes[ward]
        return WardFacts(
            gap_class=figures.classes[ward],
            names_inside=self.inside.get(ward, ()),
            residents=round(people) if people else None,
            beyond=round(figures.beyond[ward]) if people else None,
            share_beyond=round(float(figures.shares_beyond[ward]), 4),
            mean_m=_rounded(prepared.mean_m[ward], 1),
            hours=float(figures.hours[ward]),
            status=prepared.inputs.statuses[ward],
            said_on=self.known.said_on.get(code),
            candidates=self.waiting.get(ward, ()),
            nearest_over=self._nearest_over(ward),
            is_edge=bool(prepared.is_edge[ward]),
        )

    def _walk(self, ward: int) -> float | None:
        mean_m = float(self.prepared.mean_m[ward])
        return _rounded(self.settings.walk_minutes(mean_m), 1)

    def _nearest_over(self, ward: int) -> NearestOver | None:
        row = self.prepared.over_rows[ward]
        if row < 0:
            return None
        wards, sought = self.prepared.inputs.wards, self.prepared.sought
        there = int(sought.wards[row])
        return NearestOver(
            asset_id=sought.ids[row],
            name=sought.names[row],
            ward_code=wards.codes[there] if there >= 0 else "",
            ward_name=wards.names[there] if there >= 0 else "",
            over_boundary_m=round(float(self.prepared.over_m[ward]), 1),
        )

    def _context(self, ward: int, residents: int | None) -> dict[str, Any]:
        beside, near = self.beside, int(self.beside.near[ward])
        return {
            "rate": rate_per_10000(int(self.prepared.counts[ward]), residents or 0),
            "shortfall": round(float(self.short[ward]), 2) if residents else None,
            "assets_near": near,
            "assets_near_per_1000": round(1000 * near / residents, 4) if residents else None,
            "catchment": _rounded(beside.catchment[ward], 4) if residents else None,
            "catchment_stepped": _rounded(beside.catchment_stepped[ward], 4) if residents else None,
            "deprivation_score": _rounded(beside.scores[ward], 2),
            "share_most_deprived": _rounded(beside.shares_deprived[ward], 4),
            "unlinked_groups": int(beside.unlinked[ward]),
            "share_unlinked": _rounded(beside.shares_unlinked[ward], 4),
            "share_links_crossing": _rounded(beside.shares_crossing[ward], 4),
        }


def _rounded(value: float, digits: int) -> float | None:
    return round(float(value), digits) if isfinite(value) else None


def _names_by_ward(places: Places) -> dict[int, Sequence[str]]:
    """Return the names of the assets in each ward, each once, by name."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for ward, asset_id, name in zip(places.wards.tolist(), places.ids, places.names, strict=True):
        found[ward][asset_id] = name
    return {ward: sorted(names.values(), key=str.casefold) for ward, names in found.items()}
