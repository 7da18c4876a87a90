"""Somebody sends in an asset, or a change of one, for officers to decide on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from asset_map.model.asset import Asset, Provenance, SourceKind
from asset_map.model.errors import (
    AssetMapError,
    ConflictError,
    InvalidSubmissionError,
    NotFoundError,
)
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.message import MessageKind
from asset_map.model.private_link import PrivateLink
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission
from asset_map.model.visibility import as_seen_by, default_publish
from asset_map.model.words import LONDON
from asset_map.register import conversations, history, marks, messages, private_links, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of, letter_of, status_link
from asset_map.usecases.gathered_writes import gathered
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.locating import located
from asset_map.usecases.public_changes import laid_over
from asset_map.usecases.receipt import Receipt, receipt_for, receipt_of, receipt_ticket
from asset_map.usecases.sent_checks import problems_of
from asset_map.usecases.sent_entry import Sent
from asset_map.usecases.taking_in import reference_from
from asset_map.usecases.unlikely import unlikely_reasons

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = [
    "Receipt",
    "Sent",
    "as_it_would_be",
    "prepared_asset",
    "problems_of",
    "receipt_for",
    "receipt_of",
    "receipt_ticket",
    "refuse_faults",
    "submit_asset",
    "submitting",
]

_THANKS = (
    "Thank you. Somebody at the council reads it before it appears, and nothing is public until "
    "then."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One press of the button, checked and complete: all that is left is to keep it."""

    house: House
    sent: Sent
    actor: Actor
    now: datetime
    key: str
    submission_id: str
    link: PrivateLink


def as_it_would_be(house: House, asset: Asset) -> Asset:
    """
    Return a new asset with its place found, shown no more closely than its sender vouched for.

    What may be somebody's home shows its ward alone.

    Raises
    ------
    LocationNotFoundError
        When its postcode is not known.
    """
    return replace(asset, locations=tuple(_placed(house, asset, one) for one in asset.locations))


def _placed(house: House, asset: Asset, place: Location) -> Location:
    if place.kind is not LocationKind.FIXED:
        return replace(place, publish=PublishLocation.EXACT)
    found = located(house, place)
    is_home = place.is_home is not False
    return replace(found, publish=default_publish(asset.kind, is_home=is_home))


def submit_asset(
    house: House,
    sent: Sent,
    *,
    actor: Actor,
    now: datetime,
    request_key: str,
    new_id: NewId = random_id,
) -> Receipt:
    """
    Keep what was sent until an officer decides; nothing becomes public.

    Sending the same again under the same key does nothing and is answered alike.

    Raises
    ------
    ConflictError
        When the record to change was changed since the sender began.
    InvalidSubmissionError
        With every problem, each naming its field.
    NotFoundError
        When the public knows no such asset to change.
    """
    return submitting(
        house, sent, actor=actor, now=now, request_key=request_key, new_id=new_id
    ).result()


def submitting(
    house: House,
    sent: Sent,
    *,
    actor: Actor,
    now: datetime,
    request_key: str,
    new_id: NewId = random_id,
) -> "Future[Receipt]":
    """Do as ``submit_asset`` does, but answer later, when all that came with it is on the disk."""
    require(actor, Action.SUBMIT)
    refuse_faults(house, sent)
    prepared = replace(sent, asset=prepared_asset(house, sent, new_id))
    submission_id = new_id()
    entry = _Entry(
        house=house,
        sent=prepared,
        actor=actor,
        now=now,
        key=f"public-form:{request_key}",
        submission_id=submission_id,
        link=status_link(house, submission_id, now=now),
    )
    return gathered(house.register, _keep_all, entry)


def _keep_all(connection: Connection, entries: Sequence[_Entry]) -> list[Receipt | AssetMapError]:
    """Keep what was sent at once, a statement for each table; return each one's answer."""
    known = marks.acknowledged_many(connection, [entry.key for entry in entries])
    answers: dict[str, str | AssetMapError] = {**known}
    new: list[tuple[_Entry, Submission]] = []
    for entry in entries:
        if entry.key not in answers:
            try:
                submission = _submission(connection, entry)
            except AssetMapError as error:
                answers[entry.key] = error
            else:
                new.append((entry, submission))
                kept = {"submission_id": submission.id, "reference": submission.reference}
                answers[entry.key] = json.dumps(kept)
    _add_all(connection, _judged(connection, new))
    done = {entry.key: str(answers[entry.key]) for entry, _ in new}
    marks.acknowledge_many(connection, done, at=entries[-1].now)
    return [_answer(entry.house, answers[entry.key]) for entry in entries]


