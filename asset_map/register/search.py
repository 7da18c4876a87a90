"""Search: what answers a query, as far as an audience may know it, best first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from asset_map.model.query import Listing, Query
from asset_map.model.role import Audience
from asset_map.register.filters import asset_conditions, distance_m, place_conditions
from asset_map.register.found_words import corrected, matches, score, words_of
from asset_map.register.listed import (
    first_place,
    listing_columns,
    listing_of,
    ranked,
    with_ward,
)
from asset_map.register.schema import LISTINGS, ListingTables

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    A page of what was found, and how many there are in all.

    ``corrected`` is what was looked for instead, where nothing had the words as typed.
    """

    listings: tuple[Listing, ...] = ()
    total: int = 0
    corrected: str = ""


def find(connection: sa.Connection, query: Query, *, audience: Audience, today: date) -> Found:
    """
    Return what answers a query.

    Words are found at their beginning, without regard to accents and case, all of
    them in one asset; where nothing has them, a word that is in no asset is read as
    the nearest that is. Best first: by distance where the query has a point, else by
    where the words were found; then what is going, what is not stale, and by name.
    """
    words = words_of(query.text)
    found = _find(connection, query, words, audience=audience, today=today)
    if found.total or not words:
        return found
    meant = corrected(connection, words, audience)
    if meant == words:
        return found
    found = _find(connection, query, meant, audience=audience, today=today)
    return replace(found, corrected=" ".join(meant))


def _find(
    connection: sa.Connection,
    query: Query,
    words: Sequence[str],
    *,
    audience: Audience,
    today: date,
) -> Found:
    tables = LISTINGS[audience]
    listed = tables.assets
    place, is_asked = _place(connection, query, tables, today=today)
    source = listed.join(place, place.c.number == listed.c.number, isouter=not is_asked)
    chosen = asset_conditions(query, tables, audience=audience)
    order = ranked(listed, today=today)
    if words:
        source = source.join(tables.words, tables.words.c.rowid == listed.c.number)
        chosen.append(matches(connection, words, audience))
        order.insert(0, score(words, audience).desc())
    if query.near:
        order[:0] = [place.c.distance_m.is_(None), place.c.distance_m]
    page = (
        sa.select(*listing_columns(listed, place), sa.func.count().over().label("total"))
        .select_from(with_ward(connection, source, place))
        .where(*chosen)
    )
    rows = connection.execute(page.order_by(*order).limit(query.limit).offset(query.offset)).all()
    total = rows[0].total if rows else 0
    if query.offset and not rows:
        # Beyond the last page there is no row to tell how many there are before it.
        counted = sa.select(sa.func.count()).select_from(source).where(*chosen)
        total = connection.scalar(counted) or 0
    return Found(listings=tuple(listing_of(row, today=today) for row in rows), total=total)


def _place(
    connection: sa.Connection, query: Query, tables: ListingTables, *, today: date
) -> tuple[sa.Subquery, bool]:
    """
    Return one place for each asset, and whether an asset without one is no answer.

    It is the nearest of those that the query asks for, so that a list shows the stop
    of a mobile service that was looked for; else the one that comes first.
    """
    asked = place_conditions(connection, query, tables, today=today)
    if not asked and query.near is None:
        return first_place(tables), False
    place = tables.places.c
    far = distance_m(query.near, tables) if query.near else sa.null()
    nth = sa.func.row_number().over(
        partition_by=place.number, order_by=(far.is_(None), far, place.ordinal)
    )
    places = (
        sa.select(tables.places, far.label("distance_m"), nth.label("nth")).where(*asked).subquery()
    )
    nearest = sa.select(places).where(places.c.nth == 1).subquery("place")
    return nearest, bool(asked)
