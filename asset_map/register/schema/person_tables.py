"""People apart from everything else; requests about them; and what was erased, or looked at."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index, Integer

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = [
    "consents",
    "erased_rows",
    "erased_steps",
    "erased_subjects",
    "exports_made",
    "looks",
    "people",
    "subject_requests",
]

people = sa.Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    instant("made_at"),
    text("made_by"),
    text("display_name"),
    text("contact"),
    Column("gifts", sa.JSON, nullable=False),
    Column("tags", sa.JSON, nullable=False),
    flag("is_willing_to_teach"),
    key("ward_code", nullable=True),
    key("participant_id", ForeignKey("participants.id"), nullable=True),
    Column("card_ids", sa.JSON, nullable=False),
    number("version"),
    instant("erased_at", nullable=True),
    Index(None, "ward_code"),
    Index(None, "participant_id"),
)

consents = sa.Table(
    "consents",
    metadata,
    Column("id", Key, primary_key=True),
    key("person_id", ForeignKey("people.id")),
    key("purpose"),
    key("wording_version"),
    instant("given_at"),
    key("method"),
    text("captured_by"),
    instant("withdrawn_at", nullable=True),
    Index(None, "person_id"),
)

# What somebody asks of what is kept about them; the answer is due within a month.
subject_requests = sa.Table(
    "subject_requests",
    metadata,
    Column("id", Key, primary_key=True),
    key("kind"),
    Column("identifiers", sa.JSON, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    text("kept_by"),
    instant("done_at", nullable=True),
    text("done_by"),
    text("outcome"),
    Index(None, "done_at", "due_on"),
)

# Who was erased, as salted hashes: so that no backup and no laptop brings them back.
erased_subjects = sa.Table(
    "erased_subjects",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("hash", Key, primary_key=True),
    key("salt"),
    number("words"),
    instant("at"),
)

erased_rows = sa.Table(
    "erased_rows",
    metadata,
    Column("table_name", Key, primary_key=True),
    Column("row_id", Key, primary_key=True),
    instant("at"),
)

# Which steps of the history an erasure went into: the database lets it in while one is open.
erased_steps = sa.Table(
    "erased_steps",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    key("table_name"),
    Column("seq", Integer, nullable=False),
    instant("at"),
    flag("is_open"),
    Index(None, "table_name", "seq"),
)

exports_made = sa.Table(
    "exports_made",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    instant("at"),
    text("actor_name"),
    key("actor_role"),
    key("what"),
    key("audience"),
    number("records"),
    key("sha256"),
    Index(None, "at"),
)

# Only ever added to, but for reasons that name somebody who is erased.
looks = sa.Table(
    "looks",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    instant("at"),
    text("actor_name"),
    key("actor_role"),
    key("asset_id", ForeignKey("assets.id")),
    text("reason"),
    Index(None, "asset_id", "seq"),
)
