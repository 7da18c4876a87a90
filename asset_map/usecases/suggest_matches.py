"""Who could help whom: suggestions with their reasons, and what a person makes of them."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.connections.matching import Suggestion as Idea
from asset_map.connections.matching import suggestions
from asset_map.connections.offers import Dismissed, OffersAndNeeds
from asset_map.connections.why_not import why_not
from asset_map.model.connection import (
    Connection,
    ConnectionState,
    OfferAudience,
    OfferState,
)
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.suggestion import DismissReason, Suggestion, SuggestionState
from asset_map.register import assets, links
from asset_map.register import suggestions as kept
from asset_map.register.engine import Connection as Database
from asset_map.usecases.connect_assets import connect_within
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import keep_offer
from asset_map.usecases.keep_vocabulary import vocabulary_of
from asset_map.usecases.network_members import draft_member, members_seen_by, next_wards
from asset_map.usecases.own_areas import require_area_of_assets

__all__ = [
    "Accepted",
    "Suggested",
    "accept",
    "acceptance",
    "dismiss",
    "suggested",
    "why_none",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion as it is read: who could help whom, with what, and why."""

    id: str
    idea: Idea
    giver: str
    taker: str

    @property
    def sentence(self) -> str:
        """Every reason in words."""
        return self.idea.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """How many suggestions people decided on, and how many of them they accepted."""

    decided: int
    accepted: int


def suggested(
    house: House, *, actor: Actor, today: date, roadshow_id: str | None = None
) -> list[Suggested]:
    """
    Return what could be suggested now, the best first.

    With a roadshow, what its room offers and asks for comes with everything that partners
    know, and only what touches its room is returned; what was said for one room's ears alone
    is suggested nowhere else.
    """
    asked, room = _asked(house, actor=actor, today=today, roadshow_id=roadshow_id)
    ideas = suggestions(asked)
    if roadshow_id is not None:
        ideas = tuple(one for one in ideas if one.offer_id in room or one.need_id in room)
    return [
        Suggested(
            id=_id_of(idea.offer_id, idea.need_id),
            idea=idea,
            giver=asked.by_id[idea.giver_id].name,
            taker=asked.by_id[idea.taker_id].name,
        )
        for idea in ideas
    ]


def why_none(
    house: House, asset_id: str, *, actor: Actor, today: date, roadshow_id: str | None = None
) -> str:
    """
    Return in a sentence why there is no suggestion for an asset, or how many there are.

    Raises
    ------
    NotFoundError
        When the actor knows no such asset.
    """
    asked, _ = _asked(house, actor=actor, today=today, roadshow_id=roadshow_id)
    if asset_id not in asked.by_id:
        message = f"There is no asset '{asset_id}' in the network; it may be closed."
        raise NotFoundError(message)
    return why_not(asset_id, asked, suggestions(asked))


def accept(
    house: House,
    one: Suggested,
    *,
    actor: Actor,
    now: datetime,
    roadshow_id: str | None = None,
    new_id: NewId = random_id,
) -> Connection:
    """
    Put the two in touch: a connection that is ``introduced``, never more.

    An offer whose capacity is used up is matched, and so is the need.

    Raises
    ------
    InvalidSubmissionError
        When somebody decided on it before, or the two are connected so already.
    """
    require(actor, Action.CONNECT)
    idea = one.idea
    with house.register.writing() as connection:
        require_area_of_assets(connection, actor, idea.giver_id, idea.taker_id)
        _check_open(connection, one)
        link = connect_within(
            connection,
            Connection(
                id=new_id(),
                from_id=idea.giver_id,
                to_id=idea.taker_id,
                kind=idea.kind,
                state=ConnectionState.INTRODUCED,
                note=one.sentence,
                source="A suggestion",
                roadshow_id=roadshow_id,
                origin_suggestion_id=one.id,
            ),
            actor=actor,
            now=now,
        )
        decided = _decided(one, SuggestionState.ACCEPTED, actor=actor, now=now)
        kept.put(connection, replace(decided, roadshow_id=roadshow_id, connection_id=link.id))
        _settle(connection, idea, actor=actor, now=now)
        return link


def dismiss(  # noqa: PLR0913 - who, when, where, and why
    house: House,
    one: Suggested,
    because: DismissReason,
    *,
    actor: Actor,
    now: datetime,
    words: str = "",
    roadshow_id: str | None = None,
) -> Suggestion:
    """Put a suggestion aside with a reason; for these two and this tag it never comes again."""
    require(actor, Action.CONNECT)
    with house.register.writing() as connection:
        require_area_of_assets(connection, actor, one.idea.giver_id, one.idea.taker_id)
        _check_open(connection, one)
        decided = _decided(one, SuggestionState.DISMISSED, actor=actor, now=now)
        return kept.put(
            connection,
            replace(
                decided,
                roadshow_id=roadshow_id,
                dismissed_because=because,
                dismissed_words=words.strip()[:300],
            ),
        )


