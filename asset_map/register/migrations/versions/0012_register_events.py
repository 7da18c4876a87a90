"""
What was changed of the register itself, and by whom: only ever added to.

The hash of what was erased stood for its words alone; now for when they were taken out, too.

Revision ID: 0012
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

INSTANT = sa.DateTime(timezone=True)
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
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("did", KEY, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    _hold_when_erased(op.get_bind())


def _hold_when_erased(connection: sa.Connection) -> None:
    names = ("table_name", "seq", "salt", "erased_sha256")
    sealed = sa.table("sealed_rows", *map(sa.column, names), sa.column("erased_at", INSTANT))
    offers = sa.table("offer_events", sa.column("seq"), sa.column("emptied_at", INSTANT))
    of_offers = sa.and_(sealed.c.table_name == offers.name, sealed.c.seq == offers.c.seq)
    chosen = sa.select(sealed, offers.c.emptied_at).join(offers, of_offers, isouter=True)
    is_erased = sa.or_(sealed.c.erased_at.is_not(None), offers.c.emptied_at.is_not(None))
    for row in connection.execute(chosen.where(is_erased)).all():
        at, words = row.erased_at, row.erased_sha256
        if row.emptied_at is not None and not row.salt:
            # A seal since took the salt: what is left are two words that are gone.
            at, words = at or row.emptied_at, _sha256(["", {"before": None, "after": None}])
        if at is not None:
            own = sa.and_(sealed.c.table_name == row.table_name, sealed.c.seq == row.seq)
            held = _sha256([_utc(at), row.emptied_at and _utc(row.emptied_at), words])
            connection.execute(sealed.update().where(own).values(erased_at=at, erased_sha256=held))


def _utc(at: datetime) -> str:
    # SQLite keeps no time zones.
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode() + b"\n").hexdigest()
