"""A card comes in from a phone: by a form, or in the background by the page's script."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import parse_qsl
from zlib import crc32

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.errors import (
    AssetMapError,
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
    RegisterAwayError,
)
from asset_map.model.words import WordEnum
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import onward
from asset_map.usecases.house import House
from asset_map.usecases.take_part import add_card

__all__ = ["KINDS", "card_routes"]

# What a phone offers to write; a skill is what somebody offers for nobody else.
KINDS = (
    CardKind.ASSET,
    CardKind.OFFER,
    CardKind.NEED,
    CardKind.IDEA,
    CardKind.STORY,
    CardKind.MISSING_VOICE,
)
# Nobody writes four a minute for an hour; a program does.
_MOST_CARDS = 240
_MOST_BYTES = 8_000
_MOST_FIELDS = 20
_STATUS = {NotFoundError: 404, ConflictError: 409}

Typed = Mapping[str, str]
Redraw = Callable[[str, Typed, InvalidSubmissionError], Response]
W = TypeVar("W", bound=WordEnum)


def card_routes(parts: SiteParts, house: House, *, redraw: Redraw) -> APIRouter:
    """Return the route that takes cards; ``redraw`` shows the form again with its problems."""
    routes = APIRouter()
    desk = _Desk(parts=parts, house=house)

    async def added(request: Request) -> Response:
        """Keep a card, and answer once it is on the disk."""
        token = request.path_params["token"]
        typed = await _typed(request)
        wants_word = "application/json" in request.headers.get("accept", "")
        if not wants_word:
            # Going back to a form and writing something else into it makes another card.
            typed["id"] = f"{typed.get('id', '')}-{crc32(typed.get('text', '').encode()):08x}"
        try:
            card = await desk.keep(token, typed)
        except RegisterAwayError:
            raise  # answered as everywhere: the phone sends it again
        except AssetMapError as error:
            if wants_word:
                status = _STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
                return JSONResponse({"error": str(error)}, status_code=status)
            if isinstance(error, InvalidSubmissionError):
                return await run_in_threadpool(redraw, token, typed, error)
            return onward(f"/room/{token}")
        if wants_word:
            return JSONResponse({"id": card.id, "text": card.text, "kind": card.kind})
        return onward(f"/room/{token}?kind={card.kind}&told=added")

    # Without FastAPI's reading of parameters: here many come at once.
    routes.add_route("/room/{token}/card", added, methods=["POST"])
    return routes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    parts: SiteParts
    house: House
    limit: HourlyLimit = field(default_factory=lambda: HourlyLimit(_MOST_CARDS))

    async def keep(self, token: str, typed: Typed) -> Card:
        """Keep a card that somebody typed, or say why not."""
        now = self.parts.now()
        # Counted for each phone: a whole hall may stand behind one address.
        if free := self.limit.next_free(token, now=now):
            raise HTTPException(
                HTTPStatus.TOO_MANY_REQUESTS,
                headers={"Retry-After": str(int((free - now).total_seconds()) + 1)},
            )
        return await asyncio.wrap_future(add_card(self.house, token, card_from(typed, now=now)))


def card_from(typed: Typed, *, now: datetime) -> Card:
    """Return the card that a form holds; a phone alone never makes anything public."""
    is_for_partners = typed.get("audience") == OfferAudience.PARTNERS
    return Card(
        id=typed.get("id", ""),
        kind=_one_of(CardKind, typed.get("kind")) or CardKind.ASSET,
        text=typed.get("text", ""),
        made_at=now,
        made_by="phone",
        source=CardSource.PHONE,
        asset_kind=_one_of(AssetKind, typed.get("asset_kind")),
        for_group=typed.get("for_group", ""),
        availability=typed.get("availability", ""),
        terms=_one_of(ExchangeTerms, typed.get("terms")) or ExchangeTerms.GIFT,
        urgency=_one_of(Urgency, typed.get("urgency")),
        audience=OfferAudience.PARTNERS if is_for_partners else OfferAudience.THIS_ROOM,
        is_attributed=bool(typed.get("is_attributed")),
    )


def _one_of(words: type[W], typed: str | None) -> W | None:
    return words(typed) if typed in list(words) else None


async def _typed(request: Request) -> dict[str, str]:
    if int(request.headers.get("content-length") or _MOST_BYTES + 1) > _MOST_BYTES:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = await request.body()
    try:
        return dict(parse_qsl(body.decode("latin-1"), max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
