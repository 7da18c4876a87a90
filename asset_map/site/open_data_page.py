"""What anybody may take from the register, in words, with the addresses of each thing."""

from fastapi import APIRouter, Request, Response

from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.committees import list_committees
from asset_map.usecases.house import House
from asset_map.usecases.open_data import licence_lines

__all__ = ["open_data_page_routes"]


def open_data_page_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page of the open data."""
    routes = APIRouter()

    @routes.api_route("/open-data", methods=READ)
    def page(request: Request) -> Response:
        """Say what there is, and under which licence."""
        found = wards_in_use(house)
        return show(
            "open_data.html",
            parts,
            request,
            boundary_set=found[0] if found else None,
            committees=list_committees(house, actor=RESIDENT),
            licence=parts.settings.open_licence,
            sources=licence_lines(house, now=parts.now()),
        )

    return routes
