"""What people made of suggestions, and what the council changed of the words for them."""

import sqlalchemy as sa

from asset_map.model.suggestion import Suggestion
from asset_map.register import flat
from asset_map.register.schema import connections, suggestions

__all__ = ["dismissed", "every", "get", "of_roadshow", "put", "times_accepted"]


def put(connection: sa.Connection, suggestion: Suggestion) -> Suggestion:
    """Keep a suggestion as it now is."""
    return flat.put(connection, suggestions, suggestion)


def get(connection: sa.Connection, suggestion_id: str) -> Suggestion:
    """Return a suggestion that was kept."""
    return flat.get(connection, suggestions, Suggestion, suggestion_id)


def every(connection: sa.Connection) -> list[Suggestion]:
    """Return every suggestion that was kept."""
    return flat.select(
        connection, suggestions, Suggestion, sa.true(), order=(suggestions.c.made_at,)
    )


def of_roadshow(connection: sa.Connection, roadshow_id: str) -> list[Suggestion]:
    """Return the suggestions that were shown or decided at a roadshow."""
    return flat.select(
        connection,
        suggestions,
        Suggestion,
        suggestions.c.roadshow_id == roadshow_id,
        order=(suggestions.c.made_at,),
    )


def dismissed(connection: sa.Connection) -> set[tuple[str, str, str]]:
    """Return the giver, taker and tag of everything that shall never be suggested again."""
    column = suggestions.c
    rows = connection.execute(
        sa.select(column.giver_id, column.taker_id, column.tag).where(column.state == "dismissed")
    )
    return {(row.giver_id, row.taker_id, row.tag) for row in rows}


def times_accepted(connection: sa.Connection) -> dict[str, int]:
    """Return how often each offer was taken up, by its id; what came to an end is free again."""
    column = suggestions.c
    counted = (
        sa.select(column.offer_id, sa.func.count())
        .join(connections, connections.c.id == column.connection_id)
        .where(column.state == "accepted", connections.c.state != "ended")
        .group_by(column.offer_id)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}
