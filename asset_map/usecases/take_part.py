"""What somebody in the room sees on a phone: their own cards, and what the room has said."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from asset_map.credentials.tokens import token_hash
from asset_map.model.card import Card, CardKind
from asset_map.model.connection import OfferAudience
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState
from asset_map.register import cards, links, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining, say_who
from asset_map.usecases.keep_offers import keep_offer
from asset_map.usecases.put_away import IN_THE_ROOM
from asset_map.usecases.write_cards import send_card

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["OwnRoom", "RoomSaid", "Saying", "add_card", "choose", "own_room", "room_said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRoom:
    """Somebody's own page: ``cards`` are theirs that were not taken back, the latest first."""

    one: Participant
    roadshow: Roadshow
    cards: tuple[Card, ...]

    @property
    def is_open(self) -> bool:
        """Whether more can be added."""
        return self.roadshow.state is RoadshowState.OPEN and self.one.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A card as everybody in the room sees it; ``by`` is a first name only where it may be."""

    id: str
    kind: CardKind
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSaid:
    """What moved in a room: cards that stand, the latest first, and those that went."""

    seq: int
    cards: tuple[Saying, ...]
    gone: tuple[str, ...]


def own_room(house: House, token: str) -> OwnRoom:
    """
    Return the own page of whoever holds a link.

    Raises
    ------
    NotFoundError
        When the link is not known.
    """
    with house.register.reading() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        return OwnRoom(
            one=one,
            roadshow=roadshows.get(connection, one.roadshow_id),
            cards=tuple(reversed(_kept(connection, one))),
        )


def room_said(house: House, token: str, *, after: int = 0) -> RoomSaid:
    """
    Return what moved in the room since a number; all of it from 0 on.

    Once a session is over, or for who left, the room says nothing any more.

    Raises
    ------
    NotFoundError
        When the link is not known.
    """
    with house.register.reading() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        is_over = roadshows.get(connection, one.roadshow_id).state is not RoadshowState.OPEN
        seq = roadshows.seq_of(connection, one.roadshow_id)
        if is_over or one.left_at or seq == after:
            return RoomSaid(seq=seq, cards=(), gone=())
        # No screen is ahead of the room, but for one that saw it before a copy was put back.
        after = after if 0 <= after < seq else 0
        moved = cards.of_roadshow(connection, one.roadshow_id, after=after)
        moved.sort(key=lambda card: card.seq, reverse=True)
        people = roadshows.participants_of(connection, one.roadshow_id)
    names = {person.id: person.first_name for person in people}
    return RoomSaid(
        seq=seq,
        cards=tuple(
            Saying(
                id=card.id,
                kind=card.kind,
                text=card.text,
                by=names.get(card.participant_id or "", "") if card.is_attributed else "",
            )
            for card in moved
            if card.is_standing
        ),
        gone=tuple(card.id for card in moved if not card.is_standing),
    )


def add_card(house: House, token: str, card: Card) -> "Future[Card]":
    """
    Keep a card from whoever holds a link; the answer comes when it is on the disk.

    Raises
    ------
    InvalidSubmissionError
        When it says nothing, or more than fits.
    """
    return send_card(house, token_hash(token), card)


def choose(house: House, token: str, said: Joining, *, now: datetime) -> Participant:
    """
    Keep what somebody says of themselves now; what they offered and asked for follows.

    Who no longer lets it leave the room has it kept in the room from then on.

    Raises
    ------
    NotFoundError
        When the link is not known.
    InvalidSubmissionError
        When what they say of themselves does not fit.
    """
    before = own_room(house, token).one
    one = say_who(house, token, said)
    if one.may_leave_room == before.may_leave_room:
        return one
    audience = OfferAudience.PARTNERS if one.may_leave_room else OfferAudience.THIS_ROOM
    with house.register.writing() as connection:
        for card in _kept(connection, one):
            cards.put(connection, replace(card, audience=audience))
            if card.offer_id:
                offer = links.get_offer(connection, card.offer_id)
                changed = replace(offer, audience=audience)
                keep_offer(connection, changed, actor=IN_THE_ROOM, now=now)
    return one


def _kept(connection: Connection, one: Participant) -> list[Card]:
    return [card for card in cards.of_participant(connection, one.id) if not card.taken_back_at]
