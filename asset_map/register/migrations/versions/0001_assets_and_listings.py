"""
The assets, their history, and what each audience may know of them.

Revision ID: 0001
"""

from typing import TypeVar

import sqlalchemy as sa
from alembic import op

from asset_map.register.migrations.sql_0001 import HISTORY, SEARCH

revision = "0001"
down_revision = None

T = TypeVar("T")
AUDIENCES = ("public", "partner", "officer")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _assets()
    for audience in AUDIENCES:
        _listings(audience)
    _public()
    dialect = op.get_bind().dialect.name
    for statement in SEARCH[dialect]:
        for audience in AUDIENCES:
            op.execute(statement.format(audience=audience))
    for statement in HISTORY[dialect]:
        op.execute(statement)
    op.execute("INSERT INTO changes (count) VALUES (0)")


def _all(of: sa.types.TypeEngine[T], *names: str) -> list[sa.Column[T]]:
    return [sa.Column(name, of, nullable=False) for name in names]


def _assets() -> None:
    op.create_table(
        "changes",
        *_all(sa.Integer(), "count"),
    )
    op.create_table(
        "assets",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False, unique=True),
        *_all(sa.Integer(), "version"),
        *_all(KEY, "source"),
        *_all(sa.Text(), "body"),
    )
    op.create_index("ix_assets_source", "assets", ["source"])
    op.create_table(
        "revisions",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("number", sa.Integer(), sa.ForeignKey("assets.number"), nullable=False),
        *_all(sa.Integer(), "version"),
        *_all(INSTANT, "at"),
        *_all(sa.Text(), "actor_name", "actor_role", "action", "reason"),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
    )
    op.create_index("ix_revisions_number_version", "revisions", ["number", "version"])
    op.create_table(
        "places",
        sa.Column("number", sa.Integer(), sa.ForeignKey("assets.number"), primary_key=True),
        sa.Column("location_id", KEY, primary_key=True),
        *_all(sa.Float(), "easting", "northing"),
        sa.Column("accuracy_m", sa.Float()),
    )


def _listings(audience: str) -> None:
    op.create_table(
        f"{audience}_assets",
        sa.Column("number", sa.Integer(), sa.ForeignKey("assets.number"), primary_key=True),
        sa.Column("asset_id", KEY, nullable=False, unique=True),
        *_all(KEY, "kind"),
        *_all(sa.Text(), "name"),
        *_all(KEY, "sort_name"),
        *_all(sa.Text(), "summary", "tags", "languages"),
        *_all(KEY, "language_words", "functions"),
        sa.Column("min_age", sa.Integer()),
        sa.Column("max_age", sa.Integer()),
        sa.Column("seats", sa.Integer()),
        sa.Column("has_kitchen", sa.Boolean()),
        sa.Column("is_step_free", sa.Boolean()),
        sa.Column("has_hearing_loop", sa.Boolean()),
        sa.Column("has_parking", sa.Boolean()),
        sa.Column("has_accessible_toilet", sa.Boolean()),
        *_all(KEY, "anchor_status", "operating_status", "record_state"),
        *_all(sa.Boolean(), "is_public"),
        sa.Column("verified_on", sa.Date()),
        *_all(sa.Text(), "verified_role"),
    )
    op.create_index(f"ix_{audience}_assets_kind", f"{audience}_assets", ["kind"])
    op.create_table(
        f"{audience}_places",
        sa.Column(
            "number", sa.Integer(), sa.ForeignKey(f"{audience}_assets.number"), primary_key=True
        ),
        sa.Column("ordinal", sa.Integer(), primary_key=True),
        *_all(KEY, "location_id"),
        *_all(sa.Boolean(), "is_withheld"),
        *_all(sa.Text(), "place_name", "postcode"),
        sa.Column("ward_code", KEY),
        sa.Column("lon", sa.Float()),
        sa.Column("lat", sa.Float()),
        *_all(sa.Integer(), "days"),
        sa.Column("from_day", sa.Date()),
        sa.Column("to_day", sa.Date()),
        *_all(sa.Text(), "when"),
    )
    op.create_index(f"ix_{audience}_places_lat_lon", f"{audience}_places", ["lat", "lon"])
    op.create_index(f"ix_{audience}_places_ward_code", f"{audience}_places", ["ward_code"])
    op.create_table(
        f"{audience}_words",
        sa.Column(
            "number", sa.Integer(), sa.ForeignKey(f"{audience}_assets.number"), primary_key=True
        ),
        *_all(sa.Text(), "name", "also", "tags", "does", "place"),
    )


def _public() -> None:
    op.create_table(
        "public_bodies",
        sa.Column("number", sa.Integer(), sa.ForeignKey("public_assets.number"), primary_key=True),
        *_all(sa.Text(), "body"),
    )
    op.create_table(
        "public_skills",
        sa.Column("ward_code", KEY, primary_key=True),
        sa.Column("tag", KEY, primary_key=True),
        *_all(sa.Integer(), "people"),
    )
