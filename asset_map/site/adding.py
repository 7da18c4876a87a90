"""Adding and changing, as a plain form."""

from fastapi import APIRouter

from asset_map.site.parts import SiteParts
from asset_map.usecases.house import House

__all__ = ["adding_routes"]


def adding_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    del parts, house
    return APIRouter()
