"""
Roadshows: who came, what was said, what was agreed, what came of it.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _roadshows()
    _participants()
    _talks()
    _cards()
    _actions()
    _check_ins()
    _stories()
    _stalls()
    _sign_ups()
    _packs_out()


def _roadshows() -> None:
    op.create_table(
        "roadshows",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("code", KEY, nullable=False, unique=True),
        sa.Column("state", KEY, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("ix_roadshows_held_on", "roadshows", ["held_on"])


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id"), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("token_hash", KEY, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("role_words", sa.Text(), nullable=False),
        sa.Column("for_group", sa.Text(), nullable=False),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("may_leave_room", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("left_at", INSTANT),
    )
    op.create_index("ix_participants_roadshow_id", "participants", ["roadshow_id"])
    op.create_index("ix_participants_token_hash", "participants", ["token_hash"])


def _talks() -> None:
    op.create_table(
        "talks",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("for_group", sa.Text(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("may_be_kept", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_talks_asset_id_held_on", "talks", ["asset_id", "held_on"])


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id")),
        sa.Column("talk_id", KEY, sa.ForeignKey("talks.id")),
        sa.Column("participant_id", KEY, sa.ForeignKey("participants.id")),
        sa.Column("asset_kind", KEY),
        sa.Column("tree_part", KEY),
        sa.Column("for_group", sa.Text(), nullable=False),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("offer_id", KEY, sa.ForeignKey("offers.id")),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("terms", KEY, nullable=False),
        sa.Column("availability", sa.Text(), nullable=False),
        sa.Column("urgency", KEY),
        sa.Column("audience", KEY, nullable=False),
        sa.Column("is_attributed", sa.Boolean(), nullable=False),
        sa.Column("merged_into", KEY, sa.ForeignKey("cards.id")),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("taken_back_at", INSTANT),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    op.create_index("ix_cards_participant_id", "cards", ["participant_id"])
    op.create_index("ix_cards_roadshow_id_seq", "cards", ["roadshow_id", "seq"])
    op.create_index("ix_cards_talk_id", "cards", ["talk_id"])


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id")),
        sa.Column("asset_ids", sa.JSON(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("owner_contact", sa.Text(), nullable=False),
        sa.Column("helpers", sa.JSON(), nullable=False),
        sa.Column("first_step", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("state", KEY, nullable=False),
        sa.Column("barrier", KEY),
        sa.Column("barrier_words", sa.Text(), nullable=False),
        sa.Column("card_id", KEY, sa.ForeignKey("cards.id")),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_actions_roadshow_id", "actions", ["roadshow_id"])
    op.create_index("ix_actions_state_due", "actions", ["state", "due"])


def _check_ins() -> None:
    op.create_table(
        "check_ins",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("action_id", KEY, sa.ForeignKey("actions.id"), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_check_ins_action_id_at", "check_ins", ["action_id", "at"])


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("asset_ids", sa.JSON(), nullable=False),
        sa.Column("ward_codes", sa.JSON(), nullable=False),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id")),
        sa.Column("action_id", KEY, sa.ForeignKey("actions.id")),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("consent_words", sa.Text(), nullable=False),
        sa.Column("consent_on", sa.Date()),
        sa.Column("state", KEY, nullable=False),
    )
    op.create_index("ix_stories_state", "stories", ["state"])


def _stalls() -> None:
    op.create_table(
        "stalls",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asset_id", KEY, sa.ForeignKey("assets.id")),
        sa.Column("needs_table", sa.Boolean(), nullable=False),
        sa.Column("needs_power", sa.Boolean(), nullable=False),
        sa.Column("wants_to_meet", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "ix_stalls_roadshow_id_number", "stalls", ["roadshow_id", "number"], unique=True
    )


def _sign_ups() -> None:
    op.create_table(
        "sign_ups",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("stall_id", KEY, sa.ForeignKey("stalls.id"), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("consent_words", sa.Text(), nullable=False),
        sa.Column("handed_over_at", INSTANT),
    )
    op.create_index("ix_sign_ups_stall_id", "sign_ups", ["stall_id"])


def _packs_out() -> None:
    op.create_table(
        "packs_out",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("roadshow_id", KEY, sa.ForeignKey("roadshows.id"), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("assets", sa.Integer(), nullable=False),
        sa.Column("returned_at", INSTANT),
        sa.Column("ended_at", INSTANT),
    )
    op.create_index("ix_packs_out_roadshow_id", "packs_out", ["roadshow_id"])
