"""
What an audience may know: one asset, lists, pins and counts.

For the public everything here comes from the ``public_`` tables and the areas.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import NotFoundError
from asset_map.model.query import Listing
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import as_seen_by
from asset_map.model.words import fold
from asset_map.register.chunks import chunks
from asset_map.register.listed import listing_columns, listings_from, places_shown, ranked
from asset_map.register.placements import WARD_SET
from asset_map.register.rows import asset_from
from asset_map.register.schema import LISTINGS, areas, assets, public_bodies, public_skills

__all__ = [
    "MapPoint",
    "WardCount",
    "every_visible",
    "kind_counts",
    "languages",
    "listings_of",
    "map_points",
    "skills_in",
    "visible_asset",
    "visible_assets",
    "ward_counts",
    "wards_of",
]


class MapPoint(NamedTuple):
    """One pin; an asset with several places has several."""

    asset_id: str
    kind: str
    name: str
    lon: float
    lat: float
    is_anchor: bool
    is_open: bool
    verified_on: date | None


class WardCount(NamedTuple):
    """How many open assets of one kind have a place in a ward, and how many are anchors."""

    ward_code: str
    kind: AssetKind
    assets: int
    anchors: int


def visible_asset(connection: sa.Connection, asset_id: str, *, audience: Audience) -> Asset:
    """
    Return what an audience may know of an asset.

    Raises
    ------
    NotFoundError
        When there is none, or none that the audience may know: the two look alike.
    """
    found = visible_assets(connection, [asset_id], audience=audience)
    if not found:
        message = f"There is no asset '{asset_id}'; look for it under another name."
        raise NotFoundError(message)
    return found[0]


def visible_assets(
    connection: sa.Connection, asset_ids: Sequence[str], *, audience: Audience
) -> list[Asset]:
    """Return what an audience may know of some assets, in their order, but for unknown ones."""
    listed = LISTINGS[audience].assets
    # The public's own table holds what the public may see and nothing else.
    body = public_bodies if audience is Audience.PUBLIC else assets
    found: dict[str, Asset] = {}
    for part in chunks(asset_ids):
        rows = connection.execute(
            sa.select(listed.c.asset_id, body.c.body)
            .join(body, body.c.number == listed.c.number)
            .where(listed.c.asset_id.in_(part))
        )
        for asset_id, text in rows:
            seen = as_seen_by(asset_from(text), audience)
            if seen is not None:
                found[asset_id] = seen
    return [found[asset_id] for asset_id in asset_ids if asset_id in found]


def every_visible(connection: sa.Connection, *, audience: Audience) -> Iterator[Asset]:
    """Give what an audience may know of every asset, in the order they came in."""
    listed = LISTINGS[audience].assets
    body = public_bodies if audience is Audience.PUBLIC else assets
    bodies = (
        sa.select(body.c.body)
        .join(listed, listed.c.number == body.c.number)
        .order_by(body.c.number)
    )
    for text in connection.execute(bodies.execution_options(yield_per=1000)).scalars():
        if (seen := as_seen_by(asset_from(text), audience)) is not None:
            yield seen


def listings_of(
    connection: sa.Connection, asset_ids: Sequence[str], *, audience: Audience, today: date
) -> list[Listing]:
    """Return the lines of some assets in the order of lists, but for unknown ones."""
    tables = LISTINGS[audience]
    rows = connection.execute(
        sa.select(*listing_columns(tables.assets), sa.null())
        .where(tables.assets.c.asset_id.in_(asset_ids))
        .order_by(*ranked(tables.assets, today=today))
    ).all()
    numbers = [row[0] for row in rows]
    places = places_shown(connection, tables, numbers, asked=[], near=None)
    return list(listings_from(rows, places, today=today))


def wards_of(
    connection: sa.Connection, asset_id: str, *, audience: Audience
) -> dict[str, tuple[str, str]]:
    """Return the ward's code and name of each place that an audience may know, by location id."""
    listed = LISTINGS[audience].assets
    rows = connection.execute(_wards(audience).where(listed.c.asset_id == asset_id))
    return {row.location_id: (row.code, row.name) for row in rows}


