"""What may come from a program: kept apart from the queue, and not for long."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.submission import Submission
from asset_map.register.rows import text_from
from asset_map.register.schema import messages, private_links, submissions

__all__ = ["listed", "remove"]


def listed(
    connection: sa.Connection, *, limit: int, offset: int = 0
) -> tuple[list[Submission], int]:
    """Return what lies in the tray, the latest first, and how many there are in all."""
    order = submissions.c.made_at.desc(), submissions.c.id
    chosen = sa.select(submissions.c.body).where(submissions.c.is_unlikely)
    bodies = connection.scalars(chosen.order_by(*order).limit(limit).offset(offset))
    total = connection.scalar(
        sa.select(sa.func.count()).select_from(submissions).where(submissions.c.is_unlikely)
    )
    return [text_from(Submission, body) for body in bodies], total or 0


def remove(connection: sa.Connection, *, until: datetime, ids: Sequence[str] | None = None) -> int:
    """
    Remove for good what came until then, or those of it that are named; return how many.

    Nothing in the tray has had a step yet, so that nothing else knows of it but its link.
    """
    chosen = sa.and_(submissions.c.is_unlikely, submissions.c.made_at <= until)
    if ids is not None:
        chosen = sa.and_(chosen, submissions.c.id.in_(ids))
    gone = sa.select(submissions.c.id).where(chosen)
    for table in (private_links, messages):
        connection.execute(table.delete().where(table.c.submission_id.in_(gone)))
    return connection.execute(submissions.delete().where(chosen)).rowcount
