"""
People and what they consented to, erasures, and who looked at what is withheld.

Revision ID: 0009
"""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    pass
