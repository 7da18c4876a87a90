"""Writing down what each audience may see, in the transaction of every save."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from asset_map.model.area import Placement
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import as_seen_by
from asset_map.register.chunks import chunks
from asset_map.register.listing_rows import ListingRows, Row, SayWhen, listing_rows
from asset_map.register.people import counted_gifts
from asset_map.register.rows import asset_text
from asset_map.register.schema import LISTINGS, placements, public_bodies, public_skills
from asset_map.register.word_index import index_words, unindex_words

__all__ = ["Entry", "refresh_skills", "refresh_wards", "write_listings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One asset as it now stands, its number, and the wards of its places by location id."""

    number: int
    asset: Asset
    placements: Mapping[str, Placement]
    is_new: bool


def write_listings(
    connection: sa.Connection, entries: Sequence[Entry], *, say_when: SayWhen
) -> None:
    """Put what each audience may see of the assets in the place of what it saw before."""
    _forget(connection, [entry.number for entry in entries if not entry.is_new])
    written: dict[Audience, list[ListingRows]] = {audience: [] for audience in LISTINGS}
    bodies = []
    for entry in entries:
        views: list[tuple[Asset, ListingRows]] = []
        for audience, rows in written.items():
            seen = as_seen_by(entry.asset, audience)
            if seen is None:
                continue
            # Audiences that see the same are told the same.
            same = next((made for view, made in views if view == seen), None)
            made = same or listing_rows(entry.number, seen, entry.placements, say_when=say_when)
            views.append((seen, made))
            rows.append(made)
            if audience is Audience.PUBLIC:
                bodies.append({"number": entry.number, "body": asset_text(seen)})
    for audience, rows in written.items():
        tables = LISTINGS[audience]
        _insert(connection, tables.assets, [one.asset for one in rows])
        _insert(connection, tables.places, [place for one in rows for place in one.places])
        _insert(connection, tables.words, [one.words for one in rows])
        index_words(connection, audience, [one.words["number"] for one in rows])
    _insert(connection, public_bodies, bodies)


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _forget(connection: sa.Connection, numbers: Sequence[int]) -> None:
    for part in chunks(numbers):
        connection.execute(public_bodies.delete().where(public_bodies.c.number.in_(part)))
        for audience, (listed, places, words) in LISTINGS.items():
            unindex_words(connection, audience, part)
            for table in (words, places, listed):
                connection.execute(table.delete().where(table.c.number.in_(part)))


def refresh_wards(connection: sa.Connection, set_id: str) -> None:
    """Take the wards of every listed place from a boundary set; withheld ones have none."""
    for tables in LISTINGS.values():
        place = tables.places
        code = (
            sa.select(placements.c.code)
            .where(
                placements.c.set_id == set_id,
                placements.c.number == place.c.number,
                placements.c.location_id == place.c.location_id,
            )
            .scalar_subquery()
        )
        connection.execute(place.update().where(~place.c.is_withheld).values(ward_code=code))
    refresh_skills(connection)


def refresh_skills(connection: sa.Connection) -> None:
    """Count people's skills by ward and first tag, as far as the public may know them."""
    listed, place, _ = LISTINGS[Audience.OFFICER]
    rows = connection.execute(
        sa.select(place.c.ward_code, listed.c.tags)
        .join(place, (place.c.number == listed.c.number) & (place.c.ordinal == 0))
        .where(
            listed.c.kind == AssetKind.SKILL.value,
            listed.c.record_state == RecordState.APPROVED.value,
            listed.c.operating_status == OperatingStatus.ACTIVE.value,
            listed.c.is_public,
            place.c.ward_code.is_not(None),
        )
    )
    people = Counter((ward, (*json.loads(tags), "")[0]) for ward, tags in rows)
    people.update(counted_gifts(connection))
    connection.execute(public_skills.delete())
    if people:
        connection.execute(
            public_skills.insert(),
            [{"ward_code": w, "tag": t, "people": n} for (w, t), n in sorted(people.items())],
        )
