"""The sites that would help most, and what they are held beside, as a file."""

import csv
import io

from asset_map.model.cells import neutralised
from asset_map.usecases.site_next import SitingAnswer, SitingRequest

__all__ = ["sites_csv"]

_HEADINGS = ("site", "ward", "code", "lon", "lat", "residents by itself")


def sites_csv(answer: SitingAnswer, request: SitingRequest) -> bytes:
    """Return a row for each site, then what the answer says and what was asked."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(_HEADINGS)
    for one in answer.chosen:
        row = (one.name or "among homes", one.ward_name, one.ward_code)
        lines.writerow([*map(neutralised, row), one.lon, one.lat, one.by_itself])
    reach = "the council's own" if request.reach_m is None else f"{request.reach_m:,.0f} m"
    lines.writerow([])
    lines.writerow(["answer", neutralised(answer.words)])
    asked = f"{request.count} of '{request.sought}', among {request.sites.value}, reach {reach}"
    lines.writerow(["asked", neutralised(asked)])
    return out.getvalue().encode("utf-8-sig")
