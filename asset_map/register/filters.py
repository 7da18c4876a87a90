"""What a query asks besides its words, as conditions on the listings of one audience."""

import math
from datetime import date
from typing import Final

import sqlalchemy as sa

from asset_map.model.anchor import AnchorStatus
from asset_map.model.freshness import (
    AGEING_FROM_MONTHS,
    STALE_FROM_MONTHS,
    Freshness,
    checked_since,
)
from asset_map.model.location import Coordinates
from asset_map.model.query import Access, Query
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.register.listing_rows import weekday_bit, whole_words
from asset_map.register.placements import WARD_SET
from asset_map.register.schema import ListingTables, committee_members

__all__ = ["Conditions", "asset_conditions", "distance_m", "place_conditions", "within_reason"]

Conditions = list[sa.ColumnElement[bool]]

# The mean radius of the Earth (IUGG), in metres.
EARTH_M: Final = 6_371_008.8
_ACCESS: Final = {
    Access.STEP_FREE: "is_step_free",
    Access.HEARING_LOOP: "has_hearing_loop",
    Access.ACCESSIBLE_TOILET: "has_accessible_toilet",
    Access.PARKING: "has_parking",
    Access.KITCHEN: "has_kitchen",
}


def within_reason(number: int) -> int:
    """Return a number from an address as a database can hold it: from 0 to 2,147,483,647."""
    return min(max(number, 0), 2**31 - 1)


def asset_conditions(
    query: Query, tables: ListingTables, *, audience: Audience, today: date
) -> Conditions:
    """
    Return what the asset itself must be.

    Any of the kinds and any of the functions will do; every access need must be met,
    and what nobody has recorded does not meet one.
    """
    column = tables.assets.c
    conditions: Conditions = [column[_ACCESS[need]].is_(sa.true()) for need in query.access]
    if query.kinds:
        conditions.append(column.kind.in_([kind.value for kind in query.kinds]))
    if query.functions:
        conditions.append(sa.or_(*(_has(column.functions, one) for one in query.functions)))
    if query.language.strip():
        conditions.append(_has(column.language_words, query.language))
    if query.age is not None:
        age = within_reason(query.age)
        conditions.append(sa.or_(column.min_age.is_(None), column.min_age <= age))
        conditions.append(sa.or_(column.max_age.is_(None), column.max_age >= age))
    if query.seats is not None:
        conditions.append(column.seats >= within_reason(query.seats))
    if query.freshness is not None:
        conditions.append(_is_as_fresh(column.verified_on, query.freshness, today=today))
    return conditions + _standing_conditions(query, tables, audience=audience)


def _standing_conditions(query: Query, tables: ListingTables, *, audience: Audience) -> Conditions:
    column = tables.assets.c
    conditions: Conditions = []
    if query.only_open:
        conditions.append(column.operating_status == OperatingStatus.ACTIVE.value)
    if query.anchors_only:
        conditions.append(column.anchor_status == AnchorStatus.RECOGNISED.value)
    if query.record_states and audience is Audience.OFFICER:
        conditions.append(column.record_state.in_([state.value for state in query.record_states]))
    return conditions


def _is_as_fresh(
    checked_on: sa.Column[date], wanted: Freshness, *, today: date
) -> sa.ColumnElement[bool]:
    fresh_from = checked_since(AGEING_FROM_MONTHS, today=today)
    ageing_from = checked_since(STALE_FROM_MONTHS, today=today)
    match wanted:
        case Freshness.FRESH:
            return checked_on >= fresh_from
        case Freshness.AGEING:
            return sa.and_(checked_on >= ageing_from, checked_on < fresh_from)
        case _:
            return sa.or_(checked_on.is_(None), checked_on < ageing_from)


def place_conditions(query: Query, tables: ListingTables, *, today: date) -> Conditions:
    """Return what one and the same place of the asset must be."""
    place = tables.places.c
    conditions: Conditions = []
    if query.ward_codes:
        conditions.append(place.ward_code.in_(query.ward_codes))
    if query.committee_id:
        member = committee_members.c
        codes = sa.select(member.code).where(
            member.committee_id == query.committee_id,
            member.set_id == WARD_SET,
            sa.or_(member.from_day.is_(None), member.from_day <= today),
            sa.or_(member.to_day.is_(None), member.to_day >= today),
        )
        conditions.append(place.ward_code.in_(codes))
    if query.day is not None:
        conditions.append(place.days.bitwise_and(weekday_bit(query.day)) != 0)
        conditions.append(sa.or_(place.from_day.is_(None), place.from_day <= today))
        conditions.append(sa.or_(place.to_day.is_(None), place.to_day >= today))
    if query.near is not None and query.within_m is not None:
        conditions += _in_box(query.near, query.within_m, tables)
        conditions.append(distance_m(query.near, tables) <= query.within_m)
    return conditions


def distance_m(near: Coordinates, tables: ListingTables) -> sa.ColumnElement[float]:
    """Return the great-circle distance from a point to a place, by the haversine formula."""
    place, f = tables.places.c, sa.func
    half_lat = f.radians(place.lat - near.lat) / 2
    half_lon = f.radians(place.lon - near.lon) / 2
    across = math.cos(math.radians(near.lat)) * f.cos(f.radians(place.lat))
    chord = f.sin(half_lat) * f.sin(half_lat) + across * f.sin(half_lon) * f.sin(half_lon)
    # Rounding can put the chord of opposite points above 1, of which there is no arcsine.
    inside = sa.case((chord > 1.0, 1.0), else_=chord)
    return sa.type_coerce(2 * EARTH_M * f.asin(f.sqrt(inside)), sa.Float)


def _in_box(near: Coordinates, within_m: float, tables: ListingTables) -> Conditions:
    place = tables.places.c
    # A little more than the circle, so that rounding never cuts into it.
    lat_degrees = math.degrees(within_m / EARTH_M) * 1.001
    lon_degrees = lat_degrees / max(math.cos(math.radians(near.lat)), 0.01)
    return [
        place.lat.between(near.lat - lat_degrees, near.lat + lat_degrees),
        place.lon.between(near.lon - lon_degrees, near.lon + lon_degrees),
    ]


def _has(column: sa.Column[str], word: str) -> sa.ColumnElement[bool]:
    return column.like(f"%{whole_words([word])}%")