def every_ward(
    connection: sa.Connection, *, audience: Audience
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what ``wards_of`` does for every asset at once, by asset id and location id."""
    rows = connection.execute(_wards(audience))
    return {(row.asset_id, row.location_id): (row.code, row.name) for row in rows}


def _wards(audience: Audience) -> sa.Select[Any]:
    listed, place, _ = LISTINGS[audience]
    is_its = (areas.c.set_id == WARD_SET) & (areas.c.code == place.c.ward_code)
    return (
        sa.select(listed.c.asset_id, place.c.location_id, areas.c.code, areas.c.name)
        .join(listed, listed.c.number == place.c.number)
        .join(areas, is_its)
        .order_by(place.c.number, place.c.ordinal)
    )


def map_points(connection: sa.Connection, *, audience: Audience) -> list[MapPoint]:
    """
    Return the pins of what is approved, as far as an audience may see it, by name and id.

    An asset's first place comes first; people's skills have no pins.
    """
    listed, place, _ = LISTINGS[audience]
    rows = connection.execute(
        sa.select(
            listed.c.asset_id,
            listed.c.kind,
            listed.c.name,
            place.c.lon,
            place.c.lat,
            listed.c.anchor_status == AnchorStatus.RECOGNISED.value,
            listed.c.operating_status == OperatingStatus.ACTIVE.value,
            listed.c.verified_on,
        )
        .join(place, place.c.number == listed.c.number)
        .where(
            place.c.lon.is_not(None),
            listed.c.record_state == RecordState.APPROVED.value,
            listed.c.kind != AssetKind.SKILL.value,
        )
        .order_by(listed.c.sort_name, listed.c.asset_id, place.c.ordinal)
    )
    return [MapPoint(*row) for row in rows]


def languages(connection: sa.Connection, *, audience: Audience) -> tuple[str, ...]:
    """Return the languages that some asset an audience may see is offered in, by name."""
    listed = LISTINGS[audience].assets
    texts = connection.scalars(sa.select(listed.c.languages).distinct())
    spoken = sorted({language for text in texts for language in json.loads(text)})
    # Spellings that are compared alike are one language.
    return tuple(sorted({fold(language): language for language in reversed(spoken)}.values()))


def kind_counts(
    connection: sa.Connection, *, audience: Audience, today: date
) -> dict[AssetKind, int]:
    """Return how many open assets of each kind an audience may see; kinds without are left out."""
    del today
    listed = LISTINGS[audience].assets
    rows = connection.execute(
        sa.select(listed.c.kind, sa.func.count())
        .where(
            listed.c.operating_status == OperatingStatus.ACTIVE.value,
            listed.c.record_state == RecordState.APPROVED.value,
        )
        .group_by(listed.c.kind)
    )
    counts = {AssetKind(kind): number for kind, number in rows}
    return {kind: counts[kind] for kind in AssetKind if kind in counts}


def ward_counts(connection: sa.Connection, *, audience: Audience, today: date) -> list[WardCount]:
    """Return the counts of every ward and kind, by ward code; an asset counts once in a ward."""
    del today
    listed, place, _ = LISTINGS[audience]
    number = listed.c.number
    is_anchor = listed.c.anchor_status == AnchorStatus.RECOGNISED.value
    rows = connection.execute(
        sa.select(
            place.c.ward_code,
            listed.c.kind,
            sa.func.count(number.distinct()),
            sa.func.count(sa.case((is_anchor, number)).distinct()),
        )
        .join(place, place.c.number == number)
        .where(
            place.c.ward_code.is_not(None),
            listed.c.operating_status == OperatingStatus.ACTIVE.value,
            listed.c.record_state == RecordState.APPROVED.value,
        )
        .group_by(place.c.ward_code, listed.c.kind)
        .order_by(place.c.ward_code, listed.c.kind)
    )
    return [WardCount(ward, AssetKind(kind), *counts) for ward, kind, *counts in rows]


def skills_in(connection: sa.Connection, ward_code: str) -> list[tuple[str, int]]:
    """
    Return how many people of a ward can help, by their first tag; "" where none is said.

    Show no count that ``model.visibility.suppressed`` has not seen.
    """
    rows = connection.execute(
        sa.select(public_skills.c.tag, public_skills.c.people)
        .where(public_skills.c.ward_code == ward_code)
        .order_by(public_skills.c.tag)
    )
    return [(tag, people) for tag, people in rows]
