"""What becomes of what was sent, and what somebody says of a record, as plain pages."""

from fastapi import APIRouter

from asset_map.site.parts import SiteParts
from asset_map.usecases.house import House

__all__ = ["following_routes"]


def following_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    del parts, house
    return APIRouter()
