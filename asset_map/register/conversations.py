"""The steps of each proposal's way: only ever added to."""

from collections.abc import Sequence

import sqlalchemy as sa

from asset_map.model.identifier import ERASED
from asset_map.model.submission import ReviewEvent
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import review_events

__all__ = ["add", "add_many", "of_submission", "written"]


def add(connection: sa.Connection, event: ReviewEvent) -> None:
    """Keep one step."""
    add_many(connection, [event])


def add_many(connection: sa.Connection, events: Sequence[ReviewEvent]) -> None:
    """Keep some steps, in their order."""
    if not events:
        return
    last = connection.scalar(sa.select(sa.func.max(review_events.c.seq))) or 0
    rows = [{"seq": seq, **row_of(event)} for seq, event in enumerate(events, start=last + 1)]
    connection.execute(review_events.insert(), rows)


def of_submission(connection: sa.Connection, submission_id: str) -> list[ReviewEvent]:
    """Return the steps of a proposal, the first one first."""
    columns = [column for column in review_events.c if column.name != "seq"]
    rows = connection.execute(
        sa.select(*columns)
        .where(review_events.c.submission_id == submission_id)
        .order_by(review_events.c.seq)
    )
    return [record_from(ReviewEvent, row) for row in rows.mappings()]


def written(connection: sa.Connection, submission_id: str) -> list[int]:
    """Return the number of each step of a proposal in which something was written."""
    chosen = (
        sa.select(review_events.c.seq)
        .where(
            review_events.c.submission_id == submission_id,
            review_events.c.text.not_in(["", ERASED]),
        )
        .order_by(review_events.c.seq)
    )
    return list(connection.scalars(chosen))
