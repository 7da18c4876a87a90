"""Which records are worth comparing with one, for each audience from its own tables."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from asset_map.model.location import Coordinates
from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.register.chunks import chunks
from asset_map.register.filters import distance_m, place_conditions
from asset_map.register.found_words import words_of
from asset_map.register.schema import LISTINGS
from asset_map.register.word_index import with_words

__all__ = ["MOST_CANDIDATES", "candidates", "named"]

MOST_CANDIDATES = 200
WITHIN_M = 1_500.0
# So many letters of a word: "Knitters" and "Knitting" begin alike.
_BEGINNING = 4
# Of what begins alike all over the district, the names alone are looked at.
_MOST_BY_WORD = 2_000


def candidates(
    connection: sa.Connection,
    *,
    audience: Audience,
    name: str,
    point: Coordinates | None = None,
    postcode: str = "",
) -> list[str]:
    """
    Return the ids of approved records that may be like one, the likeliest first.

    They are near it, or share its postcode or the beginning of a word of its name. What
    shares both goes first, then what is near, by its distance; there are 200 at most.
    """
    listed = LISTINGS[audience].assets.c
    near = _near(connection, audience=audience, point=point, postcode=postcode)
    shared = _by_words(connection, audience=audience, name=name)
    order = sorted(
        {*near, *shared},
        key=lambda number: (
            not (number in near and number in shared),
            number not in near,
            near.get(number, 0.0),
            -shared.get(number, 0),
            number,
        ),
    )[:MOST_CANDIDATES]
    rows = connection.execute(
        sa.select(listed.number, listed.asset_id).where(
            listed.number.in_(order), listed.record_state == RecordState.APPROVED.value
        )
    )
    ids = {row.number: row.asset_id for row in rows}
    return [ids[number] for number in order if number in ids]


def named(
    connection: sa.Connection, folded: Sequence[str], *, audience: Audience
) -> dict[str, list[str]]:
    """Return the ids of approved records by their folded name, as far as an audience knows them."""
    listed = LISTINGS[audience].assets.c
    found: dict[str, list[str]] = {}
    for part in chunks(folded):
        rows = connection.execute(
            sa.select(listed.sort_name, listed.asset_id)
            .where(listed.sort_name.in_(part), listed.record_state == RecordState.APPROVED.value)
            .order_by(listed.asset_id)
        )
        for name, asset_id in rows:
            found.setdefault(name, []).append(asset_id)
    return found


def _near(
    connection: sa.Connection, *, audience: Audience, point: Coordinates | None, postcode: str
) -> dict[int, float]:
    """Return how far off each record is that is near enough, in metres, by its number."""
    tables = LISTINGS[audience]
    place = tables.places.c
    found: dict[int, float] = {}
    if point is not None:
        query = Query(near=point, within_m=WITHIN_M)
        # Without a weekday in the query, no day plays a part.
        conditions = place_conditions(query, tables, today=date.min)
        far = distance_m(point, tables).label("far")
        rows = connection.execute(
            sa.select(place.number, far).where(*conditions).order_by(far).limit(_MOST_BY_WORD)
        )
        for number, metres in rows:
            found.setdefault(number, metres)
    if postcode:
        rows_alike = connection.execute(
            sa.select(place.number).where(place.postcode == postcode).limit(_MOST_BY_WORD)
        )
        found |= {number: found.get(number, 0.0) for (number,) in rows_alike}
    return found


def _by_words(connection: sa.Connection, *, audience: Audience, name: str) -> dict[int, int]:
    """Return how many beginnings of its words each record's name shares, by its number."""
    words = LISTINGS[audience].words.c
    beginnings = dict.fromkeys(word[:_BEGINNING] for word in words_of(name))
    shared: dict[int, int] = {}
    for beginning in beginnings:
        rows = connection.execute(
            sa.select(words.number)
            .where(
                words.number.in_(with_words(connection, [beginning], audience)),
                words.name.like(f"% {beginning}%"),
            )
            .limit(_MOST_BY_WORD)
        )
        for (number,) in rows:
            shared[number] = shared.get(number, 0) + 1
    return shared
