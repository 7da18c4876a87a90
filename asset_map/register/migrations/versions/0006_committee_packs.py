"""
The packs that area committees are given, and a council's own template for them.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "committee_packs",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("committee_id", KEY, sa.ForeignKey("committees.id"), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("released_at", INSTANT),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index(
        "ix_committee_packs_committee_id_meeting_issue",
        "committee_packs",
        ["committee_id", "meeting", "issue"],
        unique=True,
    )
    op.create_table(
        "pack_templates",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("put_in_at", INSTANT, nullable=False),
        sa.Column("put_in_by", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
