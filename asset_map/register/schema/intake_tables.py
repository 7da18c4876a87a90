"""What came in and waits: imports and submissions; and acknowledged requests."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = ["idempotency", "import_batches", "marks", "source_rows", "submissions"]

import_batches = sa.Table(
    "import_batches",
    metadata,
    Column("id", Key, primary_key=True),
    text("source"),
    text("file_name"),
    text("sha256"),
    instant("made_at"),
    text("made_by"),
    number("rows_in"),
    number("rows_placed"),
    number("rows_not_placed"),
    number("rows_refused"),
    number("rows_unchanged"),
    number("rows_changed"),
    flag("is_public_confirmed"),
)

submissions = sa.Table(
    "submissions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("reference", Key, nullable=False, unique=True),
    key("state"),
    instant("made_at"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    key("batch_id", ForeignKey("import_batches.id"), nullable=True),
    Column("row", Integer),
    number("version"),
    text("body"),
    Column("is_unlikely", Boolean, server_default=sa.false(), nullable=False),
    Index(None, "state", "made_at"),
    Index(None, "batch_id", "state"),
    Index(None, "asset_id"),
    Index(None, "is_unlikely", "made_at"),
)

# Which row of which source became what: importing it again finds it here.
source_rows = sa.Table(
    "source_rows",
    metadata,
    Column("source", Key, primary_key=True),
    Column("row_key", Key, primary_key=True),
    text("fingerprint"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    key("submission_id", ForeignKey("submissions.id"), nullable=True),
    key("batch_id", ForeignKey("import_batches.id"), nullable=True),
)

marks = sa.Table("marks", metadata, Column("key", Key, primary_key=True), text("value"))

idempotency = sa.Table(
    "idempotency",
    metadata,
    Column("key", Key, primary_key=True),
    text("result"),
    instant("at"),
)
