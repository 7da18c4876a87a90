"""Cards come in: one line each, from the facilitator's keyboard, a phone, or paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.errors import (
    AssetMapError,
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
    Problem,
)
from asset_map.model.roadshow import RoadshowState
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words, is_blank
from asset_map.register import cards, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.gathered_writes import gathered
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_roadshow

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["TEXT_MAX", "checked_card", "send_card", "write_cards"]

TEXT_MAX = 280
_SHORT_MAX = 120
_ID_MAX = 64
_MOST_TAGS = 8


def write_cards(
    house: House, written: Sequence[Card], *, actor: Actor, now: datetime
) -> list[Card]:
    """
    Keep the cards that a facilitator typed or keyed in; return those that are new.

    A card whose id is known stays as it is.

    Raises
    ------
    InvalidSubmissionError
        When a card says nothing, or more than fits; then none is kept.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = [replace(checked_card(card), made_by=actor.name, made_at=now) for card in written]
    with house.register.writing() as connection:
        for roadshow_id in {card.roadshow_id for card in ready}:
            require_area_of_roadshow(connection, actor, roadshow_id)
        return cards.add_new(connection, ready)


def send_card(house: House, token_hash: str, card: Card) -> "Future[Card]":
    """
    Keep a card from somebody's phone; the answer comes when it is on the disk.

    Many phones at once share a commit. Sending a card again keeps it once.

    Raises
    ------
    InvalidSubmissionError
        When it says nothing, or more than fits.
    """
    ready = replace(checked_card(card), source=CardSource.PHONE)
    return gathered(house.register, _keep_sent, _Sent(token_hash=token_hash, card=ready))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    token_hash: str
    card: Card


def _keep_sent(connection: Connection, sent: Sequence[_Sent]) -> list[Card | AssetMapError]:
    signed: list[Card | AssetMapError] = [_signed(connection, one) for one in sent]
    cards.add_new(connection, [card for card in signed if isinstance(card, Card)])
    return signed


def _signed(connection: Connection, sent: _Sent) -> Card | AssetMapError:
    """Return the card with whose it is and where it was said."""
    try:
        writer = roadshows.participant_of(connection, sent.token_hash)
    except NotFoundError as error:
        return error
    roadshow = roadshows.get(connection, writer.roadshow_id)
    if roadshow.state is not RoadshowState.OPEN:
        return ConflictError(
            f"'{roadshow.title}' is over: nothing can be added any more. "
            "Tell your community business partner instead."
        )
    if writer.left_at is not None:
        return ConflictError("You took everything back and left. Join again to add more.")
    return replace(
        sent.card,
        roadshow_id=roadshow.id,
        participant_id=writer.id,
        made_by="phone",
        for_group=sent.card.for_group or writer.for_group,
    )


def checked_card(card: Card) -> Card:
    """
    Return a card with its texts trimmed, without what cannot be seen.

    Raises
    ------
    InvalidSubmissionError
        When it says nothing, more than fits, or cannot be what it claims to be.
    """
    trimmed = replace(
        card,
        text=as_words(card.text),
        for_group=as_words(card.for_group),
        availability=as_words(card.availability),
        tags=tuple(words for tag in card.tags if (words := as_words(tag))),
    )
    problems = []
    if is_blank(trimmed.text):
        problems.append(Problem(field="text", fault="The card is empty.", remedy="Write a line."))
    limits = {"text": TEXT_MAX, "for_group": _SHORT_MAX, "availability": _SHORT_MAX}
    for field, most in limits.items():
        if (length := len(getattr(trimmed, field))) > most:
            problems.append(
                Problem(
                    field=field,
                    fault=f"That has {length:,} letters.",
                    remedy=f"Up to {most} fit on a card.",
                )
            )
    is_id = 0 < len(card.id) <= _ID_MAX and as_words(card.id) == card.id
    if not is_id or len(trimmed.tags) > _MOST_TAGS:
        # No form sends this: it was tampered with.
        problems.append(
            Problem(field="text", fault="The card is damaged.", remedy="Write it again.")
        )
    if card.asset_kind and card.kind is not CardKind.ASSET:
        trimmed = replace(trimmed, asset_kind=None)
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return trimmed
