"""Files that left the office with a part of the register."""

import sqlalchemy as sa

from asset_map.model.pack_out import PackOut
from asset_map.register import flat
from asset_map.register.schema import packs_out

__all__ = ["every", "get", "put"]


def put(connection: sa.Connection, pack: PackOut) -> PackOut:
    """Keep what is known of a file."""
    return flat.put(connection, packs_out, pack)


def get(connection: sa.Connection, pack_id: str) -> PackOut:
    """Return what is known of a file."""
    return flat.get(connection, packs_out, PackOut, pack_id)


def every(connection: sa.Connection) -> list[PackOut]:
    """Return every file that was written, the latest first."""
    return flat.select(
        connection, packs_out, PackOut, sa.true(), order=(packs_out.c.made_at.desc(),)
    )
