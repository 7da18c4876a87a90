"""Every offer and need is written here, with a step in its history: who, when, what it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.model.connection import Offer, OfferState
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.offer_event import OfferEvent, step_between
from asset_map.model.role import Actor
from asset_map.register import links, offer_history
from asset_map.register.engine import Connection
from asset_map.register.links import MovedLink

__all__ = ["keep_new_offer", "keep_offer", "let_in_offer", "note_moved", "put_back_offer"]


def keep_new_offer(connection: Connection, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """
    Keep a new offer or need, and that it was made.

    Raises
    ------
    NotFoundError
        When its asset is not in the register.
    """
    kept = links.add_offer(connection, offer)
    offer_history.add(connection, [_event(None, kept, actor=actor, now=now)])
    return kept


def keep_offer(connection: Connection, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """
    Keep an offer or a need as it now is, and what it was before; what is the same notes nothing.

    One whose words are gone says nothing in its history either.

    Raises
    ------
    ConflictError
        When somebody else changed it since the version that this was made from.
    NotFoundError
        When it is not in the register.
    """
    before = links.get_offer(connection, offer.id)
    if before == offer:
        return before
    kept = links.update_offer(connection, offer)
    offer_history.add(connection, [_event(before, kept, actor=actor, now=now)])
    if not kept.text:
        offer_history.empty(connection, kept.id, at=now)
    return kept


def let_in_offer(connection: Connection, offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """Keep what an officer lets in; one that was let in and put back before is open again."""
    try:
        standing = links.get_offer(connection, offer.id)
    except NotFoundError:
        return keep_new_offer(connection, offer, actor=actor, now=now)
    again = replace(offer, version=standing.version)
    return keep_offer(connection, again, actor=actor, now=now)


def put_back_offer(connection: Connection, offer_id: str, *, actor: Actor, now: datetime) -> Offer:
    """
    Withdraw what was let in by mistake.

    Raises
    ------
    ConflictError
        When something came of it since.
    """
    standing = links.get_offer(connection, offer_id)
    if standing.state in {OfferState.MATCHED, OfferState.FULFILLED}:
        message = (
            "Something came of this offer since it was let in, so that cannot be taken back. "
            "Change it under Offers and needs instead."
        )
        raise ConflictError(message, version=standing.version)
    withdrawn = replace(standing, state=OfferState.WITHDRAWN)
    return keep_offer(connection, withdrawn, actor=actor, now=now)


def note_moved(
    connection: Connection, moved: Sequence[MovedLink], *, whose: str, actor: Actor, now: datetime
) -> None:
    """Note of offers and needs that went with a merge of two records whose they were before."""
    events = []
    for one in moved:
        if not one.from_id:
            after = links.get_offer(connection, one.id)
            before = replace(after, asset_id=whose, version=after.version - 1)
            events.append(_event(before, after, actor=actor, now=now))
    offer_history.add(connection, events)


def _event(before: Offer | None, after: Offer, *, actor: Actor, now: datetime) -> OfferEvent:
    return OfferEvent(
        offer_id=after.id,
        version=after.version,
        at=now,
        actor_name=actor.name,
        actor_role=actor.role,
        action=step_between(before, after),
        before=before,
        after=after,
    )
