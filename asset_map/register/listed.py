"""The lines of a list: what they are read from, in which order, and how they are made."""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.freshness import freshness
from asset_map.model.location import Coordinates
from asset_map.model.query import Listing
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register.placements import ward_set_id
from asset_map.register.schema import ListingTables, areas

__all__ = [
    "first_place",
    "fresh_from",
    "listing_columns",
    "listing_of",
    "ranked",
    "with_ward",
]


def first_place(tables: ListingTables) -> sa.Subquery:
    """Return the place of each asset that a list shows."""
    return (
        sa.select(tables.places, sa.cast(sa.null(), sa.Float).label("distance_m"))
        .where(tables.places.c.ordinal == 0)
        .subquery("place")
    )


def with_ward(connection: sa.Connection, source: sa.Join, place: sa.FromClause) -> sa.Join:
    """Add the name of the ward, in the set in use, that each place lies in."""
    is_its = (areas.c.set_id == ward_set_id(connection)) & (areas.c.code == place.c.ward_code)
    return source.join(areas, is_its, isouter=True)


def listing_columns(listed: sa.Table, place: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    """Return the columns that a listing is made of."""
    return [
        listed.c.asset_id,
        listed.c.kind,
        listed.c.name,
        listed.c.summary,
        listed.c.tags,
        listed.c.anchor_status,
        listed.c.operating_status,
        listed.c.record_state,
        listed.c.verified_on,
        listed.c.verified_role,
        place.c.place_name,
        place.c.postcode,
        place.c.ward_code,
        place.c.lon,
        place.c.lat,
        place.c.when,
        place.c.distance_m,
        areas.c.name.label("ward_name"),
    ]


def listing_of(row: sa.Row[*tuple[Any, ...]], *, today: date) -> Listing:
    """Return the line of a list that a row is."""
    return Listing(
        asset_id=row.asset_id,
        kind=AssetKind(row.kind),
        name=row.name,
        summary=row.summary,
        place_name=row.place_name or "",
        postcode=row.postcode or "",
        ward_code=row.ward_code,
        ward_name=row.ward_name or "",
        point=None if row.lon is None else Coordinates(lon=row.lon, lat=row.lat),
        distance_m=row.distance_m,
        when=row.when or "",
        anchor_status=AnchorStatus(row.anchor_status),
        operating_status=OperatingStatus(row.operating_status),
        record_state=RecordState(row.record_state),
        freshness=freshness(row.verified_on, today=today),
        verified_on=row.verified_on,
        verified_role=row.verified_role,
        tags=tuple(json.loads(row.tags)),
    )


def ranked(listed: sa.Table, *, today: date) -> list[sa.ColumnElement[Any]]:
    """Return the order of a list: what is going, what is not stale, then by name and id."""
    is_going = listed.c.operating_status == OperatingStatus.ACTIVE.value
    is_stale = sa.func.coalesce(listed.c.verified_on < fresh_from(today), sa.true())
    return [is_going.desc(), is_stale, listed.c.sort_name, listed.c.asset_id]


def fresh_from(today: date) -> date:
    """Return the first day on which a check keeps a record from being stale today."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        # 29 February: a year ago there was none, and the 28th is more than twelve months back.
        return date(today.year - 1, 3, 1)
