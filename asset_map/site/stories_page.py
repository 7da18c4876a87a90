"""Stories of what came of it, told with the consent of those they are about."""

from fastapi import APIRouter, Request, Response

from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, show, ward_labels
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House
from asset_map.usecases.tell_stories import stories_told

__all__ = ["story_routes"]


def story_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page of all stories."""
    routes = APIRouter()

    @routes.api_route("/stories", methods=READ)
    def stories(request: Request) -> Response:
        """Show every story that may be told."""
        return show(
            "stories.html",
            parts,
            request,
            stories=stories_told(house),
            wards=ward_labels(ward_names(house)),
        )

    return routes
