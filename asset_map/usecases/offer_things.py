"""What a group or place offers and what it would like: said, changed, settled, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from asset_map.model.asset import AssetKind
from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON
from asset_map.register import links, public_view
from asset_map.register.engine import Connection as Database
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import vocabulary_of
from asset_map.usecases.network_members import members_seen_by

__all__ = [
    "CAPACITY_MAX",
    "OFFER_MOVES",
    "SHORT_MAX",
    "TAGS_MAX",
    "TEXT_MAX",
    "OfferQuery",
    "Said",
    "add_offer",
    "as_read",
    "change_offer",
    "move_offer",
    "offers_on_page",
    "offers_seen",
    "whose",
]

TEXT_MAX = 300
SHORT_MAX = 120
TAGS_MAX = 8
CAPACITY_MAX = 99

_S = OfferState
# Where it can go from where it is; nobody settles what time did, but by a later day.
OFFER_MOVES: Mapping[OfferState, tuple[OfferState, ...]] = MappingProxyType(
    {
        _S.OPEN: (_S.FULFILLED, _S.WITHDRAWN),
        _S.MATCHED: (_S.FULFILLED, _S.OPEN, _S.WITHDRAWN),
        _S.EXPIRED: (_S.FULFILLED, _S.WITHDRAWN),
        _S.FULFILLED: (_S.OPEN,),
        _S.WITHDRAWN: (_S.OPEN,),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An offer or need in the state it reads as today, with whose it is."""

    offer: Offer
    name: str
    ward_code: str | None = None
    ward_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferQuery:
    """Which offers and needs to look for; a field that is left empty asks nothing."""

    side: Side | None = None
    ward_code: str = ""
    tag: str = ""
    audience: OfferAudience | None = None
    states: tuple[OfferState, ...] = (OfferState.OPEN,)


def as_read(offer: Offer, *, today: date) -> Offer:
    """Return it in the state it is in today: what was open is expired after its last day."""
    is_over = offer.valid_until is not None and offer.valid_until < today
    if offer.state is OfferState.OPEN and is_over:
        return replace(offer, state=OfferState.EXPIRED)
    return offer


