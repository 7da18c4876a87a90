"""
Accounts, their sessions, and links that invite.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)
APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER account_events_refuse_update BEFORE UPDATE ON account_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER account_events_refuse_delete BEFORE DELETE ON account_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER account_events_refuse_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON account_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    _accounts()
    _proofs()
    _sessions()
    op.create_table(
        "account_events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _account(),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("did", KEY, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    op.create_index("ix_account_events_account_id_seq", "account_events", ["account_id", "seq"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _account(*, is_key: bool = False, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(
        "account_id", KEY, sa.ForeignKey("accounts.id"), primary_key=is_key, nullable=nullable
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", KEY, nullable=False, unique=True),
        sa.Column("role", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("area_codes", sa.JSON(), nullable=False),
        sa.Column("committee_ids", sa.JSON(), nullable=False),
        sa.Column("oidc_subject", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_accounts_oidc_subject", "accounts", ["oidc_subject"])


def _proofs() -> None:
    op.create_table(
        "account_secrets",
        _account(is_key=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("sealed_code_secret", sa.Text(), nullable=False),
        sa.Column("code_step", sa.Integer(), nullable=False),
    )
    op.create_table(
        "recovery_codes",
        _account(is_key=True),
        sa.Column("code_hash", KEY, primary_key=True),
        sa.Column("used_at", INSTANT),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("who", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_sign_in_attempts_who_at", "sign_in_attempts", ["who", "at"])


def _sessions() -> None:
    op.create_table(
        "account_sessions",
        sa.Column("token_hash", KEY, primary_key=True),
        _account(nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("ended_at", INSTANT),
    )
    op.create_index("ix_account_sessions_account_id", "account_sessions", ["account_id"])
    op.create_table(
        "invitations",
        sa.Column("token_hash", KEY, primary_key=True),
        _account(),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
    )
    op.create_index("ix_invitations_account_id", "invitations", ["account_id"])
