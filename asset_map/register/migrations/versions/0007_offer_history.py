"""
What was said of each offer and need before.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)
# The one change there may be is that the words of a step are erased, once and for good.
GUARDS = {
    "sqlite": (
        """
        CREATE TRIGGER offer_events_refuse_update BEFORE UPDATE ON offer_events
        WHEN NOT (
            OLD.emptied_at IS NULL AND NEW.emptied_at IS NOT NULL
            AND NEW.before IS NULL AND NEW.after IS NULL
            AND NEW.seq = OLD.seq AND NEW.offer_id = OLD.offer_id AND NEW.version = OLD.version
            AND NEW.at = OLD.at AND NEW.actor_name = OLD.actor_name
            AND NEW.actor_role = OLD.actor_role AND NEW.action = OLD.action
        )
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER offer_events_refuse_delete BEFORE DELETE ON offer_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER offer_events_refuse_update BEFORE UPDATE ON offer_events
        FOR EACH ROW WHEN (NOT (
            OLD.emptied_at IS NULL AND NEW.emptied_at IS NOT NULL
            AND NEW.before IS NULL AND NEW.after IS NULL
            AND NEW.seq = OLD.seq AND NEW.offer_id = OLD.offer_id AND NEW.version = OLD.version
            AND NEW.at = OLD.at AND NEW.actor_name = OLD.actor_name
            AND NEW.actor_role = OLD.actor_role AND NEW.action = OLD.action
        ))
        EXECUTE FUNCTION refuse_history_change()
        """,
        """
        CREATE TRIGGER offer_events_refuse_delete
        BEFORE DELETE OR TRUNCATE ON offer_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    op.add_column("offers", sa.Column("source", KEY, nullable=True))
    op.add_column("offers", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "offer_events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("offer_id", KEY, sa.ForeignKey("offers.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", KEY, nullable=False),
        sa.Column("action", KEY, nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("emptied_at", INSTANT),
    )
    op.create_index("ix_offer_events_offer_id_seq", "offer_events", ["offer_id", "seq"])
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
