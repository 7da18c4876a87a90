"""An officer vouches for a source: what it published itself may be public here too."""

from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.imports.flags import is_like_a_home
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.location import Location, PublishLocation
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.submission import Submission
from asset_map.register import assets, batches, marks, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import Kept, keep_many
from asset_map.usecases.review_submission import WAITING

__all__ = ["Confirmed", "confirm_source", "confirmed_in", "is_confirmed", "opened"]

MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """How many records of the source were opened, and how many proposals."""

    assets: int
    submissions: int


def _mark(source: str) -> str:
    return f"confirmed_source:{source}"


def opened(asset: Asset) -> Asset:
    """Return the asset with its contact and its places public, but for what may be a home."""
    return replace(
        asset,
        contact=replace(asset.contact, audience=Audience.PUBLIC),
        locations=tuple(_opened_place(asset, place) for place in asset.locations),
    )


def _opened_place(asset: Asset, place: Location) -> Location:
    is_ours_to_open = place.publish is PublishLocation.WARD and not place.is_publish_chosen
    if not is_ours_to_open or asset.kind is AssetKind.SKILL or _may_be_home(asset, place):
        return place
    return replace(place, publish=PublishLocation.EXACT)


def _may_be_home(asset: Asset, place: Location) -> bool:
    """Whether it is a home, or reads like one and nobody said that it is none."""
    if place.is_home is None:
        return is_like_a_home(asset.name, place.address, asset.kind)
    return place.is_home


def is_confirmed(house: House, source: str) -> bool:
    """Whether an officer vouched for the source."""
    with house.register.reading() as connection:
        return confirmed_in(connection, source)


def confirmed_in(connection: Connection, source: str) -> bool:
    """Whether an officer vouched for the source, as this transaction sees it."""
    return marks.get(connection, _mark(source)) is not None


def confirm_source(
    house: House,
    source: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Confirmed:
    """
    Let the contacts and places of a source be public, now and in later imports.

    Places that are or may be homes, and those for which somebody chose how closely they
    are shown, stay as they are: an officer opens them one by one.

    Raises
    ------
    InvalidSubmissionError
        When no reason is given.
    """
    require(actor, Action.CONFIRM_SOURCE)
    # As an import writes it.
    source = " ".join(source.split())
    if not reason.strip():
        problem = Problem(
            field="reason",
            fault="Making a source's contacts public needs a reason.",
            remedy="Say why, for example: they are published in the county's open data.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.writing() as connection:
        marks.put(connection, _mark(source), f"{actor.name}, {now.isoformat()}: {reason}")
        to_open: list[Kept] = [
            (
                opened(asset),
                RevisionNote(
                    id=new_id(),
                    actor=actor,
                    at=now,
                    action="confirmed the source of",
                    reason=reason,
                ),
            )
            for asset in _of_source(connection, source)
            if opened(asset) != asset
        ]
        keep_many(house, connection, to_open)
        waiting = _proposed_by(connection, source)
        for submission in waiting:
            if submission.proposed is not None:
                after = replace(submission, proposed=opened(submission.proposed))
                submissions.update(connection, after, expected_version=submission.version)
    return Confirmed(assets=len(to_open), submissions=len(waiting))


def _of_source(connection: Connection, source: str) -> list[Asset]:
    return [
        asset
        for asset in assets.every(connection)
        if asset.provenance is not None and asset.provenance.source == source
    ]


def _proposed_by(connection: Connection, source: str) -> list[Submission]:
    return [
        submission
        for batch in batches.every(connection)
        if batch.source == source
        for submission in submissions.queue(
            connection, states=WAITING, batch_id=batch.id, limit=MOST
        )[0]
    ]
