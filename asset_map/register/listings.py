"""Writing down what each audience may see, in the transaction of every save."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from asset_map.model.area import Placement
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import as_seen_by
from asset_map.register.listing_rows import SayWhen, listing_rows
from asset_map.register.schema import LISTINGS, placements, public_skills

__all__ = ["Entry", "chunks", "refresh_skills", "refresh_wards", "write_listings"]

T = TypeVar("T")

# Fewer than the parameters that one statement may carry on either database.
CHUNK = 1000


def chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a long list into parts that fit one statement."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


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
    standing = [entry.number for entry in entries if not entry.is_new]
    for audience, tables in LISTINGS.items():
        for part in chunks(standing):
            for table in (tables.words, tables.places, tables.assets):
                key = table.c.rowid if table is tables.words else table.c.number
                connection.execute(table.delete().where(key.in_(part)))
        written = [
            listing_rows(entry.number, seen, entry.placements, audience=audience, say_when=say_when)
            for entry in entries
            if (seen := as_seen_by(entry.asset, audience)) is not None
        ]
        if not written:
            continue
        connection.execute(tables.assets.insert(), [rows.asset for rows in written])
        connection.execute(tables.words.insert(), [rows.words for rows in written])
        if place_rows := [row for rows in written for row in rows.places]:
            connection.execute(tables.places.insert(), place_rows)


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
    connection.execute(public_skills.delete())
    if people:
        connection.execute(
            public_skills.insert(),
            [{"ward_code": w, "tag": t, "people": n} for (w, t), n in sorted(people.items())],
        )
