"""Search: what answers a query, as far as an audience may know it, best first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from asset_map.model.query import Listing, Query
from asset_map.model.role import Audience
from asset_map.register.filters import (
    Conditions,
    asset_conditions,
    distance_m,
    place_conditions,
    within_reason,
)
from asset_map.register.found_words import corrected, score, words_of
from asset_map.register.listed import listing_columns, listings_from, places_shown, ranked
from asset_map.register.schema import LISTINGS, ListingTables
from asset_map.register.word_index import has_words

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
    asked = place_conditions(query, tables, today=today)
    source, far = _with_distance(query, tables, asked)
    number = tables.assets.c.number
    chosen = asset_conditions(query, tables, audience=audience, today=today)
    if asked and query.near is None:
        chosen.append(number.in_(sa.select(tables.places.c.number).where(*asked)))
    order = ranked(tables.assets, today=today)
    if words:
        source = source.join(tables.words, tables.words.c.number == number)
        chosen.append(has_words(connection, words, audience))
        order.insert(0, -score(words, audience))
    if query.near is not None:
        order[:0] = [far.is_(None), far]
    keys = [key.label(f"key_{place}") for place, key in enumerate(order)]
    hits = sa.select(number, far.label("distance_m"), *keys).select_from(source).where(*chosen)
    rows, total = _page(connection, hits.cte("hits"), query, tables)
    numbers = [row[0] for row in rows]
    places = places_shown(connection, tables, numbers, asked=asked, near=query.near)
    return Found(listings=listings_from(rows, places, today=today), total=total)


def _page(
    connection: sa.Connection, hits: sa.CTE, query: Query, tables: ListingTables
) -> tuple[list[Sequence[Any]], int]:
    """
    Return the lines of the page that is asked for, and how many hits there are.

    Thousands may answer: they are put in order by their keys alone, and only the lines
    of the page are read whole.
    """
    best_first = [column.name for column in hits.c if column.name.startswith("key_")]
    page = (
        sa.select(hits)
        .order_by(*(hits.c[name] for name in best_first))
        .limit(within_reason(query.limit))
        .offset(within_reason(query.offset))
        .subquery("page")
    )
    counted = sa.select(sa.func.count()).select_from(hits).scalar_subquery()
    read = (
        sa.select(*listing_columns(tables.assets), page.c.distance_m, counted)
        .join_from(page, tables.assets, tables.assets.c.number == page.c.number)
        .order_by(*(page.c[name] for name in best_first))
    )
    rows = connection.execute(read).all()
    total = rows[0][-1] if rows else connection.scalar(sa.select(counted)) or 0
    return [row[:-1] for row in rows], total


def _with_distance(
    query: Query, tables: ListingTables, asked: Conditions
) -> tuple[sa.FromClause, sa.ColumnElement[float]]:
    """
    Return the assets to choose from, and how far the nearest place of each is.

    An asset without a place that is asked for is none of them; where no place is
    asked for, one that cannot be measured to has no distance.
    """
    if query.near is None:
        return tables.assets, sa.cast(sa.null(), sa.Float)
    number = tables.places.c.number
    nearest = (
        sa.select(number, sa.func.min(distance_m(query.near, tables)).label("distance_m"))
        .where(*asked)
        .group_by(number)
        .subquery("nearest")
    )
    source = tables.assets.join(
        nearest, nearest.c.number == tables.assets.c.number, isouter=not asked
    )
    return source, nearest.c.distance_m
