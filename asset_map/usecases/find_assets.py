"""Finding what a place has got: the list, the map and the choices of the filters."""

from dataclasses import dataclass, replace
from datetime import date

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.query import Listing, Query
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register import areas, public_view, search
from asset_map.register.search import Found
from asset_map.usecases.boundaries import WardName, ward_names
from asset_map.usecases.house import House
from asset_map.usecases.locating import near

__all__ = [
    "LISTED_KINDS",
    "Answer",
    "Choices",
    "Found",
    "Pin",
    "choices",
    "count_by_kind",
    "find_assets",
    "find_with_pins",
    "near",
    "one_line",
    "without_one_choice",
]

Pin = public_view.MapPoint
# People's skills are counted for the ward page and never listed.
LISTED_KINDS = tuple(kind for kind in AssetKind if kind is not AssetKind.SKILL)
_ALL = Query(limit=1_000_000)
_CHOICES = (
    "text",
    "kinds",
    "ward_codes",
    "committee_id",
    "functions",
    "day",
    "age",
    "language",
    "access",
    "seats",
    "anchors_only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found: its first lines, how many there are, and every pin of it."""

    found: Found
    pins: tuple[Pin, ...]


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


def find_with_pins(house: House, query: Query, *, actor: Actor, today: date) -> Answer:
    """
    Return the first ``query.limit`` lines of what is found, and a pin for all of it.

    Only what is approved, and no person's skill, stands in the list of Find.
    """
    require(actor, Action.FIND)
    asked = replace(query, kinds=query.kinds or LISTED_KINDS, record_states=(RecordState.APPROVED,))
    if replace(query, limit=_ALL.limit, near=None) == _ALL:
        with house.register.reading() as connection:
            found = search.find(connection, asked, audience=actor.audience, today=today)
            pins = public_view.map_points(connection, audience=actor.audience)
        return Answer(found=found, pins=tuple(pin for pin in pins if pin.is_open))
    asked = replace(asked, limit=_ALL.limit)
    everything = find_assets(house, asked, actor=actor, today=today)
    first = replace(everything, listings=everything.listings[: query.limit])
    return Answer(
        found=first, pins=tuple(_pin(one) for one in everything.listings if one.point is not None)
    )


def _pin(listing: Listing) -> Pin:
    point = listing.point
    if point is None:
        message = f"Asset {listing.asset_id} has no point to pin."
        raise ValueError(message)
    return Pin(
        asset_id=listing.asset_id,
        kind=listing.kind,
        name=listing.name,
        lon=point.lon,
        lat=point.lat,
        is_anchor=listing.anchor_status is AnchorStatus.RECOGNISED,
        is_open=listing.operating_status is OperatingStatus.ACTIVE,
        verified_on=listing.verified_on,
    )


def one_line(house: House, asset_id: str, *, actor: Actor, today: date) -> Listing | None:
    """Return the line of one asset; None where this actor may not see it."""
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        found = public_view.listings_of(
            connection, [asset_id], audience=actor.audience, today=today
        )
    return found[0] if found else None


def without_one_choice(house: House, query: Query, *, actor: Actor, today: date) -> dict[str, int]:
    """Return how many would be found if one of the choices were left out, by its field."""
    found = {
        name: find_assets(
            house, replace(query, **{name: getattr(_ALL, name)}, limit=1), actor=actor, today=today
        ).total
        for name in _CHOICES
        if getattr(query, name) != getattr(_ALL, name)
    }
    return {name: total for name, total in found.items() if total}


def choices(house: House, *, actor: Actor, today: date) -> Choices:
    """Return what the filters can offer to this actor."""
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        committees = tuple(
            (committee.id, committee.name) for committee in areas.committees(connection, on=today)
        )
        languages = public_view.languages(connection, audience=actor.audience)
    return Choices(wards=ward_names(house), committees=committees, languages=languages)


def count_by_kind(house: House, *, actor: Actor, today: date) -> dict[AssetKind, int]:
    """Return how many active assets of each kind the actor may see."""
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        return public_view.kind_counts(connection, audience=actor.audience, today=today)
