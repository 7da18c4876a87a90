"""
A name for each register, and the chain of hashes that seals its history.

Revision ID: 0009
"""

from uuid import NAMESPACE_OID, uuid4, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("up_to", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
    )
    op.create_table(
        "sealed_rows",
        sa.Column("table_name", KEY, primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seal_number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("erased_at", INSTANT),
        sa.Column("erased_sha256", KEY),
    )
    op.create_index("ix_sealed_rows_seal_number", "sealed_rows", ["seal_number"])
    # A backup is put back into the register that it was made of, and into no other unasked. Its
    # copies from before it had a name are given the same one, by the first step of its history.
    revisions = sa.table("revisions", sa.column("id"), sa.column("seq"))
    first = op.get_bind().scalar(sa.select(revisions.c.id).order_by(revisions.c.seq).limit(1))
    name = uuid5(NAMESPACE_OID, first) if first else uuid4()
    marks = sa.table("marks", sa.column("key"), sa.column("value"))
    op.execute(marks.insert().values(key="register", value=str(name)))
