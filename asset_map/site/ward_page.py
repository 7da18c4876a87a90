"""The wards, and one of them: strengths first, then what nobody has recorded yet."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from asset_map.model.asset import AssetKind
from asset_map.model.errors import LocationNotFoundError
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.query import Listing
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, address, is_framed, show, today
from asset_map.usecases.house import House
from asset_map.usecases.list_wards import list_wards
from asset_map.usecases.locating import Found, check_postcode
from asset_map.usecases.tell_stories import stories_told
from asset_map.usecases.view_ward import WardView, view_ward
from asset_map.usecases.ward_gap import ward_gap
from asset_map.usecases.where_to_help import help_in_ward

__all__ = ["ward_routes"]

FIRST = 8
HAPPENINGS = 20
STORIES = 3
_BEFORE = (AssetKind.SPACE, AssetKind.GROUP)
_AFTER = (AssetKind.INSTITUTION, AssetKind.BUSINESS, AssetKind.STORY)


def ward_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the list of wards and of a ward's page."""
    routes = APIRouter()

    @routes.api_route("/ward", methods=READ)
    def wards(request: Request, near: str = "") -> Response:
        """Show every ward; go to the one that a postcode is in."""
        typed = near.strip()
        place, candidates = _placed(house, typed)
        if place and place.ward_code:
            frame = "1" if is_framed(request) else ""
            there = address(f"/ward/{place.ward_code}", near=place.postcode, frame=frame)
            return RedirectResponse(there, status_code=303)
        return show(
            "wards.html",
            parts,
            request,
            here="ward",
            wards=list_wards(house, actor=RESIDENT, today=today(parts)),
            near=typed,
            is_unknown=bool(typed) and place is None,
            is_outside=place is not None,
            candidates=candidates,
        )

    @routes.api_route("/ward/{code}", methods=READ)
    def ward(request: Request, code: str, near: str = "") -> Response:
        """Show what a ward has got."""
        view = view_ward(house, code, actor=RESIDENT, today=today(parts))
        place = _placed(house, near.strip())[0]
        return show(
            "ward.html",
            parts,
            request,
            here="ward",
            view=view,
            near=place if place and place.ward_code == code else None,
            **_strengths(view),
            **_told(house, parts, code),
        )

    return routes


def _placed(house: House, postcode: str) -> tuple[Found | None, tuple[str, ...]]:
    """Return where a postcode is, or else the nearest spellings of it."""
    if not postcode:
        return None, ()
    try:
        return check_postcode(house, postcode), ()
    except LocationNotFoundError as error:
        return None, error.candidates


def _told(house: House, parts: SiteParts, code: str) -> dict[str, object]:
    """Return what people of the ward ask for and offer, what came of it, and how near help is."""
    return {
        "gap": ward_gap(house, code, actor=RESIDENT, now=parts.now()),
        "helps": help_in_ward(house, code, today=today(parts)),
        "stories": stories_told(house, ward_code=code)[:STORIES],
    }


def _strengths(view: WardView) -> dict[str, object]:
    return {
        "sections_before": [(ANCHOR_LOOK, "", view.anchors), *_sections(view, _BEFORE)],
        "sections_after": _sections(view, _AFTER),
        "first": FIRST,
        "happenings": view.whats_on[:HAPPENINGS],
    }


def _sections(
    view: WardView, kinds: tuple[AssetKind, ...]
) -> list[tuple[object, str, tuple[Listing, ...]]]:
    """Return the lines of these kinds, without the anchors that stand above them."""
    return [
        (
            KIND_LOOK[kind],
            kind.value,
            tuple(one for one in view.by_kind[kind] if one not in view.anchors),
        )
        for kind in kinds
    ]
