"""The steps of each connection: only ever added to."""

from collections.abc import Sequence

import sqlalchemy as sa

from asset_map.model.connection import ConnectionEvent
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import connection_events

__all__ = ["add", "every", "of_connection"]


def add(connection: sa.Connection, events: Sequence[ConnectionEvent]) -> None:
    """Keep some steps, in their order."""
    if not events:
        return
    last = connection.scalar(sa.select(sa.func.max(connection_events.c.seq))) or 0
    rows = [{"seq": seq, **row_of(event)} for seq, event in enumerate(events, start=last + 1)]
    connection.execute(connection_events.insert(), rows)


def of_connection(connection: sa.Connection, link_id: str) -> list[ConnectionEvent]:
    """Return the steps of a connection, the first one first."""
    return _select(connection, connection_events.c.connection_id == link_id)


def every(connection: sa.Connection) -> list[ConnectionEvent]:
    """Return the steps of every connection, the first one first."""
    return _select(connection, sa.true())


def _select(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[ConnectionEvent]:
    columns = [column for column in connection_events.c if column.name != "seq"]
    rows = connection.execute(sa.select(*columns).where(chosen).order_by(connection_events.c.seq))
    return [record_from(ConnectionEvent, row) for row in rows.mappings()]
