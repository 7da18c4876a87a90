"""
How links came along, suggestions, vocabularies, mapped wards and frozen runs.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)
APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER connection_events_refuse_update BEFORE UPDATE ON connection_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER connection_events_refuse_delete BEFORE DELETE ON connection_events
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER connection_events_refuse_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON connection_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    _more_columns()
    _connection_events()
    _suggestions()
    _vocabulary_terms()
    _ward_mappings()
    _looked_for()
    _gap_runs()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _more_columns() -> None:
    op.add_column(
        "committee_members", sa.Column("officer", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("connections", sa.Column("roadshow_id", KEY, nullable=True))
    op.add_column("connections", sa.Column("origin_suggestion_id", KEY, nullable=True))
    op.add_column("offers", sa.Column("made_on", sa.Date(), nullable=True))
    op.add_column("offers", sa.Column("roadshow_id", KEY, nullable=True))
    op.create_index("ix_offers_roadshow_id", "offers", ["roadshow_id"])
    op.add_column("private_links", sa.Column("subject_id", KEY, nullable=True))
    op.create_index("ix_private_links_subject_id", "private_links", ["subject_id"])


def _connection_events() -> None:
    op.create_table(
        "connection_events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("connection_id", KEY, sa.ForeignKey("connections.id"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", KEY, nullable=False),
        sa.Column("action", KEY, nullable=False),
        sa.Column("from_state", KEY),
        sa.Column("to_state", KEY, nullable=False),
        sa.Column("side_id", KEY),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index(
        "ix_connection_events_connection_id_seq", "connection_events", ["connection_id", "seq"]
    )


def _suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("offer_id", KEY, sa.ForeignKey("offers.id"), nullable=False),
        sa.Column("need_id", KEY, sa.ForeignKey("offers.id"), nullable=False),
        sa.Column("giver_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        sa.Column("taker_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        sa.Column("tag", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id")),
        sa.Column("dismissed_because", KEY),
        sa.Column("dismissed_words", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT),
        sa.Column("connection_id", KEY, sa.ForeignKey("connections.id")),
    )
    op.create_index(
        "ix_suggestions_giver_id_taker_id_tag", "suggestions", ["giver_id", "taker_id", "tag"]
    )
    op.create_index("ix_suggestions_roadshow_id", "suggestions", ["roadshow_id"])


def _vocabulary_terms() -> None:
    op.create_table(
        "vocabulary_terms",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("parent", KEY, nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("leads_to", KEY, nullable=False),
        sa.Column("term_uri", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
    )


def _ward_mappings() -> None:
    op.create_table(
        "ward_mappings",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_proposed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    )
    op.create_index("ix_ward_mappings_set_id_code_seq", "ward_mappings", ["set_id", "code", "seq"])


def _looked_for() -> None:
    op.create_table(
        "looked_for",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("set_id", KEY, sa.ForeignKey("boundary_sets.id"), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("function", KEY, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_found", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["set_id", "code"], ["areas.set_id", "areas.code"]),
    )
    op.create_index(
        "ix_looked_for_set_id_code_function_seq",
        "looked_for",
        ["set_id", "code", "function", "seq"],
    )


def _gap_runs() -> None:
    op.create_table(
        "gap_runs",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("name", KEY, nullable=False, unique=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
