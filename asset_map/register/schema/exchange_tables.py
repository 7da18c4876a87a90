"""What is said between senders and officers: steps of a proposal, private links, messages."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, instant, key, metadata, text

__all__ = ["messages", "private_links", "review_events"]

# Only ever added to: the database itself refuses anything else.
review_events = sa.Table(
    "review_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("submission_id", ForeignKey("submissions.id")),
    instant("at"),
    text("actor_name"),
    key("actor_role"),
    key("action"),
    key("from_state", nullable=True),
    key("to_state"),
    text("text"),
    Index(None, "submission_id", "seq"),
)

# What is kept of a link is the hash of its token.
private_links = sa.Table(
    "private_links",
    metadata,
    Column("token_hash", Key, primary_key=True),
    key("purpose"),
    key("submission_id", ForeignKey("submissions.id"), nullable=True),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    key("subject_id", nullable=True),
    instant("made_at"),
    instant("until", nullable=True),
    instant("ended_at", nullable=True),
    Index(None, "submission_id"),
    Index(None, "asset_id"),
    Index(None, "subject_id"),
)

messages = sa.Table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    key("kind"),
    text("subject"),
    text("body"),
    instant("made_at"),
    text("to_email"),
    key("submission_id", ForeignKey("submissions.id"), nullable=True),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    instant("sent_at", nullable=True),
    text("fault"),
    Index(None, "sent_at", "made_at"),
    Index(None, "submission_id"),
)
