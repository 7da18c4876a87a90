"""Find, asset, ward and what's on, as plain pages."""

from fastapi import APIRouter

from asset_map.site.asset_page import asset_routes
from asset_map.site.find_page import find_routes
from asset_map.site.parts import SiteParts
from asset_map.site.ward_page import ward_routes
from asset_map.site.whats_on_page import whats_on_routes
from asset_map.usecases.house import House

__all__ = ["reading_routes"]


def reading_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    routes = APIRouter()
    for page in (find_routes, asset_routes, ward_routes, whats_on_routes):
        routes.include_router(page(parts, house))
    return routes
