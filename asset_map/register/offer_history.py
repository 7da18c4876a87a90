"""The steps of each offer and need: only ever added to, but that their words can be erased."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.connection import Offer
from asset_map.model.offer_event import OfferEvent
from asset_map.register.rows import record_from, row_of, text_from, text_of
from asset_map.register.schema import offer_events

__all__ = ["add", "empty", "every", "of_offer"]


def add(connection: sa.Connection, events: Sequence[OfferEvent]) -> None:
    """Keep some steps, in their order."""
    if not events:
        return
    last = connection.scalar(sa.select(sa.func.max(offer_events.c.seq))) or 0
    rows = [{"seq": seq, **_row(event)} for seq, event in enumerate(events, start=last + 1)]
    connection.execute(offer_events.insert(), rows)


def empty(connection: sa.Connection, offer_id: str, *, at: datetime) -> int:
    """
    Erase what an offer or a need said, then and now; return how many steps lost their words.

    Who did what, and when, stays; an erased step is never altered again.
    """
    emptied = connection.execute(
        offer_events.update()
        .where(offer_events.c.offer_id == offer_id, offer_events.c.emptied_at.is_(None))
        .values(before=None, after=None, emptied_at=at)
    )
    return emptied.rowcount


def of_offer(connection: sa.Connection, offer_id: str) -> list[OfferEvent]:
    """Return the steps of an offer or a need, the first one first."""
    return _select(connection, offer_events.c.offer_id == offer_id)


def every(connection: sa.Connection) -> list[OfferEvent]:
    """Return the steps of every offer and need, the first one first."""
    return _select(connection, sa.true())


def _select(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[OfferEvent]:
    columns = [column for column in offer_events.c if column.name != "seq"]
    rows = connection.execute(sa.select(*columns).where(chosen).order_by(offer_events.c.seq))
    return [
        record_from(OfferEvent, {**row, **{side: _said(row[side]) for side in _SIDES}})  # type: ignore[arg-type]
        for row in rows.mappings()
    ]


_SIDES = ("before", "after")


def _said(text: str | None) -> Offer | None:
    return text_from(Offer, text) if text else None


def _row(event: OfferEvent) -> dict[str, object]:
    said = {side: getattr(event, side) for side in _SIDES}
    return {
        **{name: value for name, value in row_of(event).items() if name not in _SIDES},
        **{side: text_of(one) if one else None for side, one in said.items()},
    }
