"""Dated sets of areas, committees, and where the people live."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = [
    "areas",
    "boundary_sets",
    "committee_members",
    "committees",
    "demand_placements",
    "demand_points",
    "placements",
    "sets_in_use",
]

boundary_sets = sa.Table(
    "boundary_sets",
    metadata,
    Column("id", Key, primary_key=True),
    text("name"),
    key("kind"),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    text("source"),
    text("licence"),
    text("attribution"),
    text("file_name"),
    text("sha256"),
)

areas = sa.Table(
    "areas",
    metadata,
    Column("set_id", Key, ForeignKey("boundary_sets.id"), primary_key=True),
    Column("code", Key, primary_key=True),
    text("name"),
    text("district_code"),
    text("district_name"),
    Column("predecessor_codes", sa.JSON, nullable=False),
    Column("assign_wkb", LargeBinary, nullable=False),
    Column("draw_wkb", LargeBinary, nullable=False),
)

sets_in_use = sa.Table(
    "sets_in_use",
    metadata,
    Column("kind", Key, primary_key=True),
    key("set_id", ForeignKey("boundary_sets.id")),
    text("by"),
    instant("at"),
)

# The area that each place lies in, for each set it was worked out for.
placements = sa.Table(
    "placements",
    metadata,
    Column("set_id", Key, ForeignKey("boundary_sets.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("location_id", Key, primary_key=True),
    key("code", nullable=True),
    flag("is_edge"),
    Column("could_be", sa.JSON, nullable=False),
    sa.ForeignKeyConstraint(
        ["number", "location_id"], ["places.number", "places.location_id"], ondelete="CASCADE"
    ),
    sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    Index(None, "number"),
)

demand_points = sa.Table(
    "demand_points",
    metadata,
    Column("code", Key, primary_key=True),
    Column("easting", Float, nullable=False),
    Column("northing", Float, nullable=False),
    number("people"),
    Column("deprivation_score", Float),
    Column("is_rural", Boolean),
)

demand_placements = sa.Table(
    "demand_placements",
    metadata,
    Column("set_id", Key, ForeignKey("boundary_sets.id"), primary_key=True),
    Column(
        "point_code", Key, ForeignKey("demand_points.code", ondelete="CASCADE"), primary_key=True
    ),
    key("code", nullable=True),
    flag("is_edge"),
    Column("could_be", sa.JSON, nullable=False),
    sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
)

committees = sa.Table(
    "committees",
    metadata,
    Column("id", Key, primary_key=True),
    text("name"),
    text("council"),
    text("basis"),
    Column("meetings", sa.JSON, nullable=False),
)

committee_members = sa.Table(
    "committee_members",
    metadata,
    Column("committee_id", Key, ForeignKey("committees.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    key("code"),
    key("set_id", ForeignKey("boundary_sets.id")),
    Column("from_day", Date),
    Column("to_day", Date),
    Column("officer", sa.Text, nullable=False, server_default=""),
)
