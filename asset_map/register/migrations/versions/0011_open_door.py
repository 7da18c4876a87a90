"""
Limits by hashed address, and a tray for unlikely posts.

Revision ID: 0011
"""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass
