"""How personal details are looked after, and how well these pages can be used: two statements."""

from fastapi import APIRouter, Request, Response

from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, show

__all__ = ["privacy_routes"]


def privacy_routes(parts: SiteParts) -> APIRouter:
    """Return the two pages, with the council's own details."""
    routes = APIRouter()

    @routes.api_route("/privacy", methods=READ)
    def privacy(request: Request) -> Response:
        """Say what is kept of people, why, for how long, and what they can ask for."""
        return show("privacy.html", parts, request, settings=parts.settings)

    @routes.api_route("/accessibility", methods=READ)
    def accessibility(request: Request) -> Response:
        """Say how well these pages can be used, and whom to tell of a barrier."""
        return show("accessibility.html", parts, request, settings=parts.settings)

    return routes
