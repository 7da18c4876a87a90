"""Nothing is kept longer than people were told: first listed, then removed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from asset_map.model.asset import Asset
from asset_map.model.freshness import months_between
from asset_map.model.identifier import ERASED
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission
from asset_map.model.words import counted
from asset_map.register import assets, conversations, erasures, history, submissions
from asset_map.register.assets import RevisionNote
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import keep_many
from asset_map.usecases.retention_doors import (
    Expired,
    Sweep,
    people_unasked,
    sessions_over,
    unlikely_posts_over,
)
from asset_map.usecases.tidy_roadshows import tidy_within

__all__ = ["Expired", "retention"]

_WAITING = (RecordState.SUBMITTED, RecordState.NEEDS_INFO)
_MANY = 1_000_000


def retention(
    house: House,
    *,
    is_done: bool = False,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> list[Expired]:
    """
    Return what has been kept as long as it may be, by rule; with ``is_done`` take it away.

    Listing does all of it and lets none of it stand, so that no list differs from the deed.
    """
    require(actor, Action.ANSWER_REQUESTS)
    found: list[Expired] = []
    with house.register.writing() as connection:
        sweep = Sweep(house=house, connection=connection, actor=actor, now=now, new_id=new_id)
        for rule in _RULES:
            found += rule(sweep)
        if not is_done:
            connection.rollback()
    return [one for one in found if one.things]


def _contacts(sweep: Sweep) -> Iterator[Expired]:
    months = sweep.house.settings.keep_contacts_months
    gone = [
        asset
        for asset in assets.every(sweep.connection)
        if (asset.contact.email or asset.contact.phone)
        and (heard := _last_heard(asset))
        and months_between(heard, sweep.today) >= months
    ]
    note = RevisionNote(
        id="",
        actor=sweep.actor,
        at=sweep.now,
        action="erased",
        reason=f"Nobody confirmed its contact for {months} months",
    )
    kept = [
        (
            replace(asset, contact=replace(asset.contact, email="", phone="")),
            replace(note, id=sweep.new_id()),
        )
        for asset in gone
    ]
    keep_many(sweep.house, sweep.connection, kept)
    for asset in gone:
        _erase_past(sweep, asset.id)
    yield Expired(
        rule=f"Contacts that nobody confirmed for {months} months",
        things=tuple(asset.name for asset in gone),
    )


def _last_heard(asset: Asset) -> date | None:
    if asset.verification:
        return asset.verification.verified_on
    return asset.provenance.recorded_on if asset.provenance else None


def _without_contact(text: str) -> str:
    body = json.loads(text)
    for name in ("email", "phone"):
        body.get("contact", {}).pop(name, None)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _erase_past(sweep: Sweep, asset_id: str) -> None:
    steps = {
        seq: {
            name: clean
            for name, text in (("before", before), ("after", after))
            if text and (clean := _without_contact(text)) != text
        }
        for seq, before, after in history.texts_of(sweep.connection, asset_id)
    }
    changed = {seq: words for seq, words in steps.items() if words}
    erasures.erase_in_history(
        sweep.connection, "revisions", changed, at=sweep.now, new_salt=sweep.new_id
    )


def _undecided(sweep: Sweep) -> Iterator[Expired]:
    days = sweep.house.settings.keep_undecided_days
    before = sweep.now - timedelta(days=days)
    waiting, _ = submissions.queue(sweep.connection, states=_WAITING, limit=_MANY)
    gone = [one for one in waiting if one.made_at < before]
    for one in gone:
        reason = f"Nobody decided it within {days} days, and what was sent is erased."
        step = ReviewEvent(
            submission_id=one.id,
            at=sweep.now,
            actor_name=sweep.actor.name,
            actor_role=sweep.actor.role,
            action=ReviewAction.REJECTED,
            from_state=one.state,
            to_state=RecordState.REJECTED,
            text=reason,
        )
        _empty(sweep, replace(one, state=RecordState.REJECTED, reason=reason, decided_at=sweep.now))
        conversations.add(sweep.connection, step)
    yield Expired(
        rule=f"Proposals that nobody decided within {days} days",
        things=tuple(one.reference for one in gone),
    )


def _rejected(sweep: Sweep) -> Iterator[Expired]:
    days = sweep.house.settings.keep_rejected_days
    before = sweep.now - timedelta(days=days)
    every, _ = submissions.queue(sweep.connection, states=[RecordState.REJECTED], limit=_MANY)
    gone = [
        one for one in every if one.decided_at and one.decided_at < before and not _is_empty(one)
    ]
    for one in gone:
        _empty(sweep, one)
    yield Expired(
        rule=f"What was sent and refused more than {days} days ago",
        things=tuple(one.reference for one in gone),
    )


def _is_empty(one: Submission) -> bool:
    is_unsaid = one.proposed is None or one.proposed.name == ERASED
    return is_unsaid and not (one.note or one.question or one.sender_email or one.offered)


def _empty(sweep: Sweep, one: Submission) -> None:
    """Take out what was sent, and what was written about it; what became of it stays."""
    proposed = one.proposed
    empty = replace(
        one,
        proposed=Asset(id=proposed.id, kind=proposed.kind, name=ERASED) if proposed else None,
        note="",
        question="",
        sender_email="",
        offered=None,
        flags=(),
    )
    submissions.update(sweep.connection, empty, expected_version=one.version)
    steps = {seq: {"text": ERASED} for seq in conversations.written(sweep.connection, one.id)}
    erasures.erase_in_history(
        sweep.connection, "review_events", steps, at=sweep.now, new_salt=sweep.new_id
    )


def _roadshows(sweep: Sweep) -> Iterator[Expired]:
    erased = tidy_within(sweep.house, sweep.connection, now=sweep.now)
    for what, number in erased.items():
        yield Expired(
            rule=f"Left at roadshows, and letters: {what}",
            things=(counted(number, "old entry", "old entries"),) if number else (),
        )


_RULES = (
    _contacts,
    _undecided,
    _rejected,
    people_unasked,
    unlikely_posts_over,
    sessions_over,
    _roadshows,
)
