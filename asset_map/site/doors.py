"""The public door: every page and route that asks the register something."""

from fastapi import APIRouter

from asset_map.site.adding import adding_routes
from asset_map.site.agreeing import agreeing_routes
from asset_map.site.calendar import calendar_routes
from asset_map.site.following import following_routes
from asset_map.site.going import going_routes
from asset_map.site.guide import guide_routes
from asset_map.site.health import health_routes
from asset_map.site.help_page import help_routes
from asset_map.site.joining import joining_routes
from asset_map.site.market_pages import market_routes
from asset_map.site.open_data import open_data_routes
from asset_map.site.open_data_page import open_data_page_routes
from asset_map.site.pack_page import pack_routes
from asset_map.site.parts import SiteParts
from asset_map.site.reading import reading_routes
from asset_map.site.round_page import round_routes
from asset_map.site.signing_in import signing_in_routes
from asset_map.site.stories_page import story_routes
from asset_map.site.talking import talking_routes
from asset_map.site.welcome_pack import welcome_routes
from asset_map.usecases.house import House

__all__ = ["public_door"]


def public_door(parts: SiteParts, house: House) -> tuple[APIRouter, ...]:
    """Return the routes of the plain pages, and of what programs read, on a register."""
    return (
        # First what many may post at once: routes are tried in their order.
        adding_routes(parts, house),
        reading_routes(parts, house),
        following_routes(parts, house),
        joining_routes(parts, house),
        round_routes(parts, house),
        market_routes(parts, house),
        going_routes(parts, house),
        signing_in_routes(parts, house),
        help_routes(parts, house),
        story_routes(parts, house),
        talking_routes(parts, house),
        agreeing_routes(parts, house),
        open_data_routes(parts, house),
        calendar_routes(parts, house),
        open_data_page_routes(parts, house),
        guide_routes(parts, house),
        welcome_routes(parts, house),
        pack_routes(parts, house),
        health_routes(parts, house),
    )
