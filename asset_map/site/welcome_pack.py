"""The welcome pack of a ward, to print."""

from fastapi import APIRouter, Response

from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT
from asset_map.usecases.house import House
from asset_map.usecases.welcome_pack import welcome_pack

__all__ = ["welcome_routes"]


def welcome_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the route of the welcome pack."""
    routes = APIRouter()

    @routes.api_route("/ward/{code}/welcome.pdf", methods=READ)
    def pack(code: str) -> Response:
        """Return two sides of A4 for somebody new to the ward."""
        content = welcome_pack(house, code, actor=RESIDENT, now=parts.now())
        headers = {
            "Cache-Control": "public, max-age=3600",
            "Content-Disposition": 'inline; filename="welcome.pdf"',
        }
        return Response(content, media_type="application/pdf", headers=headers)

    return routes
