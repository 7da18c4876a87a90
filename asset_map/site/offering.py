"""A group offers something, or asks for something: a plain form on its public page."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import Field, field_validator

from asset_map.model.asset import AssetKind
from asset_map.model.connection import ExchangeTerms, Offer, OfferAudience, Side, Urgency
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.typed import as_lines, as_one_line
from asset_map.model.vocabulary import Term, TermKind
from asset_map.site.form_screens import TRAP
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private
from asset_map.site.short_form import ShortForm, fresh, handed_in
from asset_map.site.shown import RESIDENT, today
from asset_map.site.whence import address_of
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import tag_choices
from asset_map.usecases.offer_checks import SHORT_MAX, TEXT_MAX
from asset_map.usecases.propose_offer import OfferSaid, propose_offer
from asset_map.usecases.view_asset import view_asset

__all__ = ["offering_routes"]

_MOST_TICKED = 100


class _Told(ShortForm):
    """What the form sends; a choice that is none of those offered counts as not made."""

    side: str = Side.OFFER
    text: str = ""
    tags: list[str] = Field(default_factory=list)
    terms: str = ExchangeTerms.GIFT
    urgency: str = Urgency.SOON
    availability: str = ""
    valid_until: str = ""
    audience: str = OfferAudience.PARTNERS
    adult: str = ""
    email: str = ""

    @field_validator("*", mode="before")
    @classmethod
    def _tidy(cls, typed: object) -> object:
        if isinstance(typed, list):
            return [as_lines(one) for one in typed[:_MOST_TICKED] if isinstance(one, str)]
        return as_one_line(typed) if isinstance(typed, str) else typed

    def said(self, asset_id: str, address: str) -> OfferSaid:
        """Return what was typed; a day that is none is refused."""
        side = Side.NEED if self.side == Side.NEED else Side.OFFER
        is_public = self.audience == OfferAudience.PUBLIC
        offer = Offer(
            id="",
            asset_id=asset_id,
            side=side,
            text=self.text,
            tags=tuple(self.tags),
            terms=ExchangeTerms(self.terms) if self.terms in list(ExchangeTerms) else _FREE,
            urgency=Urgency(self.urgency) if self.urgency in list(Urgency) else Urgency.SOON,
            availability=self.availability,
            valid_until=_day(self.valid_until),
            audience=OfferAudience.PUBLIC if is_public else OfferAudience.PARTNERS,
        )
        if side is Side.NEED:
            offer = replace(offer, terms=_FREE)
        return OfferSaid(
            offer=offer,
            email=self.email,
            is_adult=self.adult == "yes",
            arrival=self.arrival(address, self.text),
        )


_FREE = ExchangeTerms.GIFT


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        problem = Problem(
            field="valid_until", fault="That is not a day.", remedy="Write it like 2027-03-31."
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,)) from None


def offering_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the form of an offer or an ask of each group."""
    routes = APIRouter(prefix="/offer/{asset_id}")

    @routes.get("")
    def form(asset_id: str, side: str = Side.OFFER) -> Response:
        """Show the form; whatever is no ask is an offer."""
        told = _Told(side=side).model_copy(update=fresh(house, now=parts.now()))
        return _drawn(parts, house, asset_id, told)

    @routes.post("")
    def sent(request: Request, asset_id: str, told: Annotated[_Told, Form()]) -> Response:
        """Send it to the officers, and go on to the receipt."""
        now, key, address = parts.now(), told.request, address_of(request)
        return handed_in(
            house,
            lambda: propose_offer(
                house,
                told.said(asset_id, address),
                actor=RESIDENT,
                now=now,
                request_key=key,
            ),
            lambda error: _drawn(parts, house, asset_id, told, error=error),
        )

    return routes


def _drawn(
    parts: SiteParts,
    house: House,
    asset_id: str,
    told: _Told,
    *,
    error: InvalidSubmissionError | None = None,
) -> Response:
    asset = view_asset(house, asset_id, actor=RESIDENT, today=today(parts)).asset
    if asset.kind is AssetKind.SKILL:
        message = "What one person can do is not offered here; choose a group or a place."
        raise NotFoundError(message)
    chips = tag_choices(house)
    return draw_private(
        "follow/offer.html",
        parts,
        error=error,
        asset=asset,
        typed=told,
        is_need=told.side == Side.NEED,
        things=[term for wider, terms in chips.items() if _is_thing(wider) for term in terms],
        skills={wider: terms for wider, terms in chips.items() if not _is_thing(wider)},
        most={"text": TEXT_MAX, "short": SHORT_MAX},
        trap=TRAP,
        privacy_contact=parts.settings.privacy_contact,
    )


def _is_thing(term: Term) -> bool:
    return term.kind is TermKind.RESOURCE
