"""What came of a roadshow, for somebody who was there: by the link on their phone."""

from fastapi import APIRouter, Response

from asset_map.model.errors import NotFoundError
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, unknown_link
from asset_map.usecases.house import House
from asset_map.usecases.send_round import own_calendar, own_round

__all__ = ["round_routes"]


def round_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page of the round-up, and its dates for a calendar."""
    routes = APIRouter(prefix="/room/{token}")

    @routes.get("/round")
    def what_came_of_it(token: str) -> Response:
        """Show whom somebody met, and what everybody may know."""
        try:
            own, round_up = own_round(house, token)
        except NotFoundError:
            return unknown_link(parts)
        return draw_private("room/round.html", parts, own=own, round_up=round_up, token=token)

    @routes.get("/dates.ics")
    def dates(token: str) -> Response:
        """Return the agreed days as a calendar."""
        try:
            calendar = own_calendar(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        named = {"Content-Disposition": 'attachment; filename="agreed-dates.ics"'}
        private = {"Cache-Control": "no-store", **named}
        return Response(calendar, media_type="text/calendar", headers=private)

    return routes
