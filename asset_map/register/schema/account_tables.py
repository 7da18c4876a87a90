"""Accounts, what they prove themselves by, and how often somebody tried."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, instant, key, metadata, number, text

__all__ = [
    "account_events",
    "account_secrets",
    "account_sessions",
    "accounts",
    "invitations",
    "recovery_codes",
    "sign_in_attempts",
]

accounts = sa.Table(
    "accounts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", sa.Text, nullable=False),
    Column("email", Key, nullable=False, unique=True),
    key("role"),
    key("state"),
    Column("area_codes", sa.JSON, nullable=False),
    Column("committee_ids", sa.JSON, nullable=False),
    key("oidc_subject"),
    instant("made_at"),
    number("version"),
    Index(None, "oidc_subject"),
)

account_secrets = sa.Table(
    "account_secrets",
    metadata,
    Column("account_id", Key, ForeignKey("accounts.id"), primary_key=True),
    text("password_hash"),
    text("sealed_code_secret"),
    number("code_step"),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    Column("account_id", Key, ForeignKey("accounts.id"), primary_key=True),
    Column("code_hash", Key, primary_key=True),
    instant("used_at", nullable=True),
)

account_sessions = sa.Table(
    "account_sessions",
    metadata,
    Column("token_hash", Key, primary_key=True),
    key("account_id", ForeignKey("accounts.id"), nullable=True),
    instant("made_at"),
    instant("used_at"),
    instant("until"),
    text("device"),
    instant("ended_at", nullable=True),
    Index(None, "account_id"),
)

invitations = sa.Table(
    "invitations",
    metadata,
    Column("token_hash", Key, primary_key=True),
    key("account_id", ForeignKey("accounts.id")),
    instant("made_at"),
    instant("until"),
    instant("used_at", nullable=True),
    Index(None, "account_id"),
)

# Who tried is kept as a hash whose salt is thrown away each day.
sign_in_attempts = sa.Table(
    "sign_in_attempts",
    metadata,
    Column("seq", Integer, primary_key=True),
    key("who"),
    instant("at"),
    Index(None, "who", "at"),
)

# Only ever added to: the database itself refuses anything else.
account_events = sa.Table(
    "account_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("account_id", ForeignKey("accounts.id")),
    instant("at"),
    text("actor_name"),
    key("did"),
    text("said"),
    Index(None, "account_id", "seq"),
)
