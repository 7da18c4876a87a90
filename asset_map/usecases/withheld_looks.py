"""Looking at a withheld place: only with a reason, and written down before anything is shown."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.location import Location, PublishLocation
from asset_map.model.role import Action, Actor, require
from asset_map.register import assets, looks
from asset_map.register.looks import Look
from asset_map.usecases.house import House

__all__ = ["WithheldPlaces", "look_at_withheld", "looks_made"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldPlaces:
    """The places of a record that nobody else is shown."""

    asset: Asset
    places: tuple[Location, ...]


def look_at_withheld(
    house: House, asset_id: str, *, reason: str, actor: Actor, now: datetime
) -> WithheldPlaces:
    """
    Return the withheld places of a record; that somebody looked, and why, is kept first.

    Raises
    ------
    InvalidSubmissionError
        When no reason is given.
    NotFoundError
        When there is no such record, or none of its places is withheld.
    """
    require(actor, Action.SEE_WITHHELD)
    if not reason.strip():
        problem = Problem(
            field="reason", fault="No reason is given.", remedy="Say in a few words why you look."
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.writing() as connection:
        asset = assets.get(connection, asset_id)
        places = tuple(
            place for place in asset.locations if place.publish is PublishLocation.WITHHELD
        )
        if not places:
            message = f"No place of the record '{asset_id}' is withheld; look at its own page."
            raise NotFoundError(message)
        look = Look(
            at=now,
            actor_name=actor.name,
            actor_role=actor.role,
            asset_id=asset_id,
            reason=reason.strip(),
        )
        looks.add(connection, look)
    return WithheldPlaces(asset=asset, places=places)


def looks_made(house: House, *, actor: Actor, asset_id: str | None = None) -> list[Look]:
    """Return who looked at what is withheld, the latest first."""
    require(actor, Action.ANSWER_REQUESTS)
    with house.register.reading() as connection:
        return looks.latest(connection, asset_id=asset_id)