def acceptance(house: House, *, actor: Actor, roadshow_id: str | None = None) -> Accepted:
    """Return how suggestions fared, everywhere or at one roadshow."""
    require(actor, Action.SEE_PARTNER_VIEW)
    with house.register.reading() as connection:
        every = kept.of_roadshow(connection, roadshow_id) if roadshow_id else kept.every(connection)
    states = [one.state for one in every]
    accepted = states.count(SuggestionState.ACCEPTED)
    return Accepted(decided=accepted + states.count(SuggestionState.DISMISSED), accepted=accepted)


def _id_of(offer_id: str, need_id: str) -> str:
    return hashlib.sha256(f"{offer_id}\x1f{need_id}".encode()).hexdigest()[:32]


def _asked(
    house: House, *, actor: Actor, today: date, roadshow_id: str | None
) -> tuple[OffersAndNeeds, set[str]]:
    """Return everything that suggestions are made of, and the ids of what this room said."""
    require(actor, Action.SEE_PARTNER_VIEW)
    with house.register.reading() as connection:
        members = members_seen_by(connection, audience=actor.audience, today=today)
        taken = kept.times_accepted(connection)
        offers = [
            replace(one, capacity=max(0, one.capacity - taken.get(one.id, 0)))
            for one in links.every_offer(connection)
            if one.audience is not OfferAudience.THIS_ROOM or one.roadshow_id == roadshow_id
        ]
        known = {member.asset_id for member in members}
        room = {one.id for one in offers if roadshow_id and one.roadshow_id == roadshow_id}
        unknown = {one.asset_id for one in offers if one.id in room} - known
        members += [
            draft_member(asset)
            for asset in assets.get_many(connection, sorted(unknown))
            if asset.record_state in {RecordState.DRAFT, RecordState.SUBMITTED}
        ]
        asked = OffersAndNeeds(
            members=members,
            offers=offers,
            links=links.every(connection),
            today=today,
            dismissed=frozenset(
                Dismissed(frozenset({giver, taker}), tag)
                for giver, taker, tag in kept.dismissed(connection)
            ),
            next_wards=next_wards(house, connection),
            vocabulary=vocabulary_of(connection),
        )
    return asked, room


def _check_open(connection: Database, one: Suggested) -> None:
    """Refuse a suggestion that somebody decided on, or whose two sides are settled."""
    try:
        decided = kept.get(connection, one.id)
    except NotFoundError:
        decided = None
    if decided and _still_stands(connection, decided):
        message = f"{decided.decided_by} {decided.state.label} this suggestion already."
        raise InvalidSubmissionError(message)
    for offer_id in (one.idea.offer_id, one.idea.need_id):
        if links.get_offer(connection, offer_id).state is not OfferState.OPEN:
            message = "What was offered or asked for is settled by now. Look again."
            raise InvalidSubmissionError(message)


def _still_stands(connection: Database, decided: Suggestion) -> bool:
    """Whether a decision holds: what came of an accepted one may have ended since."""
    if decided.state is SuggestionState.ACCEPTED and decided.connection_id:
        return links.get(connection, decided.connection_id).state is not ConnectionState.ENDED
    return decided.state is not SuggestionState.PROPOSED


def _decided(one: Suggested, state: SuggestionState, *, actor: Actor, now: datetime) -> Suggestion:
    idea = one.idea
    return Suggestion(
        id=one.id,
        offer_id=idea.offer_id,
        need_id=idea.need_id,
        giver_id=idea.giver_id,
        taker_id=idea.taker_id,
        tag=idea.tag,
        reason=one.sentence,
        made_at=now,
        state=state,
        decided_by=actor.name,
        decided_at=now,
    )


def _settle(connection: Database, idea: Idea, *, actor: Actor, now: datetime) -> None:
    """Mark the need as met, and the offer where it was taken as often as it may be."""
    need = links.get_offer(connection, idea.need_id)
    keep_offer(connection, replace(need, state=OfferState.MATCHED), actor=actor, now=now)
    offer = links.get_offer(connection, idea.offer_id)
    if kept.times_accepted(connection).get(offer.id, 0) >= offer.capacity:
        keep_offer(connection, replace(offer, state=OfferState.MATCHED), actor=actor, now=now)
