"""
What was changed of the register itself, and by whom: only ever added to.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER register_events_refuse_update BEFORE UPDATE ON register_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER register_events_refuse_delete BEFORE DELETE ON register_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER register_events_refuse_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON register_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    op.create_table(
        "register_events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("did", KEY, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
