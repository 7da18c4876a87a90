"""The calendar of a ward, which other calendars subscribe to."""

from functools import partial

from fastapi import APIRouter, Request, Response

from asset_map.site.open_answers import OpenDesk, open_route
from asset_map.site.open_shapes import CALENDAR
from asset_map.site.parts import SiteParts
from asset_map.site.shown import RESIDENT, today
from asset_map.usecases.house import House
from asset_map.usecases.open_data import entity_tag
from asset_map.usecases.whats_on import calendar

__all__ = ["calendar_routes"]

# A phone asks again twice a day; what changed meanwhile can wait a quarter of an hour.
_CACHE = "public, max-age=900"


def calendar_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the route of a ward's calendar."""
    routes = APIRouter(tags=["Open data"])
    desk = OpenDesk(parts)

    def of_ward(request: Request, ward_code: str) -> Response:
        """Return the groups, stops and committee meetings of a ward as a calendar."""
        ask = partial(calendar, house, actor=RESIDENT, now=parts.now(), ward_code=ward_code)
        # Each day it is stamped anew.
        tag = entity_tag(house, f"{request.url.path}?{today(parts).isoformat()}")
        return desk.answer(request, ask, tag=tag, kind="text/calendar", cache=_CACHE)

    path = "/calendar/{ward_code}.ics"
    open_route(routes, path, of_ward, shape=CALENDAR, name="What is on in a ward")
    return routes
