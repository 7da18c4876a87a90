"""Roadshows: who came, what was said, what was agreed, and what came of it."""

import sqlalchemy as sa
from sqlalchemy import Column, Date, ForeignKey, Index

from asset_map.register.schema.columns import Key, flag, instant, key, metadata, number, text

__all__ = [
    "actions",
    "cards",
    "check_ins",
    "packs_out",
    "participants",
    "roadshows",
    "sign_ups",
    "stalls",
    "stories",
    "talks",
]

# ``body`` is the whole as JSON; ``seq`` moves with every card, for screens that follow.
roadshows = sa.Table(
    "roadshows",
    metadata,
    Column("id", Key, primary_key=True),
    Column("code", Key, nullable=False, unique=True),
    key("state"),
    Column("held_on", Date, nullable=False),
    number("seq"),
    number("version"),
    text("body"),
    Index(None, "held_on"),
)

participants = sa.Table(
    "participants",
    metadata,
    Column("id", Key, primary_key=True),
    key("roadshow_id", ForeignKey("roadshows.id")),
    instant("joined_at"),
    key("token_hash"),
    text("first_name"),
    text("role_words"),
    text("for_group"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    flag("may_leave_room"),
    text("email"),
    instant("left_at", nullable=True),
    Index(None, "roadshow_id"),
    Index(None, "token_hash"),
)

talks = sa.Table(
    "talks",
    metadata,
    Column("id", Key, primary_key=True),
    Column("held_on", Date, nullable=False),
    text("by"),
    instant("made_at"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    text("for_group"),
    text("with_whom"),
    text("note"),
    flag("may_be_kept"),
    Index(None, "asset_id", "held_on"),
)

cards = sa.Table(
    "cards",
    metadata,
    Column("id", Key, primary_key=True),
    key("kind"),
    text("text"),
    instant("made_at"),
    text("made_by"),
    key("source"),
    key("roadshow_id", ForeignKey("roadshows.id"), nullable=True),
    key("talk_id", ForeignKey("talks.id"), nullable=True),
    key("participant_id", ForeignKey("participants.id"), nullable=True),
    key("asset_kind", nullable=True),
    key("tree_part", nullable=True),
    text("for_group"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    key("offer_id", ForeignKey("offers.id"), nullable=True),
    Column("tags", sa.JSON, nullable=False),
    key("terms"),
    text("availability"),
    key("urgency", nullable=True),
    key("audience"),
    flag("is_attributed"),
    key("merged_into", ForeignKey("cards.id"), nullable=True),
    flag("is_hidden"),
    instant("taken_back_at", nullable=True),
    number("seq"),
    Index(None, "roadshow_id", "seq"),
    Index(None, "talk_id"),
    Index(None, "participant_id"),
)

actions = sa.Table(
    "actions",
    metadata,
    Column("id", Key, primary_key=True),
    text("title"),
    instant("made_at"),
    key("roadshow_id", ForeignKey("roadshows.id"), nullable=True),
    Column("asset_ids", sa.JSON, nullable=False),
    text("owner"),
    key("owner_asset_id", ForeignKey("assets.id"), nullable=True),
    text("owner_contact"),
    Column("helpers", sa.JSON, nullable=False),
    text("first_step"),
    Column("due", Date),
    key("state"),
    key("barrier", nullable=True),
    text("barrier_words"),
    key("card_id", ForeignKey("cards.id"), nullable=True),
    number("version"),
    Index(None, "roadshow_id"),
    Index(None, "state", "due"),
)

# Only ever added to by use cases; the last one says how an action fares.
check_ins = sa.Table(
    "check_ins",
    metadata,
    Column("id", Key, primary_key=True),
    key("action_id", ForeignKey("actions.id")),
    number("week"),
    instant("at"),
    text("by"),
    key("state"),
    text("note"),
    Index(None, "action_id", "at"),
)

stories = sa.Table(
    "stories",
    metadata,
    Column("id", Key, primary_key=True),
    text("title"),
    text("text"),
    instant("made_at"),
    text("made_by"),
    Column("asset_ids", sa.JSON, nullable=False),
    Column("ward_codes", sa.JSON, nullable=False),
    key("roadshow_id", ForeignKey("roadshows.id"), nullable=True),
    key("action_id", ForeignKey("actions.id"), nullable=True),
    # One of the people who can help: their consent stands above the day that is noted here.
    key("person_id", nullable=True),
    text("told_by"),
    text("consent_words"),
    Column("consent_on", Date),
    key("state"),
    Index(None, "state"),
)

stalls = sa.Table(
    "stalls",
    metadata,
    Column("id", Key, primary_key=True),
    key("roadshow_id", ForeignKey("roadshows.id")),
    number("number"),
    text("name"),
    key("asset_id", ForeignKey("assets.id"), nullable=True),
    flag("needs_table"),
    flag("needs_power"),
    text("wants_to_meet"),
    text("shows"),
    text("spot"),
    flag("is_confirmed"),
    Index(None, "roadshow_id", "number", unique=True),
)

sign_ups = sa.Table(
    "sign_ups",
    metadata,
    Column("id", Key, primary_key=True),
    key("stall_id", ForeignKey("stalls.id")),
    instant("made_at"),
    text("name"),
    text("contact"),
    text("consent_words"),
    instant("handed_over_at", nullable=True),
    Index(None, "stall_id"),
)

# Files that left the office with a part of the register, until they come back.
packs_out = sa.Table(
    "packs_out",
    metadata,
    Column("id", Key, primary_key=True),
    key("roadshow_id", ForeignKey("roadshows.id")),
    instant("made_at"),
    text("made_by"),
    instant("expires_at"),
    text("sha256"),
    number("assets"),
    instant("returned_at", nullable=True),
    instant("ended_at", nullable=True),
    Index(None, "roadshow_id"),
)
