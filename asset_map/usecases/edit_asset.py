"""An officer changes, checks, archives or restores a record of the register."""

from dataclasses import replace
from datetime import datetime

from asset_map.model.asset import Asset, Verification
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.location import Location, PublishLocation
from asset_map.model.revision import carried_over
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState, check_move
from asset_map.model.typed import is_blank
from asset_map.model.visibility import as_seen_by
from asset_map.model.words import LONDON
from asset_map.register import assets
from asset_map.register.assets import RevisionNote
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import keep
from asset_map.usecases.locating import located

__all__ = [
    "DESCRIPTION_MAX",
    "NAME_MAX",
    "SUMMARY_MAX",
    "archive_asset",
    "checked",
    "edit_asset",
    "on_top_of",
    "restore_asset",
    "to_edit",
    "verify_asset",
]

NAME_MAX = 300
SUMMARY_MAX = 300
DESCRIPTION_MAX = 2000


def checked(asset: Asset) -> Asset:
    """
    Return the asset when it may stand in the register.

    Raises
    ------
    InvalidSubmissionError
        With every problem, each naming its field.
    """
    problems = []
    if is_blank(asset.name):
        problems.append(
            Problem(field="name", fault="There is no name.", remedy="Write what people call it.")
        )
    for field, limit in (
        ("name", NAME_MAX),
        ("summary", SUMMARY_MAX),
        ("description", DESCRIPTION_MAX),
    ):
        length = len(getattr(asset, field))
        if length > limit:
            problems.append(
                Problem(
                    field=field,
                    fault=f"The {field} has {length:,} letters; {limit:,} fit.",
                    remedy="Say it more shortly.",
                    value=str(length),
                )
            )
    ages = asset.for_whom
    if ages.min_age is not None and ages.max_age is not None and ages.min_age > ages.max_age:
        problems.append(
            Problem(
                field="min_age",
                fault=f"The youngest age ({ages.min_age}) is above the oldest ({ages.max_age}).",
                remedy="Swap the two ages, or leave one empty.",
                value=str(ages.min_age),
            )
        )
    if problems:
        raise InvalidSubmissionError(
            " ".join(str(problem) for problem in problems), problems=tuple(problems)
        )
    return asset


def to_edit(house: House, asset_id: str, *, actor: Actor) -> Asset:
    """Return a record as a form may show it: without the place where that is withheld."""
    require(actor, Action.EDIT)
    seen = as_seen_by(_standing(house, asset_id), Audience.OFFICER)
    if seen is None:
        message = f"There is no record {asset_id} to edit."
        raise NotFoundError(message)
    return seen


def on_top_of(base: Asset, edited: Asset, newer: Asset) -> Asset:
    """Return what somebody else saved meanwhile, with this edit's changes on top."""
    return replace(carried_over(base, edited, newer), version=newer.version)


def edit_asset(
    house: House,
    edited: Asset,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """
    Save an officer's edit, made from ``edited.version``.

    Places that the officer may not see stay as they are, whatever the form held.

    Raises
    ------
    ConflictError
        When somebody saved another version meanwhile; nothing is overwritten.
    InvalidSubmissionError
        When it may not stand.
    """
    require(actor, Action.EDIT)
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="edited", reason=reason)
    return _save(house, checked(edited), note)


def verify_asset(
    house: House, asset_id: str, *, how: str, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Asset:
    """Record that the actor checked the record today, and how."""
    require(actor, Action.EDIT)
    verification = Verification(
        verified_on=now.astimezone(LONDON).date(), role=actor.role.label, how=how
    )
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="checked", reason=how)
    return _save(house, replace(_standing(house, asset_id), verification=verification), note)


def archive_asset(
    house: House,
    asset_id: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """Take a record out of sight; it can be restored and keeps its history."""
    asset = _standing(house, asset_id)
    check_move(asset.record_state, RecordState.ARCHIVED, actor=actor, reason=reason)
    archived = replace(asset, record_state=RecordState.ARCHIVED)
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="archived", reason=reason)
    return _save(house, archived, note)


def restore_asset(
    house: House,
    asset_id: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """Bring an archived record back."""
    asset = _standing(house, asset_id)
    check_move(asset.record_state, RecordState.APPROVED, actor=actor, reason=reason)
    restored = replace(asset, record_state=RecordState.APPROVED)
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="restored", reason=reason)
    return _save(house, restored, note)


def _standing(house: House, asset_id: str) -> Asset:
    with house.register.reading() as connection:
        return assets.get(connection, asset_id)


def _save(house: House, asset: Asset, note: RevisionNote) -> Asset:
    there = {place.id: place for place in _standing(house, asset.id).locations}
    # A place that nobody touched is not found anew: it would move by a millimetre each time.
    places = (
        place if place == there.get(place.id) else located(house, place)
        for place in asset.locations
    )
    asset = replace(asset, locations=tuple(places))
    with house.register.writing() as connection:
        standing = assets.get(connection, asset.id)
        asset = replace(asset, locations=_with_unseen(asset.locations, standing.locations))
        return keep(house, connection, asset, note)


def _with_unseen(
    given: tuple[Location, ...], standing: tuple[Location, ...]
) -> tuple[Location, ...]:
    """Put back what a form never shows: where a withheld place is."""
    hidden = {place.id: place for place in standing if place.publish is PublishLocation.WITHHELD}
    return tuple(hidden.get(place.id, place) if place.grid is None else place for place in given)
