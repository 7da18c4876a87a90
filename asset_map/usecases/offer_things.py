"""What a group or place offers and what it would like: said, changed, settled, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from types import MappingProxyType

from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
)
from asset_map.model.offer_event import OfferEvent
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON
from asset_map.register import links, offer_history
from asset_map.usecases.house import House
from asset_map.usecases.keep_offers import keep_new_offer, keep_offer
from asset_map.usecases.keep_vocabulary import vocabulary_of
from asset_map.usecases.network_members import members_seen_by
from asset_map.usecases.offer_checks import checked_offer, kind_of
from asset_map.usecases.own_areas import require_area_of_assets

__all__ = [
    "OFFER_MOVES",
    "OfferQuery",
    "Said",
    "add_offer",
    "as_read",
    "change_offer",
    "laid_on_top",
    "move_offer",
    "offer_now",
    "offer_steps",
    "offers_on_page",
    "offers_seen",
    "whose",
]

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
        require_area_of_assets(connection, actor, offer.asset_id)
        new = replace(offer, state=OfferState.OPEN, made_on=offer.made_on or today)
        tidy = checked_offer(connection, new, actor=actor, today=today)
        return keep_new_offer(connection, tidy, actor=actor, now=now)


def change_offer(house: House, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """
    Keep what is now said of it; whose it is, its side and its state stay.

    Raises
    ------
    ConflictError
        When somebody else changed it since the version that this was made from.
    InvalidSubmissionError
        When something is missing or does not fit together.
    NotFoundError
        When it is not there, or not for the actor to see.
    """
    require(actor, Action.CONNECT)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        standing = links.get_offer(connection, offer.id)
        require_area_of_assets(connection, actor, standing.asset_id)
        changed = replace(
            offer,
            asset_id=standing.asset_id,
            side=standing.side,
            state=standing.state,
            made_on=standing.made_on,
            roadshow_id=standing.roadshow_id,
            source=standing.source,
        )
        tidy = checked_offer(connection, changed, actor=actor, today=today)
        return keep_offer(connection, tidy, actor=actor, now=now)


def offer_now(house: House, offer_id: str, *, actor: Actor) -> Offer:
    """
    Return an offer or a need as it stands.

    Raises
    ------
    NotFoundError
        When it is not there, or not for the actor to see.
    """
    require(actor, Action.CONNECT)
    with house.register.reading() as connection:
        standing = links.get_offer(connection, offer_id)
        kind_of(connection, standing.asset_id, actor)
        return standing


def laid_on_top(base: Offer, mine: Offer, newer: Offer) -> Offer:
    """Return what now stands with all that was changed in ``mine`` since ``base`` laid over it."""
    changed = {
        one.name: getattr(mine, one.name)
        for one in fields(mine)
        if one.name != "version" and getattr(mine, one.name) != getattr(base, one.name)
    }
    return replace(newer, **changed)


def offer_steps(house: House, offer_id: str, *, actor: Actor) -> list[OfferEvent]:
    """
    Return what was done with an offer or a need, the first first.

    What was said for one room's ears alone is left out.

    Raises
    ------
    NotFoundError
        When it is not there, or not for the actor to see.
    """
    require(actor, Action.CONNECT)
    with house.register.reading() as connection:
        kind_of(connection, links.get_offer(connection, offer_id).asset_id, actor)
        steps = offer_history.of_offer(connection, offer_id)
    return [_for_partners(one) for one in steps]


def _for_partners(event: OfferEvent) -> OfferEvent:
    said = (event.before, event.after)
    if any(one and one.audience is OfferAudience.THIS_ROOM for one in said):
        return replace(event, before=None, after=None)
    return event


def move_offer(
    house: House,
    offer_id: str,
    to: OfferState,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Offer:
    """
    Say that it came about, take it back, or open it again; ``version`` is the one that was read.

    Raises
    ------
    ConflictError
        When somebody else changed it since.
    InvalidSubmissionError
        When it cannot go there from where it is.
    """
    require(actor, Action.CONNECT)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        standing = links.get_offer(connection, offer_id)
        require_area_of_assets(connection, actor, standing.asset_id)
        before = as_read(standing, today=today)
        kind_of(connection, before.asset_id, actor)
        if version not in {None, before.version}:
            message = "Somebody changed this meanwhile. Read it again, then decide."
            raise ConflictError(message, version=before.version)
        if to not in OFFER_MOVES[before.state]:
            message = (
                f"What is '{before.state.label}' cannot become '{to.label}'; "
                f"it can become: {', '.join(one.label for one in OFFER_MOVES[before.state])}."
            )
            raise InvalidSubmissionError(message)
        moved = replace(standing, state=to)
        return as_read(keep_offer(connection, moved, actor=actor, now=now), today=today)


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
        kind_of(connection, asset_id, actor)
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
