"""Who looked at what is withheld: only ever added to."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.role import Role
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import looks

__all__ = ["Look", "add", "latest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a withheld place: who, when, at which record, and why."""

    at: datetime
    actor_name: str
    actor_role: Role
    asset_id: str
    reason: str


def add(connection: sa.Connection, look: Look) -> None:
    """Keep a look."""
    last = connection.scalar(sa.select(sa.func.max(looks.c.seq))) or 0
    connection.execute(looks.insert(), {"seq": last + 1, **row_of(look)})


def latest(
    connection: sa.Connection, *, asset_id: str | None = None, limit: int = 200
) -> list[Look]:
    """Return the looks, the latest first."""
    columns = [column for column in looks.c if column.name != "seq"]
    chosen = looks.c.asset_id == asset_id if asset_id else sa.true()
    rows = connection.execute(
        sa.select(*columns).where(chosen).order_by(looks.c.seq.desc()).limit(limit)
    )
    return [record_from(Look, row) for row in rows.mappings()]
