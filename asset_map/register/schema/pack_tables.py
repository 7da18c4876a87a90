"""The packs that area committees are given, each whole, and a council's own template."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary

from asset_map.register.schema.columns import Key, instant, key, metadata, text

__all__ = ["committee_packs", "pack_templates"]

committee_packs = sa.Table(
    "committee_packs",
    metadata,
    Column("id", Key, primary_key=True),
    key("committee_id", ForeignKey("committees.id")),
    Column("meeting", Date, nullable=False),
    Column("issue", Integer, nullable=False),
    key("state"),
    instant("made_at"),
    instant("released_at", nullable=True),
    text("sha256"),
    text("body"),
    Index(None, "committee_id", "meeting", "issue", unique=True),
)

# The one put in last is used; the earlier ones say with what a pack was once written.
pack_templates = sa.Table(
    "pack_templates",
    metadata,
    Column("id", Key, primary_key=True),
    text("file_name"),
    instant("put_in_at"),
    text("put_in_by"),
    text("sha256"),
    Column("content", LargeBinary, nullable=False),
)
