"""One place or group: everything the public may know, and what to do next."""

from fastapi import APIRouter, Request, Response

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, AssetKind, ForWhom, SpaceDetails
from asset_map.model.location import Location
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.state import OperatingStatus
from asset_map.model.typed import web_address
from asset_map.model.visibility import STREET_M
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show, today
from asset_map.usecases.asset_links import links_of_asset
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import view_asset
from asset_map.usecases.whats_on import asset_calendar
from asset_map.usecases.where_to_help import help_of_asset

__all__ = ["CALENDAR_TYPE", "asset_routes"]

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def asset_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of an asset's page and of its calendar."""
    routes = APIRouter()

    @routes.api_route("/asset/{asset_id}.ics", methods=READ)
    def times(asset_id: str) -> Response:
        """Return its times as a calendar."""
        content = asset_calendar(house, asset_id, actor=RESIDENT, now=parts.now())
        return Response(content, media_type=CALENDAR_TYPE, headers={"Cache-Control": "no-cache"})

    @routes.api_route("/asset/{asset_id}", methods=READ)
    def asset(request: Request, asset_id: str) -> Response:
        """Show everything that the public may know."""
        view = view_asset(house, asset_id, actor=RESIDENT, today=today(parts))
        one = view.asset
        return show(
            "asset.html",
            parts,
            request,
            here="find",
            view=view,
            links=links_of_asset(house, asset_id, actor=RESIDENT),
            asset=one,
            look=ANCHOR_LOOK if _is_anchor(one) else KIND_LOOK[one.kind],
            kind_words=KIND_LOOK[one.kind].singular,
            is_anchor=_is_anchor(one),
            is_going=_is_going(one),
            has_rule=any(_has_rule(place) for place in one.locations),
            website=web_address(one.contact.url),
            ages=_ages(one.for_whom),
            room=_room(one.space),
            takes_offers=_is_going(one) and one.kind is not AssetKind.SKILL,
            helps=help_of_asset(house, asset_id, today=today(parts)),
            street_m=round(STREET_M),
            paragraphs=[
                line for line in f"{one.summary}\n{one.description}".splitlines() if line.strip()
            ],
        )

    return routes


def _is_anchor(asset: Asset) -> bool:
    return asset.anchor is not None and asset.anchor.status is AnchorStatus.RECOGNISED


def _is_going(asset: Asset) -> bool:
    return asset.operating_status is OperatingStatus.ACTIVE


def _has_rule(place: Location) -> bool:
    return any(meeting.rrule for meeting in place.meetings) or bool(place.stop and place.stop.rrule)


def _ages(people: ForWhom) -> tuple[int | None, int | None]:
    return people.min_age, people.max_age


def _room(space: SpaceDetails | None) -> list[tuple[str, bool | None]]:
    """Return what a room has by the name of the need; None where nobody said."""
    if space is None:
        return []
    return [
        ("step_free", space.is_step_free),
        ("accessible_toilet", space.has_accessible_toilet),
        ("hearing_loop", space.has_hearing_loop),
        ("kitchen", space.has_kitchen),
        ("parking", space.has_parking),
    ]
