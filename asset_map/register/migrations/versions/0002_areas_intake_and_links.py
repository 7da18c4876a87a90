"""
Areas and committees, what came in and waits, and how assets are linked.

Revision ID: 0002
"""

from typing import TypeVar

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

T = TypeVar("T")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _areas()
    _committees()
    _intake()
    _links()


def _all(of: sa.types.TypeEngine[T], *names: str) -> list[sa.Column[T]]:
    return [sa.Column(name, of, nullable=False) for name in names]


def _areas() -> None:
    op.create_table(
        "boundary_sets",
        sa.Column("id", KEY, primary_key=True),
        *_all(sa.Text(), "name"),
        *_all(KEY, "kind"),
        *_all(sa.Date(), "valid_from"),
        sa.Column("valid_to", sa.Date()),
        *_all(sa.Text(), "source", "licence", "attribution", "file_name", "sha256"),
    )
    op.create_table(
        "areas",
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), primary_key=True),
        sa.Column("code", KEY, primary_key=True),
        *_all(sa.Text(), "name", "district_code", "district_name"),
        *_all(sa.JSON(), "predecessor_codes"),
        *_all(sa.LargeBinary(), "assign_wkb", "draw_wkb"),
    )
    op.create_table(
        "sets_in_use",
        sa.Column("kind", KEY, primary_key=True),
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), nullable=False),
        *_all(sa.Text(), "by"),
        *_all(INSTANT, "at"),
    )
    op.create_table(
        "placements",
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("location_id", KEY, primary_key=True),
        sa.Column("code", KEY),
        *_all(sa.Boolean(), "is_edge"),
        *_all(sa.JSON(), "could_be"),
        sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
        sa.ForeignKeyConstraint(
            ["number", "location_id"], ["places.number", "places.location_id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_placements_number", "placements", ["number"])
    op.create_table(
        "demand_points",
        sa.Column("code", KEY, primary_key=True),
        *_all(sa.Float(), "easting", "northing"),
        *_all(sa.Integer(), "people"),
        sa.Column("deprivation_score", sa.Float()),
        sa.Column("is_rural", sa.Boolean()),
    )
    op.create_table(
        "demand_placements",
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), primary_key=True),
        sa.Column(
            "point_code",
            KEY,
            sa.ForeignKey("demand_points.code", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("code", KEY),
        *_all(sa.Boolean(), "is_edge"),
        *_all(sa.JSON(), "could_be"),
        sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    )


def _committees() -> None:
    op.create_table(
        "committees",
        sa.Column("id", KEY, primary_key=True),
        *_all(sa.Text(), "name", "council", "basis"),
        *_all(sa.JSON(), "meetings"),
    )
    op.create_table(
        "committee_members",
        sa.Column("committee_id", KEY, sa.ForeignKey("committees.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer(), primary_key=True),
        *_all(KEY, "code"),
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), nullable=False),
        sa.Column("from_day", sa.Date()),
        sa.Column("to_day", sa.Date()),
    )


def _intake() -> None:
    op.create_table(
        "import_batches",
        sa.Column("id", KEY, primary_key=True),
        *_all(sa.Text(), "source", "file_name", "sha256"),
        *_all(INSTANT, "made_at"),
        *_all(sa.Text(), "made_by"),
        *_all(
            sa.Integer(),
            "rows_in",
            "rows_placed",
            "rows_not_placed",
            "rows_refused",
            "rows_unchanged",
            "rows_changed",
        ),
        *_all(sa.Boolean(), "is_public_confirmed"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("reference", KEY, nullable=False, unique=True),
        *_all(KEY, "state"),
        *_all(INSTANT, "made_at"),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("batch_id", KEY, sa.ForeignKey("import_batches.id")),
        sa.Column("row", sa.Integer()),
        *_all(sa.Integer(), "version"),
        *_all(sa.Text(), "body"),
    )
    op.create_index("ix_submissions_asset_id", "submissions", ["asset_id"])
    op.create_index("ix_submissions_batch_id_state", "submissions", ["batch_id", "state"])
    op.create_index("ix_submissions_state_made_at", "submissions", ["state", "made_at"])
    op.create_table(
        "source_rows",
        sa.Column("source", KEY, primary_key=True),
        sa.Column("row_key", KEY, primary_key=True),
        *_all(sa.Text(), "fingerprint"),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("submission_id", KEY, sa.ForeignKey("submissions.id")),
        sa.Column("batch_id", KEY, sa.ForeignKey("import_batches.id")),
    )
    op.create_table(
        "marks",
        sa.Column("key", KEY, primary_key=True),
        *_all(sa.Text(), "value"),
    )
    op.create_table(
        "idempotency",
        sa.Column("key", KEY, primary_key=True),
        *_all(sa.Text(), "result"),
        *_all(INSTANT, "at"),
    )


def _links() -> None:
    op.create_table(
        "connections",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("from_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        sa.Column("to_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        *_all(KEY, "kind", "state"),
        sa.Column("since", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("amount_gbp", sa.Integer()),
        *_all(sa.Text(), "note"),
        *_all(sa.Boolean(), "both_agreed"),
        *_all(sa.Text(), "source"),
    )
    op.create_index("ix_connections_to_id", "connections", ["to_id"])
    is_live = sa.text("state <> 'ended'")
    op.create_index(
        "uq_connections_live",
        "connections",
        ["from_id", "to_id", "kind"],
        unique=True,
        sqlite_where=is_live,
        postgresql_where=is_live,
    )
    op.create_table(
        "offers",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        *_all(KEY, "side"),
        *_all(sa.Text(), "text"),
        *_all(sa.JSON(), "tags"),
        *_all(KEY, "terms"),
        *_all(sa.Text(), "availability", "area"),
        *_all(sa.Integer(), "capacity"),
        sa.Column("valid_until", sa.Date()),
        *_all(KEY, "state", "audience"),
        sa.Column("urgency", KEY),
        *_all(sa.Boolean(), "is_online_ok"),
    )
    op.create_index("ix_offers_asset_id", "offers", ["asset_id"])
    op.create_table(
        "merges",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kept_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        sa.Column("merged_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        *_all(sa.Integer(), "kept_version", "merged_version"),
        *_all(INSTANT, "at"),
        *_all(sa.Text(), "by"),
        *_all(sa.JSON(), "moved_links"),
        sa.Column("undone_at", INSTANT),
        *_all(sa.Text(), "undone_by"),
    )
    op.create_index("ix_merges_kept_id", "merges", ["kept_id"])
    op.create_index("ix_merges_merged_id", "merges", ["merged_id"])
    op.create_table(
        "not_same",
        sa.Column("first_id", KEY, sa.ForeignKey("assets.id"), primary_key=True),
        sa.Column("second_id", KEY, sa.ForeignKey("assets.id"), primary_key=True),
    )
