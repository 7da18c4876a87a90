"""
Unlikely posts, and how often somebody sends.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "door_counts",
        sa.Column("slot", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("name", KEY, primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.add_column(
        "submissions",
        sa.Column("is_unlikely", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index("ix_submissions_is_unlikely_made_at", "submissions", ["is_unlikely", "made_at"])
