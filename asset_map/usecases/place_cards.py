"""What was said becomes records: each card finds its asset, each offer and ask is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.model.asset import Asset, AssetKind, BuildingBlock, Provenance, SourceKind
from asset_map.model.card import Card, CardKind, Talk
from asset_map.model.connection import Offer, Side
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState
from asset_map.model.words import fold
from asset_map.register import alike, cards, roadshows
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import keep_new_offer
from asset_map.usecases.keeping import keep_many
from asset_map.usecases.own_areas import require_area_of_roadshow

__all__ = ["place_cards", "place_talk", "place_within"]

_NAME_MAX = 120
_EXCHANGE = {CardKind.OFFER: Side.OFFER, CardKind.NEED: Side.NEED}
_BLOCKS = {
    AssetKind.GROUP: BuildingBlock.ASSOCIATION,
    AssetKind.SPACE: BuildingBlock.PLACE,
    AssetKind.SKILL: BuildingBlock.INDIVIDUAL,
    AssetKind.INSTITUTION: BuildingBlock.INSTITUTION,
    AssetKind.BUSINESS: BuildingBlock.EXCHANGE,
    AssetKind.STORY: BuildingBlock.STORY,
}


def place_cards(
    house: House, roadshow_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> list[Card]:
    """
    Give every card that stands its record; return the cards that found one now.

    A card goes to the approved record of the same name. Where there is none, it becomes a
    draft that nobody but officers sees until one of them lets it in. Offers and
    asks are kept for the group they are for. Doing it again changes nothing.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        roadshow = roadshows.get(connection, roadshow_id)
        return place_within(house, connection, roadshow, actor=actor, now=now, new_id=new_id)


def place_within(
    house: House,
    connection: Connection,
    roadshow: Roadshow,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId,
) -> list[Card]:
    """Give every card its record in a transaction that is open already; see ``place_cards``."""
    occasion = _Occasion(
        title=roadshow.title,
        held_on=roadshow.held_on,
        source_kind=SourceKind.ROADSHOW,
        roadshow_id=roadshow.id,
    )
    every = cards.of_roadshow(connection, roadshow.id)
    desk = _Desk(house=house, connection=connection, occasion=occasion, actor=actor, now=now)
    return _place(desk, every, new_id=new_id)


def place_talk(
    house: House,
    connection: Connection,
    talk: Talk,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> list[Card]:
    """Give every card of a conversation its record, by the same road as a session's."""
    occasion = _Occasion(
        title="A conversation", held_on=talk.held_on, source_kind=SourceKind.PARTNER
    )
    desk = _Desk(house=house, connection=connection, occasion=occasion, actor=actor, now=now)
    return _place(desk, cards.of_talk(connection, talk.id), new_id=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occasion:
    """Where cards were written: what their records say of where they come from."""

    title: str
    held_on: date
    source_kind: SourceKind
    roadshow_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    house: House
    connection: Connection
    occasion: _Occasion
    actor: Actor
    now: datetime


def _place(desk: _Desk, every: Sequence[Card], *, new_id: NewId) -> list[Card]:
    waiting = [card for card in every if card.is_standing and _wants_record(card)]
    if not waiting:
        return []
    known = {(fold(_name(card)), _kind(card)): card.asset_id for card in every if card.asset_id}
    asset_ids = _records_for(desk, waiting, known=known, new_id=new_id)
    return [_placed(desk, card, asset_ids[card.id], new_id=new_id) for card in waiting]


def _wants_record(card: Card) -> bool:
    if card.kind in _EXCHANGE:
        return card.offer_id is None
    return card.kind is CardKind.ASSET and card.asset_id is None


def _name(card: Card) -> str:
    """Return the name of the record that a card belongs to."""
    said = card.for_group if card.kind in _EXCHANGE and card.for_group else card.text
    return said[:_NAME_MAX]


def _kind(card: Card) -> AssetKind:
    """Return what kind of record that is: what a person offers for nobody else is a skill."""
    if card.kind in _EXCHANGE:
        return AssetKind.GROUP if card.for_group else AssetKind.SKILL
    return card.asset_kind or AssetKind.GROUP


def _records_for(
    desk: _Desk,
    waiting: Sequence[Card],
    *,
    known: Mapping[tuple[str, AssetKind], str],
    new_id: NewId,
) -> dict[str, str]:
    """Return the record of each card by its id, making drafts where there is none."""
    unknown = sorted({fold(_name(card)) for card in waiting if not card.asset_id})
    named = alike.named(desk.connection, unknown, audience=Audience.PARTNER)
    found = dict(known)
    drafts: list[Asset] = []
    chosen: dict[str, str] = {}
    for card in waiting:
        key = fold(_name(card)), _kind(card)
        same = named.get(key[0], []) if key[1] is not AssetKind.SKILL else []
        asset_id = card.asset_id or found.get(key) or (same[0] if len(same) == 1 else None)
        if asset_id is None:
            draft = _draft(desk, card, asset_id=new_id())
            drafts.append(draft)
            asset_id = draft.id
        found[key] = chosen[card.id] = asset_id
    note = RevisionNote(
        id="", actor=desk.actor, at=desk.now, action="recorded", reason=desk.occasion.title
    )
    keep_many(
        desk.house, desk.connection, [(draft, replace(note, id=new_id())) for draft in drafts]
    )
    return chosen


def _draft(desk: _Desk, card: Card, *, asset_id: str) -> Asset:
    kind = _kind(card)
    is_person = kind is AssetKind.SKILL
    return Asset(
        id=asset_id,
        kind=kind,
        name=_name(card),
        summary="" if card.kind in _EXCHANGE else card.text,
        building_block=_BLOCKS[kind],
        record_state=RecordState.DRAFT,
        # Somebody's own skill is nobody else's business until that person says so.
        visible_to=Audience.OFFICER if is_person else Audience.PUBLIC,
        provenance=Provenance(
            source=desk.occasion.title,
            source_kind=desk.occasion.source_kind,
            recorded_on=desk.occasion.held_on,
            source_id=card.id,
        ),
    )


def _placed(desk: _Desk, card: Card, asset_id: str, *, new_id: NewId) -> Card:
    side = _EXCHANGE.get(card.kind)
    if side is None:
        return cards.put(desk.connection, replace(card, asset_id=asset_id))
    offer = keep_new_offer(
        desk.connection,
        Offer(
            id=new_id(),
            asset_id=asset_id,
            side=side,
            text=card.text,
            tags=card.tags,
            terms=card.terms,
            availability=card.availability,
            audience=card.audience,
            urgency=card.urgency if side is Side.NEED else None,
            made_on=desk.occasion.held_on,
            roadshow_id=desk.occasion.roadshow_id,
            source=desk.occasion.source_kind,
        ),
        actor=desk.actor,
        now=desk.now,
    )
    return cards.put(desk.connection, replace(card, asset_id=asset_id, offer_id=offer.id))
