"""What the gap page answers beside its table, as files: sites, pins tried, and the grid."""

import csv
import io
from collections.abc import Iterable, Sequence

from asset_map.model.cells import neutralised
from asset_map.model.gap import GapRun
from asset_map.usecases.gap_pictures import GRID_FIFTHS, GRID_STEPS, grid_of_run
from asset_map.usecases.site_next import SitingAnswer, SitingRequest
from asset_map.usecases.what_if import WhatIf

__all__ = ["grid_csv", "sites_csv", "what_if_csv"]

_SITE = ("site", "ward", "code", "lon", "lat", "residents by itself")
_TRIED = ("code", "ward", "residents newly within reach")
_GRID = ("code", "ward", "share beyond reach", "deprivation")

Cells = Sequence[str | float | int]


def sites_csv(answer: SitingAnswer, request: SitingRequest) -> bytes:
    """Return a row for each site, then what the answer says and what was asked."""
    sites = [
        (one.name or "among homes", one.ward_name, one.ward_code, one.lon, one.lat, one.by_itself)
        for one in answer.chosen
    ]
    reach = "the council's own" if request.reach_m is None else f"{request.reach_m:,.0f} m"
    asked = f"{request.count} of '{request.sought}', among {request.sites.value}, reach {reach}"
    return _written(_SITE, sites, (("answer", answer.words), ("asked", asked)))


def what_if_csv(tried: WhatIf, run: GapRun) -> bytes:
    """Return a row for each ward that a pin would help, then what it stands on."""
    counts = (
        ("answer", tried.words),
        ("beyond reach now", tried.beyond_before),
        ("newly within reach", tried.newly_within),
    )
    return _written(_TRIED, tried.by_ward, (*counts, *run.conditions.lines))


def grid_csv(run: GapRun) -> bytes:
    """Return a row for each ward in the grid of reach against deprivation, then the conditions."""
    cells = [
        (row.code, row.name, GRID_STEPS[step], GRID_FIFTHS[fifth])
        for step, line in enumerate(grid_of_run(run))
        for fifth, rows in enumerate(line)
        for row in rows
    ]
    return _written(_GRID, cells, run.conditions.lines)


def _written(headings: Sequence[str], rows: Iterable[Cells], below: Iterable[Cells]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(headings)
    lines.writerows(map(_safe, rows))
    lines.writerow([])
    lines.writerows(map(_safe, below))
    return out.getvalue().encode("utf-8-sig")


def _safe(cells: Cells) -> list[str | float | int]:
    return [neutralised(cell) if isinstance(cell, str) and cell else cell for cell in cells]
