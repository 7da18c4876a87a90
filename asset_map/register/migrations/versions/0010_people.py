"""
People and what they agreed to, requests about them, what was erased, given out and looked at.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)

# An erasure goes through where it said first which words of which row it takes out: what may
# differ are those words, and who did what, and when, stays.
WORDS = {
    "revisions": ("before", "after", "reason"),
    "review_events": ("text",),
    "connection_events": ("text",),
    "offer_events": ("before", "after", "emptied_at"),
    "looks": ("reason",),
}
STAYS = {
    "revisions": "seq id number version at actor_name actor_role action",
    "review_events": "seq submission_id at actor_name actor_role action from_state to_state",
    "connection_events": "seq connection_id at actor_name actor_role action from_state to_state "
    "side_id",
    "offer_events": "seq offer_id version at actor_name actor_role action",
    "looks": "seq at actor_name actor_role asset_id",
}
EMPTIED = (
    "(OLD.emptied_at IS NULL AND NEW.emptied_at IS NOT NULL "
    "AND NEW.before IS NULL AND NEW.after IS NULL)"
)


def upgrade() -> None:
    _people()
    _erased()
    _given_out_and_looked_at()
    # Whose story it is, where they are kept among the people who can help.
    op.add_column("stories", sa.Column("person_id", KEY))
    if op.get_bind().dialect.name == "sqlite":
        _doors_of_sqlite()
    else:
        _doors_of_postgresql()


def _doors_of_sqlite() -> None:
    for table, kept in STAYS.items():
        is_open = (
            "EXISTS (SELECT 1 FROM erased_steps WHERE table_name = "
            f"'{table}' AND seq = OLD.seq AND is_open)"
        )
        may = f"({EMPTIED} OR {is_open})" if table == "offer_events" else is_open
        same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in kept.split())
        op.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_update")
        op.execute(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} "
            f"WHEN NOT ({may} AND {same}) "
            "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
        )
    op.execute(
        "CREATE TRIGGER erased_steps_refuse_update BEFORE UPDATE ON erased_steps "
        "WHEN NOT (OLD.is_open AND NOT NEW.is_open AND NEW.number = OLD.number "
        "AND NEW.table_name = OLD.table_name AND NEW.seq = OLD.seq "
        "AND NEW.at = OLD.at) "
        "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
    )
    for table in ("looks", "erased_steps"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
        )


def _doors_of_postgresql() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (to_jsonb(NEW) - TG_ARGV::text[]) = (to_jsonb(OLD) - TG_ARGV::text[])
            AND EXISTS (SELECT 1 FROM erased_steps
                        WHERE table_name = TG_TABLE_NAME AND seq = OLD.seq AND is_open)
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'history is only ever added to';
        END $$
        """
    )
    old = {"revisions": "change", "review_events": "change", "connection_events": "change"}
    for table, words in WORDS.items():
        which = old.get(table, "update")
        op.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{which} ON {table}")
        same = " AND ".join(
            f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in STAYS[table].split()
        )
        when = f"WHEN (NOT ({EMPTIED} AND {same}))" if table == "offer_events" else ""
        may_differ = ", ".join(f"'{name}'" for name in words)
        op.execute(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} "
            f"FOR EACH ROW {when} EXECUTE FUNCTION refuse_unless_erasing({may_differ})"
        )
        if table in old:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()"
            )
    op.execute(
        "CREATE TRIGGER erased_steps_refuse_update BEFORE UPDATE ON erased_steps FOR EACH ROW "
        "WHEN (NOT (OLD.is_open AND NOT NEW.is_open AND NEW.number = OLD.number "
        "AND NEW.table_name = OLD.table_name AND NEW.seq = OLD.seq AND NEW.at = OLD.at)) "
        "EXECUTE FUNCTION refuse_history_change()"
    )
    for table in ("looks", "erased_steps"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()"
        )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("gifts", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("is_willing_to_teach", sa.Boolean(), nullable=False),
        sa.Column("ward_code", KEY),
        sa.Column("participant_id", KEY, sa.ForeignKey("participants.id")),
        sa.Column("card_ids", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", INSTANT),
    )
    op.create_index("ix_people_ward_code", "people", ["ward_code"])
    op.create_index("ix_people_participant_id", "people", ["participant_id"])
    op.create_table(
        "consents",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("purpose", KEY, nullable=False),
        sa.Column("wording_version", KEY, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("method", KEY, nullable=False),
        sa.Column("captured_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", INSTANT),
    )
    op.create_index("ix_consents_person_id", "consents", ["person_id"])
    op.create_table(
        "subject_requests",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kept_by", sa.Text(), nullable=False),
        sa.Column("done_at", INSTANT),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
    )
    op.create_index("ix_subject_requests_done_at_due_on", "subject_requests", ["done_at", "due_on"])


def _erased() -> None:
    op.create_table(
        "erased_subjects",
        sa.Column("kind", KEY, primary_key=True),
        sa.Column("hash", KEY, primary_key=True),
        sa.Column("salt", KEY, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "erased_rows",
        sa.Column("table_name", KEY, primary_key=True),
        sa.Column("row_id", KEY, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "erased_steps",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("table_name", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_erased_steps_table_name_seq", "erased_steps", ["table_name", "seq"])


def _given_out_and_looked_at() -> None:
    op.create_table(
        "exports_made",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", KEY, nullable=False),
        sa.Column("what", KEY, nullable=False),
        sa.Column("audience", KEY, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("sha256", KEY, nullable=False),
    )
    op.create_index("ix_exports_made_at", "exports_made", ["at"])
    op.create_table(
        "looks",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_role", KEY, nullable=False),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_looks_asset_id_seq", "looks", ["asset_id", "seq"])
