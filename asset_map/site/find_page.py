"""Find, for phones and thin lines: a form, then a list."""

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response

from asset_map.model.errors import LocationNotFoundError
from asset_map.model.query import Query
from asset_map.site.asking import MILES, NAMES, NUMBERS, PAGE, read_asked
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show, today, ward_labels
from asset_map.usecases.find_assets import (
    LISTED_KINDS,
    choices,
    find_assets,
    without_one_choice,
)
from asset_map.usecases.house import House
from asset_map.usecases.locating import Found, check_postcode

__all__ = ["find_routes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """Where to measure from; ``is_unknown`` where there is no such postcode."""

    place: Found | None = None
    is_unknown: bool = False
    candidates: tuple[str, ...] = ()


def find_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the route of this page."""
    routes = APIRouter()

    @routes.api_route("/find", methods=READ)
    def find(request: Request) -> Response:
        """Show what is asked for, and what was found."""
        day = today(parts)
        offered = choices(house, actor=RESIDENT, today=day)
        asked = read_asked(request.query_params, offered)
        start = _start(house, asked.one("near"))
        is_wrong = bool(asked.faults) or start.is_unknown
        query = None if is_wrong else asked.query(start.place.point if start.place else None)
        found = find_assets(house, query, actor=RESIDENT, today=day) if query else None
        return show(
            "find.html",
            parts,
            request,
            here="find",
            asked=asked,
            start=start,
            found=found,
            loosened=_loosened(house, query, parts) if query and found and not found.total else [],
            pages=(found.total + PAGE - 1) // PAGE if found else 0,
            page_size=PAGE,
            kinds=LISTED_KINDS,
            wards=ward_labels(offered.wards),
            committees=offered.committees,
            languages=offered.languages,
            miles=MILES,
            numbers=NUMBERS,
        )

    return routes


def _start(house: House, postcode: str) -> _Start:
    if not postcode:
        return _Start()
    try:
        return _Start(place=check_postcode(house, postcode))
    except LocationNotFoundError as error:
        return _Start(is_unknown=True, candidates=error.candidates)


def _loosened(house: House, query: Query, parts: SiteParts) -> list[tuple[str, int]]:
    """Return which choices could be left out to find something, and how much then."""
    day = today(parts)
    fewer = replace(query, offset=0, kinds=() if query.kinds == LISTED_KINDS else query.kinds)
    totals = without_one_choice(house, fewer, actor=RESIDENT, today=day)
    if query.within_m is not None:
        anywhere = replace(fewer, within_m=None, limit=1)
        totals["within_m"] = find_assets(house, anywhere, actor=RESIDENT, today=day).total
    return [(NAMES[field], total) for field, total in totals.items() if total]
