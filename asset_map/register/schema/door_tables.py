"""How often something came in at the open door, by names that nobody can read back."""

import sqlalchemy as sa
from sqlalchemy import Column

from asset_map.register.schema.columns import Instant, Key, metadata, number

__all__ = ["door_counts"]

# A name is a hash whose salt is thrown away each day; a slot is the begin of five minutes.
door_counts = sa.Table(
    "door_counts",
    metadata,
    Column("slot", Instant, primary_key=True),
    Column("name", Key, primary_key=True),
    number("count"),
)
