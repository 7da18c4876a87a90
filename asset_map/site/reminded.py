"""Is it still right? What the link in a reminder opens."""

from fastapi import APIRouter, Response

from asset_map.model.errors import NotFoundError
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward, unknown_link
from asset_map.usecases.answer_reminder import asked_about, confirm, has_closed
from asset_map.usecases.conversing import status_path
from asset_map.usecases.house import House

__all__ = ["reminded_routes"]


def reminded_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page and its answers; nothing but a press of a button changes anything."""
    routes = APIRouter(prefix="/still-right/{token}")

    @routes.get("")
    def question(token: str) -> Response:
        """Show what everybody is told of the record, and ask whether it is right."""
        try:
            asked = asked_about(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return draw_private("follow/still_right.html", parts, asked=asked, token=token)

    @routes.post("/yes")
    def still_right(token: str) -> Response:
        """Keep that it is still right; the link is used up."""
        try:
            confirm(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/still-right/{token}/thanks")

    @routes.get("/thanks")
    def thanks(token: str) -> Response:
        """Say thank you; the link may be used up by now."""
        del token
        return draw_private("follow/thanks.html", parts)

    @routes.post("/closed")
    def closed(token: str) -> Response:
        """Tell the officers that it has closed, and go on to the receipt."""
        try:
            told = has_closed(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"{status_path(house, told.id)}/sent")

    return routes
