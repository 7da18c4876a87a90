"""A group says on its public page what it can give, or would like, for an officer to let in."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from asset_map.model.arrival import Arrival
from asset_map.model.asset import AssetKind, SourceKind
from asset_map.model.connection import (
    ExchangeTerms,
    Offer,
    OfferAudience,
    OfferState,
    Side,
    Urgency,
)
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.mailer import mail_address
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.model.vocabulary import Vocabulary
from asset_map.model.words import LONDON, long_date
from asset_map.register import public_view
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_vocabulary import vocabulary_of
from asset_map.usecases.offer_checks import checked_offer
from asset_map.usecases.sent_checks import holds_contact
from asset_map.usecases.taking_in import Word, once_of, take_in

__all__ = [
    "SIDE_WORDS",
    "TERMS_WORDS",
    "URGENCY_WORDS",
    "OfferSaid",
    "offer_in_words",
    "propose_offer",
]

SIDE_WORDS = {Side.OFFER: "Can give or lend", Side.NEED: "Would like"}
TERMS_WORDS = {
    ExchangeTerms.GIFT: "free",
    ExchangeTerms.LOAN: "to borrow",
    ExchangeTerms.SWAP: "for a swap",
    ExchangeTerms.NEGOTIABLE: "to be agreed",
    ExchangeTerms.PAID: "at a price",
}
URGENCY_WORDS = {Urgency.NOW: "now", Urgency.SOON: "soon", Urgency.SOMEDAY: "some day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSaid:
    """What somebody typed for a group, how it came in, and where they want to hear of it."""

    offer: Offer
    email: str = ""
    is_adult: bool = False
    arrival: Arrival | None = field(default=None, repr=False, compare=False)


def propose_offer(
    house: House,
    said: OfferSaid,
    *,
    actor: Actor,
    now: datetime,
    request_key: str = "",
    new_id: NewId = random_id,
) -> Submission:
    """
    Send an offer or a need to the officers; nobody else reads it until one lets it in.

    The same under the same ``request_key`` is kept once, however often it is sent.

    Raises
    ------
    InvalidSubmissionError
        With every problem, each naming its field.
    NotFoundError
        When the public knows no such group or place; one person's skill offers nothing here.
    """
    require(actor, Action.SUBMIT)
    with house.register.writing() as connection:
        asset = public_view.visible_asset(connection, said.offer.asset_id, audience=actor.audience)
        if asset.kind is AssetKind.SKILL:
            message = "What one person can do is not offered here; choose a group or a place."
            raise NotFoundError(message)
        offer, email = _checked(connection, said, actor=actor, now=now)
        word = Word(
            asset=asset,
            kind=SubmissionKind.OFFER,
            note=offer_in_words(offer, vocabulary_of(connection)),
            sender_email=email,
            once=once_of(request_key, said),
            arrival=said.arrival,
            offered=replace(offer, id=new_id()),
        )
        return take_in(house, connection, word, actor=actor, now=now, new_id=new_id)


def _checked(
    connection: Connection, said: OfferSaid, *, actor: Actor, now: datetime
) -> tuple[Offer, str]:
    """Return the offer as it would be kept, and where to write to its sender."""
    today = now.astimezone(LONDON).date()
    offer, email = said.offer, ""
    problems = _of_sender(said)
    try:
        offer = checked_offer(connection, offer, actor=actor, today=today)
    except InvalidSubmissionError as error:
        problems = [*error.problems, *problems]
    try:
        email = mail_address(said.email, field="email")
    except InvalidSubmissionError as error:
        problems += error.problems
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return (
        replace(offer, state=OfferState.OPEN, made_on=today, source=SourceKind.PUBLIC_FORM),
        email,
    )


def _of_sender(said: OfferSaid) -> list[Problem]:
    problems = [
        Problem(
            field=field,
            fault="There is a phone number or an email address in it.",
            remedy="Take it out: people get in touch with the group itself.",
        )
        for field in ("text", "availability")
        if holds_contact(getattr(said.offer, field))
    ]
    if not said.is_adult:
        problems.append(
            Problem(
                field="adult",
                fault="Only people of 18 or over can send this.",
                remedy="Ask a grown-up to finish it with you, or somebody who runs the group.",
            )
        )
    return problems


def offer_in_words(offer: Offer, words: Vocabulary) -> str:
    """Return what is proposed as its sender and an officer read it, a line for each fact."""
    terms = [words.find(tag) for tag in offer.tags]
    about = ", ".join(
        term.label if term else tag for term, tag in zip(terms, offer.tags, strict=True)
    )
    lines = (
        f"{SIDE_WORDS[offer.side]}: {offer.text}",
        f"About: {about}" if about else "",
        f"Terms: {TERMS_WORDS[offer.terms]}" if offer.side is Side.OFFER else "",
        f"Wanted: {URGENCY_WORDS[offer.urgency]}" if offer.urgency else "",
        f"When: {offer.availability}" if offer.availability else "",
        f"Until: {long_date(offer.valid_until)}" if offer.valid_until else "",
        "For: everybody to read"
        if offer.audience is OfferAudience.PUBLIC
        else "For: partners and officers to read",
    )
    return "\n".join(filter(None, lines))
