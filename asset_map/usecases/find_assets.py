"""Finding what a place has got: the list, the map and the choices of the filters."""

from dataclasses import dataclass, replace
from datetime import date

from asset_map.model.asset import AssetKind
from asset_map.model.query import Query
from asset_map.model.role import Action, Actor, require
from asset_map.register import areas, public_view, search
from asset_map.register.search import Found
from asset_map.usecases.boundaries import WardName, ward_names
from asset_map.usecases.house import House
from asset_map.usecases.locating import near

__all__ = ["Choices", "Found", "choices", "count_by_kind", "find_assets", "find_near", "pins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer: what is there, and nothing that would find nothing."""

    wards: tuple[WardName, ...]
    committees: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]


def find_assets(house: House, query: Query, *, actor: Actor, today: date) -> Found:
    """Return what answers the query, as far as the actor may see it, best first."""
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        return search.find(connection, query, audience=actor.audience, today=today)


def find_near(house: House, query: Query, postcode: str, *, actor: Actor, today: date) -> Found:
    """
    Return what answers the query, nearest to the postcode first.

    Raises
    ------
    LocationNotFoundError
        When there is no such postcode; near candidates are named.
    """
    return find_assets(house, replace(query, near=near(house, postcode)), actor=actor, today=today)


def pins(house: House, query: Query, *, actor: Actor, today: date) -> Found:
    """Return everything that answers the query, for the map: as the list, but all of it."""
    return find_assets(house, replace(query, offset=0, limit=100_000), actor=actor, today=today)


def choices(house: House, *, actor: Actor, today: date) -> Choices:
    """Return what the filters can offer to this actor."""
    with house.register.reading() as connection:
        committees = tuple(
            (committee.id, committee.name) for committee in areas.committees(connection, on=today)
        )
        languages = public_view.languages(connection, audience=actor.audience)
    return Choices(wards=ward_names(house), committees=committees, languages=languages)


def count_by_kind(house: House, *, actor: Actor, today: date) -> dict[AssetKind, int]:
    """Return how many active assets of each kind the actor may see."""
    with house.register.reading() as connection:
        return public_view.kind_counts(connection, audience=actor.audience, today=today)
