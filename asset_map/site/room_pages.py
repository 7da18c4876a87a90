"""Somebody's own page in a roadshow: their cards, what the room said, and taking back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import JSONResponse

from asset_map.model.asset import AssetKind
from asset_map.model.connection import ExchangeTerms, Urgency
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.site.about_oneself import AboutOneself
from asset_map.site.form_screens import fresh_key
from asset_map.site.form_scripts import script_names
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward
from asset_map.site.room_cards import KINDS, card_routes
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import NAME_MAX
from asset_map.usecases.take_part import OwnRoom, choose, own_room, room_said
from asset_map.usecases.tidy_cards import take_back_all, take_back_card
from asset_map.usecases.write_cards import TEXT_MAX

__all__ = ["room_routes", "unknown_room"]

_UNTYPED: Mapping[str, str] = {}
# What a card may say that is brought in: somebody's own skill is an offer here.
_ASSET_KINDS = (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS)


def room_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    routes = APIRouter()

    def redraw(token: str, typed: Mapping[str, str], error: InvalidSubmissionError) -> Response:
        return _own(parts, house, token, typed=typed, error=error)

    routes.include_router(card_routes(parts, house, redraw=redraw))
    routes.include_router(_looking(parts, house))
    routes.include_router(_taking_back(parts, house))
    routes.include_router(_choosing(parts, house))
    return routes


def _looking(parts: SiteParts, house: House) -> APIRouter:
    routes = APIRouter(prefix="/room/{token}")

    @routes.get("")
    def own(token: str, kind: str = "", told: str = "") -> Response:
        """Show the one field, and one's own cards."""
        return _own(parts, house, token, typed={"kind": kind}, told=told)

    @routes.get("/said")
    def what_was_said(token: str) -> Response:
        """Show what the room has said so far."""
        try:
            said = room_said(house, token)
        except NotFoundError:
            return unknown_room(parts)
        return _drawn("said", parts, house, token, said=said)

    @routes.get("/said/{seq}")
    def moved(token: str, seq: int) -> Response:
        """Return what moved in the room since, for a page that is being looked at."""
        try:
            moved = room_said(house, token, after=seq)
        except NotFoundError as error:
            raise HTTPException(404) from error
        if moved.seq == seq:
            return Response(status_code=204, headers={"Cache-Control": "no-store"})
        said = [{"id": one.id, "text": one.text, "by": one.by} for one in moved.cards]
        return JSONResponse(
            {"seq": moved.seq, "cards": said, "gone": moved.gone},
            headers={"Cache-Control": "no-store"},
        )

    return routes


def _taking_back(parts: SiteParts, house: House) -> APIRouter:
    routes = APIRouter(prefix="/room/{token}")

    @routes.post("/take-back")
    def taken_back(token: str, card: Annotated[str, Form()] = "") -> Response:
        """Take one card back."""
        try:
            take_back_card(house, token, card, now=parts.now())
        except NotFoundError:
            return onward(f"/room/{token}")
        return onward(f"/room/{token}?told=taken-back")

    @routes.get("/leave")
    def sure(token: str) -> Response:
        """Ask whether everything shall really be taken back."""
        return _drawn("leave", parts, house, token)

    @routes.post("/leave")
    def left(token: str) -> Response:
        """Take everything back, and leave."""
        try:
            take_back_all(house, token, now=parts.now())
        except NotFoundError:
            return unknown_room(parts)
        return onward(f"/room/{token}")

    return routes


def _choosing(parts: SiteParts, house: House) -> APIRouter:
    routes = APIRouter(prefix="/room/{token}/me")

    @routes.get("")
    def about_me(token: str) -> Response:
        """Show what somebody said of themselves, to be changed."""
        try:
            one = own_room(house, token).one
        except NotFoundError:
            return unknown_room(parts)
        return _drawn("me", parts, house, token, typed=one)

    @routes.post("")
    def changed(token: str, said: Annotated[AboutOneself, Form()]) -> Response:
        """Keep it."""
        try:
            choose(house, token, said.joining(), now=parts.now())
        except InvalidSubmissionError as error:
            return _drawn("me", parts, house, token, error=error, typed=said)
        except ConflictError:
            return onward(f"/room/{token}")
        except NotFoundError:
            return unknown_room(parts)
        return onward(f"/room/{token}?told=kept")

    return routes


def unknown_room(parts: SiteParts) -> Response:
    """Return the page of a link that is not known here."""
    return draw_private("room/unknown.html", parts, status=404)


def _own(
    parts: SiteParts,
    house: House,
    token: str,
    *,
    typed: Mapping[str, str] = _UNTYPED,
    told: str = "",
    error: InvalidSubmissionError | None = None,
) -> Response:
    return _drawn(
        "own",
        parts,
        house,
        token,
        error=error,
        typed=defaultdict(str, typed),
        told=told,
        kinds=KINDS,
        asset_kinds=_ASSET_KINDS,
        terms=list(ExchangeTerms),
        urgencies=list(Urgency),
        card_id=fresh_key(),
        most=TEXT_MAX,
    )


def _drawn(
    page: str,
    parts: SiteParts,
    house: House,
    token: str,
    *,
    error: InvalidSubmissionError | None = None,
    **words: object,
) -> Response:
    try:
        room: OwnRoom = own_room(house, token)
    except NotFoundError:
        return unknown_room(parts)
    return draw_private(
        f"room/{page}.html",
        parts,
        error=error,
        status=400 if error else 200,
        room=room,
        token=token,
        script=script_names()["room"],
        name_most=NAME_MAX,
        contact=parts.settings.privacy_contact,
        **words,
    )
