"""What links the assets of the demonstration, and what they offer and need."""

from datetime import date

from asset_map.demo.district import demo_id
from asset_map.demo.written import Table, asset_id, months_before
from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    ExchangeTerms,
    Offer,
    OfferAudience,
    OfferState,
    Side,
    Urgency,
)

__all__ = ["connection_from", "hosting", "offer_from"]


def connection_from(table: Table, *, today: date) -> Connection:
    """Return the connection that one line of the content describes."""
    since, ended = table.get("since"), table.get("ended")
    return Connection(
        id=demo_id("connection", table["from"], table["does"], table["to"]),
        from_id=asset_id(table["from"]),
        to_id=asset_id(table["to"]),
        kind=ConnectionKind(table["does"]),
        state=ConnectionState(table.get("state", "active")),
        since=months_before(today, since) if since else None,
        ended_on=months_before(today, ended) if ended else None,
        amount_gbp=table.get("amount"),
        note=table.get("note", ""),
        both_agreed=table.get("agreed", True),
        source=table.get("source", "Said at the roadshow"),
    )


def hosting(host_key: str, guest_key: str) -> Connection:
    """Return that one asset lets another use its rooms."""
    return Connection(
        id=demo_id("connection", host_key, ConnectionKind.HOSTS, guest_key),
        from_id=asset_id(host_key),
        to_id=asset_id(guest_key),
        kind=ConnectionKind.HOSTS,
        both_agreed=True,
        source="From the hall's diary",
    )


def offer_from(side: Side, table: Table, *, today: date) -> Offer:
    """Return the offer or need that a table of the content describes."""
    lasts, urgency = table.get("lasts"), table.get("urgency")
    return Offer(
        id=demo_id(side, table["of"], table["text"]),
        asset_id=asset_id(table["of"]),
        side=side,
        text=table["text"],
        tags=tuple(table["tags"]),
        terms=ExchangeTerms(table.get("terms", "gift")),
        availability=table.get("available", ""),
        area=table.get("area", ""),
        capacity=table.get("capacity", 1),
        valid_until=months_before(today, -lasts) if lasts else None,
        state=OfferState(table.get("state", "open")),
        audience=OfferAudience(table.get("audience", "partners")),
        urgency=Urgency(urgency) if urgency else None,
        is_online_ok=table.get("online", False),
    )
