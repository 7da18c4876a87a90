"""How well each ward is mapped, what was looked for in vain, and frozen runs of figures."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, text

__all__ = ["gap_runs", "looked_for", "ward_mappings"]

# Of what is not a proposal the one written last stands; the earlier ones say who thought so before.
ward_mappings = sa.Table(
    "ward_mappings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("set_id", ForeignKey("boundary_sets.id")),
    key("code"),
    key("status"),
    text("by"),
    Column("on", Date, nullable=False),
    text("note"),
    flag("is_proposed"),
    sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    Index(None, "set_id", "code", "seq"),
)

looked_for = sa.Table(
    "looked_for",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("set_id", ForeignKey("boundary_sets.id")),
    key("code"),
    key("function"),
    text("by"),
    Column("on", Date, nullable=False),
    text("note"),
    flag("is_found"),
    sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    Index(None, "set_id", "code", "function", "seq"),
)

gap_runs = sa.Table(
    "gap_runs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False, unique=True),
    instant("made_at"),
    text("made_by"),
    text("sha256"),
    text("body"),
)
