"""
Accounts, their sessions, and links that invite.

Revision ID: 0008
"""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass
