"""What an offer or a need has to say, whoever says it; every problem is told at once."""

from dataclasses import replace
from datetime import date

from asset_map.model.asset import AssetKind
from asset_map.model.connection import Offer, OfferAudience, Side
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Actor
from asset_map.register import public_view
from asset_map.register.engine import Connection as Database
from asset_map.usecases.keep_vocabulary import vocabulary_of

__all__ = ["CAPACITY_MAX", "SHORT_MAX", "TAGS_MAX", "TEXT_MAX", "checked_offer", "kind_of"]

TEXT_MAX = 300
SHORT_MAX = 120
TAGS_MAX = 8
CAPACITY_MAX = 99


def kind_of(connection: Database, asset_id: str, actor: Actor) -> AssetKind:
    """Return what an asset is, or refuse one that the actor may not see."""
    return public_view.visible_asset(connection, asset_id, audience=actor.audience).kind


def checked_offer(connection: Database, offer: Offer, *, actor: Actor, today: date) -> Offer:
    """Return it tidied, its tags as the vocabulary has them, or refuse it with every problem."""
    if not offer.asset_id:
        message = "Nobody is chosen; choose whose offer or need it is."
        raise NotFoundError(message)
    kind = kind_of(connection, offer.asset_id, actor)
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
