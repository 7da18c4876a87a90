"""Where can I help? What groups ask of everybody and offer to everybody, nearest first."""

from fastapi import APIRouter, Request, Response

from asset_map.model.connection import Side
from asset_map.model.errors import LocationNotFoundError
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, show, today
from asset_map.usecases.house import House
from asset_map.usecases.locating import Found, check_postcode
from asset_map.usecases.where_to_help import where_to_help

__all__ = ["help_routes"]

PAGE = 25
_MOST_PAGES = 10_000


def help_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the route of this page."""
    routes = APIRouter()

    @routes.api_route("/help", methods=READ)
    def helping(request: Request, near: str = "", about: str = "", page: str = "") -> Response:
        """Show what is asked for, or on offer."""
        side = Side.OFFER if request.query_params.get("show") == "offers" else Side.NEED
        typed = near.strip()
        start, candidates = _start(house, typed)
        helps = where_to_help(house, today=today(parts), side=side, tag=about, start=start)
        pages = max(1, -(-len(helps.found) // PAGE))
        number = min(_number(page), pages)
        return show(
            "help.html",
            parts,
            request,
            here="help",
            is_offers=side is Side.OFFER,
            helps=helps,
            shown=helps.found[(number - 1) * PAGE : number * PAGE],
            page=number,
            pages=pages,
            near=typed,
            about=about if about in {term.id for term in helps.choices} else "",
            start=start,
            is_unknown=bool(typed) and start is None,
            candidates=candidates,
        )

    return routes


def _start(house: House, postcode: str) -> tuple[Found | None, tuple[str, ...]]:
    """Return where a postcode is, or else the nearest spellings of it."""
    if not postcode:
        return None, ()
    try:
        return check_postcode(house, postcode), ()
    except LocationNotFoundError as error:
        return None, error.candidates


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < len(str(_MOST_PAGES))
    return max(1, int(typed)) if is_number else 1
