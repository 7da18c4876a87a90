"""Find, asset, ward and what's on, as plain pages."""

from fastapi import APIRouter

from asset_map.site.parts import SiteParts
from asset_map.usecases.house import House

__all__ = ["reading_routes"]


def reading_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    del parts, house
    return APIRouter()
