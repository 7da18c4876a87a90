"""What was changed of the register itself, and the chain of hashes that seals the history."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer

from asset_map.register.schema.columns import Key, instant, key, metadata, number, text

__all__ = ["register_events", "sealed_rows", "seals"]

# Only ever added to: the database itself refuses anything else.
register_events = sa.Table(
    "register_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    instant("at"),
    text("actor_name"),
    key("did"),
    text("said"),
)

# Each seal covers what was added since the one before, and holds that one's hash.
seals = sa.Table(
    "seals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    key("day"),
    instant("made_at"),
    Column("up_to", sa.JSON, nullable=False),
    text("sha256"),
)

# The words of a row, which may be erased one day, are sealed by a salted hash of their own.
sealed_rows = sa.Table(
    "sealed_rows",
    metadata,
    Column("table_name", Key, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    number("seal_number"),
    text("salt"),
    text("sha256"),
    instant("erased_at", nullable=True),
    key("erased_sha256", nullable=True),
    Index(None, "seal_number"),
)
