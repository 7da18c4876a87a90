"""Nothing is kept longer than people were told: first listed, then removed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from asset_map.model.asset import Asset
from asset_map.model.freshness import months_between
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import assets, erasures, history
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
from asset_map.usecases.retention_sent import let_in, refused, undecided
from asset_map.usecases.tidy_roadshows import tidy_within

__all__ = ["Expired", "retention"]


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


def _roadshows(sweep: Sweep) -> Iterator[Expired]:
    erased = tidy_within(sweep.house, sweep.connection, now=sweep.now)
    for what, number in erased.items():
        yield Expired(
            rule=f"Left at roadshows, and letters: {what}",
            things=(counted(number, "old entry", "old entries"),) if number else (),
        )


_RULES = (
    _contacts,
    undecided,
    refused,
    let_in,
    people_unasked,
    unlikely_posts_over,
    sessions_over,
    _roadshows,
)
