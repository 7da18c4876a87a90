"""The lines of a list: what they are read from, in which order, and how they are made."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.location import Coordinates
from asset_map.model.query import Listing
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register.chunks import chunks
from asset_map.register.filters import Conditions, distance_m
from asset_map.register.placements import WARD_SET
from asset_map.register.schema import ListingTables, areas

__all__ = [
    "ShownPlace",
    "fresh_from",
    "listing_columns",
    "listings_from",
    "places_shown",
    "ranked",
]

_COLUMNS: Final = (
    "number",
    "asset_id",
    "kind",
    "name",
    "summary",
    "tags",
    "anchor_status",
    "operating_status",
    "record_state",
    "verified_on",
    "verified_role",
)


class ShownPlace(NamedTuple):
    """The place of an asset that a line shows; without one all of it is empty."""

    place_name: str = ""
    postcode: str = ""
    ward_code: str | None = None
    ward_name: str | None = None
    lon: float | None = None
    lat: float | None = None
    when: str = ""


def listing_columns(listed: sa.Table) -> list[sa.Column[Any]]:
    """Return what a line takes from the asset itself; its number comes first."""
    return [listed.c[name] for name in _COLUMNS]


def ranked(listed: sa.Table, *, today: date) -> list[sa.ColumnElement[Any]]:
    """Return the order of a list: what is going, what is not stale, then by name and id."""
    is_over = listed.c.operating_status != OperatingStatus.ACTIVE.value
    is_stale = sa.func.coalesce(listed.c.verified_on < fresh_from(today), sa.true())
    return [is_over, is_stale, listed.c.sort_name, listed.c.asset_id]


def fresh_from(today: date) -> date:
    """Return the first day on which a check keeps a record from being stale today."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        # 29 February: a year ago there was none, and the 28th is more than twelve months back.
        return date(today.year - 1, 3, 1)


def places_shown(
    connection: sa.Connection,
    tables: ListingTables,
    numbers: Sequence[int],
    *,
    asked: Conditions,
    near: Coordinates | None,
) -> dict[int, ShownPlace]:
    """
    Return the place that the line of each asset shows, by number.

    It is the nearest of those that are asked for, so that a list shows the stop of a
    mobile service that was looked for; else the one that comes first.
    """
    place = tables.places
    order: list[sa.ColumnElement[Any]] = [place.c.number, place.c.ordinal]
    if near is not None:
        far = distance_m(near, tables)
        order[1:1] = [far.is_(None), far]
    elif not asked:
        asked = [place.c.ordinal == 0]
    is_its = (areas.c.set_id == WARD_SET) & (areas.c.code == place.c.ward_code)
    chosen = (
        sa.select(
            place.c.number,
            place.c.place_name,
            place.c.postcode,
            place.c.ward_code,
            areas.c.name.label("ward_name"),
            place.c.lon,
            place.c.lat,
            place.c.when,
        )
        .select_from(place.join(areas, is_its, isouter=True))
        .where(*asked)
        .order_by(*order)
    )
    shown: dict[int, ShownPlace] = {}
    for part in chunks(numbers):
        for number, *said in connection.execute(chosen.where(place.c.number.in_(part))):
            if number not in shown:
                shown[number] = ShownPlace(*said)
    return shown


def listings_from(
    rows: Sequence[Sequence[Any]], places: Mapping[int, ShownPlace], *, today: date
) -> tuple[Listing, ...]:
    """
    Return the lines of a list, in the order of its rows.

    A row holds the columns of ``listing_columns`` and, last, the distance in metres.
    """
    # Thousands of lines share a few hundred days.
    fresh = cache(partial(freshness, today=today))
    return tuple(_listing(row, places.get(row[0], ShownPlace()), fresh) for row in rows)


def _listing(
    row: Sequence[Any], place: ShownPlace, fresh: Callable[[date | None], Freshness]
) -> Listing:
    _, asset_id, kind, name, summary, tags, anchor, status, state, checked_on, role, distance = row
    return Listing(
        asset_id=asset_id,
        kind=AssetKind(kind),
        name=name,
        summary=summary,
        place_name=place.place_name,
        postcode=place.postcode,
        ward_code=place.ward_code,
        ward_name=place.ward_name or "",
        point=_point(place),
        distance_m=distance,
        when=place.when,
        anchor_status=AnchorStatus(anchor),
        operating_status=OperatingStatus(status),
        record_state=RecordState(state),
        freshness=fresh(checked_on),
        verified_on=checked_on,
        verified_role=role,
        tags=tuple(json.loads(tags)),
    )


def _point(place: ShownPlace) -> Coordinates | None:
    if place.lon is None or place.lat is None:
        return None
    return Coordinates(lon=place.lon, lat=place.lat)