def add_offer(house: House, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """
    Keep what somebody offers, or would like.

    Raises
    ------
    InvalidSubmissionError
        When something is missing or does not fit together.
    NotFoundError
        When there is no such asset, or none that the actor may see.
    """
    require(actor, Action.CONNECT)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        new = replace(offer, state=OfferState.OPEN, made_on=offer.made_on or today)
        return links.add_offer(connection, _checked(connection, new, actor=actor, today=today))


def change_offer(house: House, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """
    Keep what is now said of it; whose it is, its side and its state stay.

    Raises
    ------
    InvalidSubmissionError
        When something is missing or does not fit together.
    NotFoundError
        When it is not there, or not for the actor to see.
    """
    require(actor, Action.CONNECT)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        standing = links.get_offer(connection, offer.id)
        changed = replace(
            offer,
            asset_id=standing.asset_id,
            side=standing.side,
            state=standing.state,
            made_on=standing.made_on,
            roadshow_id=standing.roadshow_id,
        )
        return links.update_offer(
            connection, _checked(connection, changed, actor=actor, today=today)
        )


def move_offer(
    house: House, offer_id: str, to: OfferState, *, actor: Actor, now: datetime
) -> Offer:
    """
    Say that it came about, take it back, or open it again.

    Raises
    ------
    InvalidSubmissionError
        When it cannot go there from where it is.
    """
    require(actor, Action.CONNECT)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        before = as_read(links.get_offer(connection, offer_id), today=today)
        _kind_of(connection, before.asset_id, actor)
        if to not in OFFER_MOVES[before.state]:
            message = (
                f"What is '{before.state.label}' cannot become '{to.label}'; "
                f"it can become: {', '.join(one.label for one in OFFER_MOVES[before.state])}."
            )
            raise InvalidSubmissionError(message)
        return as_read(links.update_offer(connection, replace(before, state=to)), today=today)


def offers_seen(
    house: House, *, actor: Actor, today: date, asked: OfferQuery | None = None
) -> list[Said]:
    """
    Return what everybody offers and needs, by name, as far as the actor may see it.

    What was said for one room's ears alone is in no list but that room's own.
    """
    require(actor, Action.SEE_PARTNER_VIEW)
    query = asked or OfferQuery()
    with house.register.reading() as connection:
        words = vocabulary_of(connection)
        said = links.every_offer(connection)
        members = {
            one.asset_id: one
            for one in members_seen_by(connection, audience=actor.audience, today=today)
        }
    tags = {query.tag, *(term.id for term in words.terms if term.parent == query.tag)}
    found = [
        Said(
            offer=one,
            name=members[one.asset_id].name,
            ward_code=members[one.asset_id].ward_code,
            ward_name=members[one.asset_id].ward_name,
        )
        for one in (as_read(offer, today=today) for offer in said)
        if one.asset_id in members
        and _is_asked(one, query)
        and (not query.ward_code or members[one.asset_id].ward_code == query.ward_code)
        and (not query.tag or tags & {words.tag(tag) for tag in one.tags})
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.offer.asset_id, one.offer.id))


def offers_on_page(house: House, asset_id: str, *, actor: Actor, today: date) -> list[Offer]:
    """
    Return what one asset offers and needs, in every state, what is open first.

    Raises
    ------
    NotFoundError
        When there is none, or none that the actor may see: the two look alike.
    """
    require(actor, Action.SEE_PARTNER_VIEW)
    with house.register.reading() as connection:
        _kind_of(connection, asset_id, actor)
        said = [as_read(one, today=today) for one in links.offers_of(connection, asset_id)]
    order = list(OfferState)
    seen = (one for one in said if one.audience is not OfferAudience.THIS_ROOM)
    return sorted(seen, key=lambda one: order.index(one.state))


def whose(house: House, *, actor: Actor, today: date) -> dict[str, str]:
    """Return the names, by id, of everybody who may offer or need something."""
    require(actor, Action.SEE_PARTNER_VIEW)
    with house.register.reading() as connection:
        members = members_seen_by(connection, audience=actor.audience, today=today)
    return {one.asset_id: one.name for one in members}


def _is_asked(offer: Offer, query: OfferQuery) -> bool:
    return (
        offer.audience is not OfferAudience.THIS_ROOM
        and query.side in {None, offer.side}
        and query.audience in {None, offer.audience}
        and (not query.states or offer.state in query.states)
    )


def _kind_of(connection: Database, asset_id: str, actor: Actor) -> AssetKind:
    """Return what an asset is, or refuse one that the actor may not see."""
    return public_view.visible_asset(connection, asset_id, audience=actor.audience).kind


def _checked(connection: Database, offer: Offer, *, actor: Actor, today: date) -> Offer:
    """Return it tidied, its tags as the vocabulary has them, or refuse it with every problem."""
    if not offer.asset_id:
        message = "Nobody is chosen; choose whose offer or need it is."
        raise NotFoundError(message)
    kind = _kind_of(connection, offer.asset_id, actor)
    words = vocabulary_of(connection)
    tidy = replace(
        offer,
        text=" ".join(offer.text.split()),
        tags=tuple(dict.fromkeys(words.tag(tag) for tag in offer.tags)),
        availability=" ".join(offer.availability.split()),
        area=" ".join(offer.area.split()),
        urgency=offer.urgency if offer.side is Side.NEED else None,
    )
    problems = [*_text_problems(tidy), *_limit_problems(tidy, today)]
    problems += _audience_problems(tidy, kind)
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return tidy


def _text_problems(offer: Offer) -> list[Problem]:
    problems = []
    if not offer.text:
        remedy = "Say it in a few words."
        problems.append(Problem(field="text", fault="Nobody said what it is.", remedy=remedy))
    for field, most in (("text", TEXT_MAX), ("availability", SHORT_MAX), ("area", SHORT_MAX)):
        if (letters := len(getattr(offer, field))) > most:
            fault = f"That has {letters:,} letters."
            remedy = f"Up to {most} fit."
            problems.append(Problem(field=field, fault=fault, remedy=remedy))
    return problems


def _limit_problems(offer: Offer, today: date) -> list[Problem]:
    problems = []
    if not 1 <= offer.capacity <= CAPACITY_MAX:
        fault = f"{offer.capacity} is not how often it can be had."
        remedy = f"Write a number from 1 to {CAPACITY_MAX}."
        problems.append(Problem(field="capacity", fault=fault, remedy=remedy))
    if offer.valid_until and offer.valid_until < today:
        fault = f"{offer.valid_until:%d.%m.%Y} is over."
        remedy = "Choose a day to come, or none."
        problems.append(Problem(field="valid_until", fault=fault, remedy=remedy))
    if len(offer.tags) > TAGS_MAX:
        fault = f"Those are {len(offer.tags)} words for what it is about."
        remedy = f"Choose up to {TAGS_MAX}."
        problems.append(Problem(field="tags", fault=fault, remedy=remedy))
    return problems


def _audience_problems(offer: Offer, kind: AssetKind) -> list[Problem]:
    if offer.audience is OfferAudience.PUBLIC and kind is AssetKind.SKILL:
        fault = "What one person offers is never shown to everybody."
        return [Problem(field="audience", fault=fault, remedy="Keep it between partners.")]
    if offer.audience is OfferAudience.THIS_ROOM and not offer.roadshow_id:
        fault = "There is no room here that it could be kept in."
        return [Problem(field="audience", fault=fault, remedy="Choose partners or everybody.")]
    return []
