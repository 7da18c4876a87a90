"""A village whose groups offer and need things."""

from dataclasses import replace
from datetime import date

from asset_map.connections.graph import Member
from asset_map.connections.offers import OffersAndNeeds
from asset_map.model.connection import (
    Offer,
    Side,
)
from asset_map.model.location import GridPoint, PublishLocation
from tests.connections.drawn import member

TODAY = date(2026, 5, 20)


SPRING = date(2026, 3, 2)


def at(name: str, easting: float, **more: object) -> Member:
    here = replace(
        member(name, ward="A"),
        point=GridPoint(easting=easting, northing=0.0),
        publish=PublishLocation.EXACT,
        checked_on=SPRING,
    )
    return replace(here, **more)  # type: ignore[arg-type]


def said(side: Side, who: str, *tags: str, key: str = "", **more: object) -> Offer:
    return Offer(
        id=key or f"{who} {side}",
        asset_id=who,
        side=side,
        text="",
        tags=tags,
        **more,  # type: ignore[arg-type]
    )


def offer(who: str, *tags: str, **more: object) -> Offer:
    return said(Side.OFFER, who, *tags, **more)  # type: ignore[arg-type]


def need(who: str, *tags: str, **more: object) -> Offer:
    return said(Side.NEED, who, *tags, **more)  # type: ignore[arg-type]


def village(**more: object) -> OffersAndNeeds:
    members = [
        at("Hathern Library", 0.0),
        at("Repair Cafe", 1500.0, ward_code="B"),
        at("Rovers", 100.0),
    ]
    asked = OffersAndNeeds(
        members=members,
        offers=[offer("Hathern Library", "meeting room"), need("Repair Cafe", "meeting room")],
        links=[],
        today=TODAY,
        next_wards=frozenset([frozenset("AB")]),
    )
    return replace(asked, **more)  # type: ignore[arg-type]