def _judged(
    connection: Connection, new: Sequence[tuple[_Entry, Submission]]
) -> list[tuple[_Entry, Submission]]:
    """Return the entries, those that may come from a program with the reasons."""
    if not new:
        return []
    house, now = new[0][0].house, new[-1][0].now
    arrivals = [entry.sent.arrival for entry, _ in new]
    found = unlikely_reasons(house, connection, arrivals, now=now)
    return [
        (entry, replace(submission, unlikely=reasons))
        for (entry, submission), reasons in zip(new, found, strict=True)
    ]


def _answer(house: House, kept: str | AssetMapError) -> Receipt | AssetMapError:
    return receipt_for(house, **json.loads(kept)) if isinstance(kept, str) else kept


def _add_all(connection: Connection, new: Sequence[tuple[_Entry, Submission]]) -> None:
    kept = submissions.add_many(connection, [submission for _, submission in new])
    steps, links, letters = [], [], []
    for (entry, _), submission in zip(new, kept, strict=True):
        actor, now = entry.actor, entry.now
        links.append(entry.link)
        if submission.unlikely:  # nothing is told of it, and nobody written to, but by an officer
            continue
        steps.append(event_of(submission, ReviewAction.SENT, actor=actor, at=now, from_state=None))
        if submission.sender_email:
            letters.append(letter_of(submission, MessageKind.RECEIPT, _THANKS, now=now))
    conversations.add_many(connection, steps)
    private_links.add_many(connection, links)
    messages.add_many(connection, letters)


def refuse_faults(house: House, sent: Sent) -> None:
    """Go on only when nothing is wrong with what was sent."""
    if problems := problems_of(house, sent):
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=problems)


def prepared_asset(house: House, sent: Sent, new_id: NewId) -> Asset:
    """Return the asset with its places found, and ids for what is new."""
    asset = sent.asset
    before = {place.id: place for place in sent.start.locations} if sent.start else {}
    places = tuple(
        place
        if place.id in before and _is_where_it_was(before[place.id], place)
        else _placed(house, asset, replace(place, id=place.id or new_id()))
        for place in asset.locations
    )
    if sent.asset_id is not None:
        return replace(asset, locations=places)
    asset_id = asset.id or new_id()
    return replace(asset, id=asset_id, record_state=RecordState.SUBMITTED, locations=places)


def _is_where_it_was(before: Location, place: Location) -> bool:
    return (before.kind, before.point, before.postcode, before.is_home) == (
        place.kind,
        place.point,
        place.postcode,
        place.is_home,
    )


_DOORS = {
    Audience.PUBLIC: ("Public form", SourceKind.PUBLIC_FORM),
    Audience.PARTNER: ("Partner's form", SourceKind.PARTNER),
    Audience.OFFICER: ("Officer's form", SourceKind.OFFICER),
}


def _submission(connection: Connection, entry: _Entry) -> Submission:
    sent, now = entry.sent, entry.now
    reference = reference_from(entry.submission_id)
    proposed, flags = sent.asset, sent.flags
    if sent.asset_id is not None:
        base, seen = _standing(connection, sent.asset_id, sent.base_version)
        proposed = laid_over(seen, sent.asset, base)
        flags = (*flags, *_wishes(sent.asset, base))
    else:
        door, source_kind = _DOORS[entry.actor.audience]
        provenance = Provenance(
            source=f"{door} {reference}",
            source_kind=source_kind,
            recorded_on=now.astimezone(LONDON).date(),
        )
        proposed = replace(proposed, provenance=provenance)
    return Submission(
        id=entry.submission_id,
        reference=reference,
        kind=sent.kind,
        state=RecordState.SUBMITTED,
        made_at=now,
        made_by=entry.actor.name,
        made_as=entry.actor.role,
        proposed=proposed,
        asset_id=sent.asset_id,
        base_version=sent.base_version,
        flags=flags,
        note=sent.note,
        sender_email=sent.sender_email,
    )


def _wishes(draft: Asset, base: Asset) -> tuple[str, ...]:
    """Return what a sender asks for that no change from outside may do by itself."""
    wants_all = draft.contact.audience is Audience.PUBLIC
    if wants_all and base.contact.audience is not Audience.PUBLIC:
        return ("The sender says that everybody may see the contact.",)
    return ()


def _standing(connection: Connection, asset_id: str, version: int) -> tuple[Asset, Asset]:
    """Return a record in the version a change was made from, whole and as the public sees it."""
    base = history.state_at(connection, asset_id, version)
    seen = as_seen_by(base, Audience.PUBLIC) if base else None
    if base is None or seen is None:
        message = f"There is no asset '{asset_id}' to change; look for it under another name."
        raise NotFoundError(message)
    if history.state_at(connection, asset_id, version + 1) is not None:
        message = "Somebody changed this entry meanwhile. Check your answers against it once more."
        raise ConflictError(message, version=version + 1)
    return base, seen
