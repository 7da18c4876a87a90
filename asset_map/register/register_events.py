"""What was changed of the register itself: only ever added to."""

import sqlalchemy as sa

from asset_map.model.register_event import RegisterEvent
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import register_events

__all__ = ["latest", "tell"]


def tell(connection: sa.Connection, event: RegisterEvent) -> None:
    """Write down what was changed, within the change."""
    last = connection.scalar(sa.select(sa.func.max(register_events.c.seq))) or 0
    connection.execute(register_events.insert(), {"seq": last + 1, **row_of(event)})


def latest(connection: sa.Connection, *, limit: int) -> list[RegisterEvent]:
    """Return what was changed, the last first."""
    columns = [column for column in register_events.c if column.name != "seq"]
    asked = sa.select(*columns).order_by(register_events.c.seq.desc()).limit(limit)
    return [record_from(RegisterEvent, row) for row in connection.execute(asked).mappings()]
