"""The assets themselves, their history, and where they are."""

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Text

from asset_map.register.schema.columns import Key, instant, key, metadata, number, text

__all__ = ["assets", "changes", "places", "revisions"]

# One row, one number: it moves with every change of assets or areas.
changes = sa.Table("changes", metadata, number("count"))

assets = sa.Table(
    "assets",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False, unique=True),
    number("version"),
    key("source"),
    text("body"),
    Index(None, "source"),
)

# Only ever added to: a trigger refuses the rest.
revisions = sa.Table(
    "revisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False, unique=True),
    Column("number", Integer, ForeignKey("assets.number"), nullable=False),
    number("version"),
    instant("at"),
    text("actor_name"),
    text("actor_role"),
    text("action"),
    text("reason"),
    Column("before", Text),
    Column("after", Text),
    Index(None, "number", "version"),
)

# Where each place is, on the British National Grid: the truth that wards are derived from.
places = sa.Table(
    "places",
    metadata,
    Column("number", Integer, ForeignKey("assets.number"), primary_key=True),
    Column("location_id", Key, primary_key=True),
    Column("easting", Float, nullable=False),
    Column("northing", Float, nullable=False),
    Column("accuracy_m", Float),
)
