"""How assets are linked: connections, offers and needs, and records found to be one."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = ["connections", "merges", "not_same", "offers"]

_IS_LIVE = sa.text("state <> 'ended'")
connections = sa.Table(
    "connections",
    metadata,
    Column("id", Key, primary_key=True),
    key("from_id", ForeignKey("assets.id")),
    key("to_id", ForeignKey("assets.id")),
    key("kind"),
    key("state"),
    Column("since", Date),
    Column("ended_on", Date),
    Column("amount_gbp", Integer),
    text("note"),
    flag("both_agreed"),
    text("source"),
    Index(
        "uq_connections_live",
        "from_id",
        "to_id",
        "kind",
        unique=True,
        sqlite_where=_IS_LIVE,
        postgresql_where=_IS_LIVE,
    ),
    Index(None, "to_id"),
)

offers = sa.Table(
    "offers",
    metadata,
    Column("id", Key, primary_key=True),
    key("asset_id", ForeignKey("assets.id")),
    key("side"),
    text("text"),
    Column("tags", sa.JSON, nullable=False),
    key("terms"),
    text("availability"),
    text("area"),
    number("capacity"),
    Column("valid_until", Date),
    key("state"),
    key("audience"),
    key("urgency", nullable=True),
    flag("is_online_ok"),
    Index(None, "asset_id"),
)

merges = sa.Table(
    "merges",
    metadata,
    Column("id", Key, primary_key=True),
    key("kept_id", ForeignKey("assets.id")),
    key("merged_id", ForeignKey("assets.id")),
    number("kept_version"),
    number("merged_version"),
    instant("at"),
    text("by"),
    Column("moved_links", sa.JSON, nullable=False),
    instant("undone_at", nullable=True),
    text("undone_by"),
    Index(None, "kept_id"),
    Index(None, "merged_id"),
)
# Pairs that somebody looked at and found to be two; the lower id first.
not_same = sa.Table(
    "not_same",
    metadata,
    Column("first_id", Key, ForeignKey("assets.id"), primary_key=True),
    Column("second_id", Key, ForeignKey("assets.id"), primary_key=True),
)
