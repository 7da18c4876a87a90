"""
What is said between senders and officers: steps, private links, messages.

Revision ID: 0003
"""

from typing import TypeVar

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

T = TypeVar("T")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)
APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER review_events_refuse_update BEFORE UPDATE ON review_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER review_events_refuse_delete BEFORE DELETE ON review_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER review_events_refuse_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON review_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    _review_events()
    _private_links()
    _messages()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _all(of: sa.types.TypeEngine[T], *names: str) -> list[sa.Column[T]]:
    return [sa.Column(name, of, nullable=False) for name in names]


def _submission(*, nullable: bool = True) -> sa.Column[str]:
    return sa.Column("submission_id", KEY, sa.ForeignKey("submissions.id"), nullable=nullable)


def _asset() -> sa.Column[str]:
    return sa.Column("asset_id", KEY, sa.ForeignKey("assets.id"))


def _review_events() -> None:
    op.create_table(
        "review_events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _submission(nullable=False),
        *_all(INSTANT, "at"),
        *_all(sa.Text(), "actor_name"),
        *_all(KEY, "actor_role", "action"),
        sa.Column("from_state", KEY),
        *_all(KEY, "to_state"),
        *_all(sa.Text(), "text"),
    )
    op.create_index("ix_review_events_submission_id_seq", "review_events", ["submission_id", "seq"])


def _private_links() -> None:
    op.create_table(
        "private_links",
        sa.Column("token_hash", KEY, primary_key=True),
        *_all(KEY, "purpose"),
        _submission(),
        _asset(),
        *_all(INSTANT, "made_at"),
        sa.Column("until", INSTANT),
        sa.Column("ended_at", INSTANT),
    )
    op.create_index("ix_private_links_submission_id", "private_links", ["submission_id"])
    op.create_index("ix_private_links_asset_id", "private_links", ["asset_id"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("key", KEY, nullable=False, unique=True),
        *_all(KEY, "kind"),
        *_all(sa.Text(), "subject", "body"),
        *_all(INSTANT, "made_at"),
        *_all(sa.Text(), "to_email"),
        _submission(),
        _asset(),
        sa.Column("sent_at", INSTANT),
        *_all(sa.Text(), "fault"),
    )
    op.create_index("ix_messages_sent_at_made_at", "messages", ["sent_at", "made_at"])
    op.create_index("ix_messages_submission_id", "messages", ["submission_id"])
