"""How assets are linked: connections, offers and needs, and records found to be one."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Text

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = [
    "connection_events",
    "connections",
    "merges",
    "not_same",
    "offer_events",
    "offers",
    "suggestions",
    "vocabulary_terms",
]

_IS_LIVE = sa.text("state <> 'ended'")
connections = sa.Table(
    "connections",
    metadata,
    Column("id", Key, primary_key=True),
    key("from_id", ForeignKey("assets.id")),
    key("to_id", ForeignKey("assets.id")),
    key("kind"),
    key("state"),
    Column("since", Date),
    Column("ended_on", Date),
    Column("amount_gbp", Integer),
    text("note"),
    flag("both_agreed"),
    text("source"),
    key("roadshow_id", nullable=True),
    key("origin_suggestion_id", nullable=True),
    Index(
        "uq_connections_live",
        "from_id",
        "to_id",
        "kind",
        unique=True,
        sqlite_where=_IS_LIVE,
        postgresql_where=_IS_LIVE,
    ),
    Index(None, "to_id"),
)

offers = sa.Table(
    "offers",
    metadata,
    Column("id", Key, primary_key=True),
    key("asset_id", ForeignKey("assets.id")),
    key("side"),
    text("text"),
    Column("tags", sa.JSON, nullable=False),
    key("terms"),
    text("availability"),
    text("area"),
    number("capacity"),
    Column("valid_until", Date),
    key("state"),
    key("audience"),
    key("urgency", nullable=True),
    flag("is_online_ok"),
    Column("made_on", Date),
    key("roadshow_id", nullable=True),
    key("source", nullable=True),
    number("version"),
    Index(None, "asset_id"),
    Index(None, "roadshow_id"),
)

# Only ever added to, but that the words of a step can be erased.
offer_events = sa.Table(
    "offer_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("offer_id", ForeignKey("offers.id")),
    number("version"),
    instant("at"),
    text("actor_name"),
    key("actor_role"),
    key("action"),
    Column("before", Text),
    Column("after", Text),
    instant("emptied_at", nullable=True),
    Index(None, "offer_id", "seq"),
)

# Only ever added to: the database itself refuses anything else.
connection_events = sa.Table(
    "connection_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    key("connection_id", ForeignKey("connections.id")),
    instant("at"),
    text("actor_name"),
    key("actor_role"),
    key("action"),
    key("from_state", nullable=True),
    key("to_state"),
    key("side_id", nullable=True),
    text("text"),
    Index(None, "connection_id", "seq"),
)

suggestions = sa.Table(
    "suggestions",
    metadata,
    Column("id", Key, primary_key=True),
    key("offer_id", ForeignKey("offers.id")),
    key("need_id", ForeignKey("offers.id")),
    key("giver_id", ForeignKey("assets.id")),
    key("taker_id", ForeignKey("assets.id")),
    key("tag"),
    text("reason"),
    instant("made_at"),
    key("state"),
    key("roadshow_id", ForeignKey("roadshows.id"), nullable=True),
    key("dismissed_because", nullable=True),
    text("dismissed_words"),
    text("decided_by"),
    instant("decided_at", nullable=True),
    key("connection_id", ForeignKey("connections.id"), nullable=True),
    Index(None, "giver_id", "taker_id", "tag"),
    Index(None, "roadshow_id"),
)

# What a council changed of the words for offers and needs, or added to them.
vocabulary_terms = sa.Table(
    "vocabulary_terms",
    metadata,
    Column("id", Key, primary_key=True),
    key("kind"),
    text("label"),
    text("phrase"),
    key("parent"),
    Column("synonyms", sa.JSON, nullable=False),
    key("leads_to"),
    text("term_uri"),
    flag("is_hidden"),
)

merges = sa.Table(
    "merges",
    metadata,
    Column("id", Key, primary_key=True),
    key("kept_id", ForeignKey("assets.id")),
    key("merged_id", ForeignKey("assets.id")),
    number("kept_version"),
    number("merged_version"),
    instant("at"),
    text("by"),
    Column("moved_links", sa.JSON, nullable=False),
    instant("undone_at", nullable=True),
    text("undone_by"),
    Index(None, "kept_id"),
    Index(None, "merged_id"),
)
# Pairs that somebody looked at and found to be two; the lower id first.
not_same = sa.Table(
    "not_same",
    metadata,
    Column("first_id", Key, ForeignKey("assets.id"), primary_key=True),
    Column("second_id", Key, ForeignKey("assets.id"), primary_key=True),
)
