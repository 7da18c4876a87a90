"""The market place on a phone: its stalls, signing up at one, and the list for its group."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel

from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
    Problem,
)
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward, unknown_link
from asset_map.site.whence import address_of
from asset_map.usecases.house import House, random_id
from asset_map.usecases.sign_up import (
    StallPage,
    Visitor,
    consent_words,
    list_behind,
    sign_up,
    stall_page,
    stalls_of,
    take_list,
)

__all__ = ["market_routes"]

# All phones of a hall may come by one address.
_MOST_AN_HOUR = 600


class _Told(BaseModel):
    """What a visitor's form sends."""

    name: str = ""
    contact: str = ""
    agreed: str = ""
    request: str = ""


def market_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the pages of the market place."""
    routes = APIRouter()
    _visitor_routes(routes, parts, house)
    _group_routes(routes, parts, house)
    return routes


def _visitor_routes(routes: APIRouter, parts: SiteParts, house: House) -> None:
    limit = HourlyLimit(_MOST_AN_HOUR)

    @routes.get("/stalls/{code}")
    def stalls(code: str) -> Response:
        """Show who is here."""
        roadshow, there = stalls_of(house, code)
        return draw_private("market/stalls.html", parts, roadshow=roadshow, stalls=there)

    @routes.get("/stalls/{code}/{number}")
    def one_stall(code: str, number: int) -> Response:
        """Show one stall, and ask whether the visitor would like to hear from it."""
        page = stall_page(house, code, number, now=parts.now())
        return _stall(parts, page, _Told(request=random_id()))

    @routes.post("/stalls/{code}/{number}")
    def signed(
        request: Request, code: str, number: int, told: Annotated[_Told, Form()]
    ) -> Response:
        """Keep who would like to hear from the stall, and go on to say so."""
        now = parts.now()
        page = stall_page(house, code, number, now=now)
        visitor = Visitor(name=told.name, contact=told.contact, has_agreed=bool(told.agreed))
        try:
            _count(limit, address_of(request), now=now)
            sign_up(house, page, visitor, request_key=told.request or random_id(), now=now)
        except InvalidSubmissionError as error:
            return _stall(parts, page, told, error=error)
        except ConflictError:
            return _stall(parts, stall_page(house, code, number, now=now), told)
        return onward(f"/stalls/{page.roadshow.code}/{number}/thanks")

    @routes.get("/stalls/{code}/{number}/thanks")
    def thanks(code: str, number: int) -> Response:
        """Say that the group will hear of it."""
        page = stall_page(house, code, number, now=parts.now())
        return draw_private("market/thanks.html", parts, page=page)


def _count(limit: HourlyLimit, address: str, *, now: datetime) -> None:
    if limit.next_free(address, now=now):
        problem = Problem(
            field="name", fault="Too many came from here.", remedy="Try again in an hour."
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))


def _stall(
    parts: SiteParts,
    page: StallPage,
    told: _Told,
    *,
    error: InvalidSubmissionError | None = None,
) -> Response:
    return draw_private(
        "market/stall.html",
        parts,
        error=error,
        status=400 if error else 200,
        page=page,
        told=told,
        consent=consent_words(page.stall),
    )


def _group_routes(routes: APIRouter, parts: SiteParts, house: House) -> None:
    @routes.get("/stall/{token}")
    def behind(token: str) -> Response:
        """Show a stall's group how many wait, or for an hour their names."""
        try:
            held = list_behind(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return draw_private("market/list.html", parts, held=held, token=token)

    @routes.post("/stall/{token}")
    def taken(token: str) -> Response:
        """Hand the list over, and show it."""
        try:
            take_list(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/stall/{token}")
