"""What each audience may know, ready to be read: the only tables of public readers."""

from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer

from asset_map.model.role import Audience
from asset_map.register.schema.columns import Key, flag, key, metadata, number, text

__all__ = ["LISTINGS", "ListingTables", "public_bodies", "public_skills"]


class ListingTables(NamedTuple):
    """What one audience may know: its assets, their places, the words to find them by."""

    assets: sa.Table
    places: sa.Table
    words: sa.Table


_ACCESS = (
    "has_kitchen",
    "is_step_free",
    "has_hearing_loop",
    "has_parking",
    "has_accessible_toilet",
)


def _assets(audience: Audience) -> sa.Table:
    return sa.Table(
        f"{audience}_assets",
        metadata,
        Column("number", Integer, ForeignKey("assets.number"), primary_key=True),
        Column("asset_id", Key, nullable=False, unique=True),
        key("kind"),
        text("name"),
        key("sort_name"),
        text("summary"),
        text("tags"),
        text("languages"),
        # Each word between bars ("|polish|urdu|"), so that LIKE finds it whole.
        key("language_words"),
        key("functions"),
        Column("min_age", Integer),
        Column("max_age", Integer),
        Column("seats", Integer),
        *(Column(name, Boolean) for name in _ACCESS),
        key("anchor_status"),
        key("operating_status"),
        key("record_state"),
        flag("is_public"),
        Column("verified_on", Date),
        text("verified_role"),
        Index(None, "kind"),
    )


def _places(audience: Audience) -> sa.Table:
    return sa.Table(
        f"{audience}_places",
        metadata,
        Column("number", Integer, ForeignKey(f"{audience}_assets.number"), primary_key=True),
        # 0 is the place that a list shows.
        Column("ordinal", Integer, primary_key=True),
        key("location_id"),
        flag("is_withheld"),
        text("place_name"),
        text("postcode"),
        key("ward_code", nullable=True),
        Column("lon", Float),
        Column("lat", Float),
        # Bit 0 is Monday; between two days for the stops of mobile services.
        number("days"),
        Column("from_day", Date),
        Column("to_day", Date),
        text("when"),
        Index(None, "ward_code"),
        Index(None, "lat", "lon"),
    )


def _words(audience: Audience) -> sa.Table:
    """
    Return the table of folded words, each text with a space before and behind.

    Whatever is written to it is indexed by the database itself: by FTS5 on SQLite,
    as a ``tsvector`` on PostgreSQL (see the first migration).
    """
    return sa.Table(
        f"{audience}_words",
        metadata,
        Column("number", Integer, ForeignKey(f"{audience}_assets.number"), primary_key=True),
        *(text(name) for name in ("name", "also", "tags", "does", "place")),
    )


LISTINGS: Final = {
    audience: ListingTables(_assets(audience), _places(audience), _words(audience))
    for audience in Audience
}

# Each asset whole, as the public may see it, in JSON.
public_bodies = sa.Table(
    "public_bodies",
    metadata,
    Column("number", Integer, ForeignKey("public_assets.number"), primary_key=True),
    text("body"),
)

# People's skills, as public readers know them: how many, never who.
public_skills = sa.Table(
    "public_skills",
    metadata,
    Column("ward_code", Key, primary_key=True),
    Column("tag", Key, primary_key=True),
    number("people"),
)
