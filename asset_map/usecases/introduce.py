"""Somebody without a phone says who they are; the facilitator types it, as far as they like."""

from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import OfferAudience
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.person import ConsentMethod, Purpose
from asset_map.model.roadshow import Participant
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words
from asset_map.register import cards, roadshows
from asset_map.usecases.consents import withdraw_within
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.join_roadshow import NAME_MAX
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.people import PersonSaid, person_within
from asset_map.usecases.tidy_cards import take_back_within
from asset_map.usecases.write_cards import checked_card

__all__ = ["Introduction", "introduce", "take_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What somebody says of themselves; everything but one thing may be left out."""

    first_name: str = ""
    role_words: str = ""
    for_group: str = ""
    can_do: tuple[str, ...] = ()
    may_leave_room: bool = False
    # An adult agrees that what they can do is counted for the ward they live in.
    may_be_counted: bool = False
    ward_code: str | None = None
    tags: tuple[str, ...] = ()


def introduce(
    house: House,
    roadshow_id: str,
    said: Introduction,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Participant:
    """
    Keep who somebody is, and a card for each thing they can do.

    What they can do stays in the room unless they said that it may leave it.

    Raises
    ------
    InvalidSubmissionError
        When nothing is said, or a text does not fit.
    """
    require(actor, Action.RUN_ROADSHOW)
    one = _checked(said, Participant(id=new_id(), roadshow_id=roadshow_id, joined_at=now))
    skills = [
        checked_card(
            Card(
                id=new_id(),
                kind=CardKind.SKILL,
                text=text,
                made_at=now,
                made_by=actor.name,
                source=CardSource.TYPED,
                roadshow_id=roadshow_id,
                participant_id=one.id,
                is_attributed=said.may_leave_room,
                audience=OfferAudience.PARTNERS if said.may_leave_room else OfferAudience.THIS_ROOM,
            )
        )
        for text in said.can_do
        if text.strip()
    ]
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        kept = roadshows.join(connection, one)
        cards.add_new(connection, skills)
        if said.may_be_counted and skills:
            counted = PersonSaid(
                gifts=tuple(card.text for card in skills),
                agreed=(Purpose.REGISTER,),
                is_adult=True,
                tags=said.tags,
                ward_code=said.ward_code,
                method=ConsentMethod.IN_THE_ROOM,
                participant_id=kept.id,
                card_ids=tuple(card.id for card in skills),
            )
            person_within(connection, counted, by=actor.name, now=now, new_id=new_id)
    return kept


def take_out(
    house: House,
    participant_id: str,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> None:
    """Take somebody out again with what was typed for them: it was a slip, or they ask for it."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        one = roadshows.participant(connection, participant_id)
        require_area_of_roadshow(connection, actor, one.roadshow_id)
        typed = [
            card
            for card in cards.of_participant(connection, one.id)
            if card.source is CardSource.TYPED and card.taken_back_at is None
        ]
        take_back_within(house, connection, typed, now=now, new_id=new_id)
        withdraw_within(house, connection, [("participants", one.id)], now=now)
        gone = replace(one, first_name="", role_words="", for_group="", email="", left_at=now)
        roadshows.put_participant(connection, gone)


def _checked(said: Introduction, one: Participant) -> Participant:
    words = {
        "first_name": said.first_name,
        "role_words": said.role_words,
        "for_group": said.for_group,
    }
    trimmed = {field: as_words(text) for field, text in words.items()}
    problems = [
        Problem(
            field=field, fault=f"That has {len(text)} letters.", remedy=f"Up to {NAME_MAX} fit."
        )
        for field, text in trimmed.items()
        if len(text) > NAME_MAX
    ]
    if not any(trimmed.values()) and not any(text.strip() for text in said.can_do):
        problems.append(
            Problem(field="first_name", fault="Nothing is said yet.", remedy="One thing will do.")
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return replace(
        one,
        first_name=trimmed["first_name"],
        role_words=trimmed["role_words"],
        for_group=trimmed["for_group"],
        may_leave_room=said.may_leave_room,
    )
