"""How often something came in, counted in slots of five minutes."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from asset_map.register.chunks import chunks
from asset_map.register.schema import door_counts

__all__ = ["counted_since", "forget_before", "note"]

_SLOT = timedelta(minutes=5)


def counted_since(
    connection: sa.Connection, names: Collection[str], since: datetime
) -> dict[str, int]:
    """Return how often each name was noted since; those that were not are left out."""
    found: dict[str, int] = {}
    for part in chunks(list(names)):
        rows = connection.execute(
            sa.select(door_counts.c.name, sa.func.sum(door_counts.c.count))
            .where(door_counts.c.slot > since, door_counts.c.name.in_(part))
            .group_by(door_counts.c.name)
        )
        found |= {name: int(count) for name, count in rows}
    return found


def note(connection: sa.Connection, times: Mapping[str, int], *, at: datetime) -> None:
    """Count so many times more for each name."""
    slot = at - (at - datetime.min.replace(tzinfo=at.tzinfo)) % _SLOT
    counted = door_counts.c
    known: set[str] = set()
    for part in chunks(list(times)):
        there = sa.select(counted.name).where(counted.slot == slot, counted.name.in_(part))
        known |= set(connection.scalars(there))
    rows = [{"slot": slot, "name": name, "count": count} for name, count in times.items()]
    if new := [row for row in rows if row["name"] not in known]:
        connection.execute(door_counts.insert(), new)
    if more := [{"of": row["name"], "by": row["count"]} for row in rows if row["name"] in known]:
        raised = door_counts.update().values(count=counted.count + sa.bindparam("by"))
        named = counted.name == sa.bindparam("of")
        connection.execute(raised.where(counted.slot == slot, named), more)


def forget_before(connection: sa.Connection, before: datetime) -> int:
    """Forget what was counted earlier; return how many entries that were."""
    gone = connection.execute(door_counts.delete().where(door_counts.c.slot <= before))
    return gone.rowcount
