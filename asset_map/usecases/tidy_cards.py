"""What a facilitator does with cards, and how people take back what they said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.credentials.tokens import token_hash
from asset_map.model.card import Card, CardKind
from asset_map.model.connection import OfferState
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.register import cards, links, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.consents import withdraw_within
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import keep_offer
from asset_map.usecases.mail_round import drop_round
from asset_map.usecases.own_areas import require_area_of_cards
from asset_map.usecases.put_away import IN_THE_ROOM, put_away
from asset_map.usecases.write_cards import checked_card

__all__ = [
    "change_card",
    "hide",
    "merge_cards",
    "take_back_all",
    "take_back_card",
    "take_back_within",
    "unmerge",
]

# What a facilitator may change; its record, its offer and who wrote it are not theirs to say.
_SAID = (
    *("text", "kind", "asset_kind", "tree_part", "for_group", "tags", "terms"),
    *("availability", "urgency", "audience", "is_attributed"),
)


def change_card(
    house: House, card: Card, *, actor: Actor, now: datetime, before: Card | None = None
) -> Card:
    """
    Keep a card as the facilitator now has it: its words, kind, place on the tree, tags.

    With ``before``, the card as it was on the screen, only what was changed there is kept: what
    somebody else changed meanwhile stays.

    Raises
    ------
    InvalidSubmissionError
        When it says nothing, or more than fits, or was taken back.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_cards(connection, actor, card.id)
        standing = cards.get(connection, card.id)
        if standing.taken_back_at:
            message = "Whoever wrote this card took it back; it cannot be changed any more."
            raise InvalidSubmissionError(message)
        said = {
            name: getattr(card, name)
            for name in _SAID
            if getattr(card, name) != getattr(before or standing, name)
        }
        kept = checked_card(replace(standing, **said))
        return _put(connection, kept, actor=actor, now=now)


def hide(
    house: House, card_id: str, *, actor: Actor, now: datetime, is_hidden: bool = True
) -> Card:
    """Set a card aside, or show it again."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_cards(connection, actor, card_id)
        card = replace(cards.get(connection, card_id), is_hidden=is_hidden)
        return _put(connection, card, actor=actor, now=now)


def merge_cards(house: House, card_id: str, *, into: str, actor: Actor, now: datetime) -> None:
    """
    Let two cards be one; both sayings are kept. Two that are one already stay so.

    Raises
    ------
    InvalidSubmissionError
        When they are of two roadshows, one card twice, or one that stands no more.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_cards(connection, actor, card_id, into)
        card, other = cards.get(connection, card_id), cards.get(connection, into)
        if card.id == other.id or card.roadshow_id != other.roadshow_id:
            message = f"The cards '{card.id}' and '{other.id}' cannot be one; choose two of here."
            raise InvalidSubmissionError(message)
        target = other.merged_into or other.id
        if target == card.id:
            # Somebody else pressed the same, the other way round.
            return
        if card.taken_back_at or not cards.get(connection, target).is_standing:
            message = "One of the two was taken back or set aside meanwhile; look at them again."
            raise InvalidSubmissionError(message)
        for one in cards.of_roadshow(connection, card.roadshow_id or ""):
            if one.merged_into == card.id:
                cards.put(connection, replace(one, merged_into=target))
        _put(connection, replace(card, merged_into=target), actor=actor, now=now)


def unmerge(house: House, card_id: str, *, actor: Actor, now: datetime) -> Card:
    """Let a merged card stand on its own again."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_cards(connection, actor, card_id)
        card = replace(cards.get(connection, card_id), merged_into=None)
        return _put(connection, card, actor=actor, now=now)


def _put(connection: Connection, card: Card, *, actor: Actor, now: datetime) -> Card:
    """Keep a card; the offer or need that it became says what it says, while it stands."""
    if card.offer_id:
        offer = links.get_offer(connection, card.offer_id)
        state = OfferState.OPEN if card.is_standing else OfferState.WITHDRAWN
        is_settled = offer.state not in {OfferState.OPEN, OfferState.WITHDRAWN}
        said = replace(
            offer,
            text=card.text,
            tags=card.tags,
            terms=card.terms,
            availability=card.availability,
            urgency=card.urgency if card.kind is CardKind.NEED else None,
            audience=card.audience,
            state=offer.state if is_settled else state,
        )
        keep_offer(connection, said, actor=actor, now=now)
    return cards.put(connection, card)


def take_back_card(
    house: House, token: str, card_id: str, *, now: datetime, new_id: NewId = random_id
) -> None:
    """
    Take back one thing that somebody added: its words go, from every screen at once.

    Raises
    ------
    NotFoundError
        When the card is not theirs, or is not there: the two look alike.
    """
    with house.register.writing() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        its = [card for card in cards.of_participant(connection, one.id) if card.id == card_id]
        if not its:
            message = "There is no such card of yours; open your own page again."
            raise NotFoundError(message)
        take_back_within(house, connection, its, now=now, new_id=new_id)
        withdraw_within(house, connection, [("cards", card_id)], now=now)
        drop_round(connection, one)


def take_back_all(house: House, token: str, *, now: datetime, new_id: NewId = random_id) -> int:
    """Take back everything that somebody added, and their name; return how many cards."""
    with house.register.writing() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        mine = [
            card for card in cards.of_participant(connection, one.id) if card.taken_back_at is None
        ]
        take_back_within(house, connection, mine, now=now, new_id=new_id)
        withdraw_within(house, connection, [("participants", one.id)], now=now)
        drop_round(connection, one)
        roadshows.put_participant(
            connection,
            replace(
                one,
                first_name="",
                role_words="",
                for_group="",
                email="",
                may_leave_room=False,
                left_at=now,
            ),
        )
    return len(mine)


def take_back_within(
    house: House, connection: Connection, mine: Sequence[Card], *, now: datetime, new_id: NewId
) -> None:
    """Empty somebody's cards of one roadshow, with the offers and drafts that they became."""
    gone = {card.id: card for card in mine}
    for card in cards.of_roadshow(connection, (mine[0].roadshow_id or "") if mine else ""):
        # What somebody else said stands by itself again, and their record with it.
        if card.merged_into in gone and card.id not in gone:
            asset_id = card.asset_id or gone[card.merged_into].asset_id
            cards.put(connection, replace(card, merged_into=None, asset_id=asset_id))
    for card in mine:
        if card.offer_id:
            offer = links.get_offer(connection, card.offer_id)
            emptied = replace(
                offer, text="", availability="", area="", tags=(), state=OfferState.WITHDRAWN
            )
            keep_offer(connection, emptied, actor=IN_THE_ROOM, now=now)
        cards.put(
            connection,
            replace(
                card,
                text="",
                for_group="",
                availability="",
                tags=(),
                taken_back_at=now,
                merged_into=None,
            ),
        )
        if card.asset_id:
            put_away(house, connection, card, now=now, new_id=new_id)
