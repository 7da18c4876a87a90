"""Cards of roadshows and conversations; each change moves the number its screens follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa

from asset_map.model.card import Card, Talk
from asset_map.register import flat, roadshows
from asset_map.register.schema import cards, talks

__all__ = [
    "add_new",
    "add_talk",
    "every_talk",
    "forget_words",
    "get",
    "of_participant",
    "of_roadshow",
    "of_talk",
    "put",
    "talk",
    "talks_of",
]


def add_new(connection: sa.Connection, written: Sequence[Card]) -> list[Card]:
    """
    Keep cards whose id is not known yet; return them with their number.

    One that was kept before stays as it is: sending it again does nothing.
    """
    numbered: list[Card] = []
    order = sorted(written, key=lambda card: card.roadshow_id or "")
    for roadshow_id, group in groupby(order, key=lambda card: card.roadshow_id):
        its = list(group)
        last = roadshows.next_seq(connection, roadshow_id, by=len(its)) if roadshow_id else 0
        first = last - len(its) + 1 if roadshow_id else 0
        numbered += [replace(card, seq=first + n if last else 0) for n, card in enumerate(its)]
    return flat.add_new(connection, cards, numbered)


def put(connection: sa.Connection, card: Card) -> Card:
    """Keep a card as it now is; return it with its new number."""
    if card.roadshow_id:
        card = replace(card, seq=roadshows.next_seq(connection, card.roadshow_id))
    return flat.put(connection, cards, card)


def get(connection: sa.Connection, card_id: str) -> Card:
    """
    Return a card.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    return flat.get(connection, cards, Card, card_id)


def of_roadshow(connection: sa.Connection, roadshow_id: str, *, after: int = 0) -> list[Card]:
    """Return every card of a roadshow as it came in; with ``after``, what changed since."""
    return flat.select(
        connection,
        cards,
        Card,
        cards.c.roadshow_id == roadshow_id,
        cards.c.seq > after,
        order=(cards.c.made_at,),
    )


def of_participant(connection: sa.Connection, participant_id: str) -> list[Card]:
    """Return every card that somebody wrote, also what they took back."""
    return flat.select(
        connection,
        cards,
        Card,
        cards.c.participant_id == participant_id,
        order=(cards.c.made_at,),
    )


def of_talk(connection: sa.Connection, talk_id: str) -> list[Card]:
    """Return the cards of a conversation."""
    return flat.select(
        connection, cards, Card, cards.c.talk_id == talk_id, order=(cards.c.made_at,)
    )


def add_talk(connection: sa.Connection, held: Talk) -> bool:
    """Keep a conversation; whether it is new: sending it again does nothing."""
    return bool(flat.add_new(connection, talks, [held]))


def talk(connection: sa.Connection, talk_id: str) -> Talk:
    """Return a conversation."""
    return flat.get(connection, talks, Talk, talk_id)


def talks_of(connection: sa.Connection, by: str) -> list[Talk]:
    """Return somebody's conversations, the latest first."""
    return flat.select(connection, talks, Talk, talks.c.by == by, order=(talks.c.held_on.desc(),))


def every_talk(connection: sa.Connection) -> list[Talk]:
    """Return every conversation, the latest first."""
    return flat.select(connection, talks, Talk, sa.true(), order=(talks.c.held_on.desc(),))


def forget_words(connection: sa.Connection, *, before: datetime) -> int:
    """Erase what roadshow cards from before a moment say; how many there were stays."""
    erased = connection.execute(
        cards.update()
        .where(cards.c.roadshow_id.is_not(None), cards.c.made_at < before, cards.c.text != "")
        .values(text="", for_group="", availability="", made_by="")
    )
    return erased.rowcount
