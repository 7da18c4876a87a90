"""What the network needs of every asset at once, without reading each of them whole."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from asset_map.model.anchor import AnchorStatus
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register.schema import LISTINGS, assets, public_bodies

__all__ = ["MemberRow", "member_rows"]


class MemberRow(NamedTuple):
    """One asset; lon and lat are those of its first place, as far as it is published."""

    asset_id: str
    name: str
    kind: str
    sector: str | None
    is_anchor: bool
    verified_on: date | None
    ward_code: str | None
    lon: float | None
    lat: float | None


def member_rows(connection: sa.Connection, *, audience: Audience) -> list[MemberRow]:
    """
    Return what is approved and not closed, as far as an audience may see it, by id.

    Coordinates are never closer than partners may see them, whoever asks.
    """
    listed, place, _ = LISTINGS[audience]
    body = public_bodies if audience is Audience.PUBLIC else assets
    published_for = Audience.PUBLIC if audience is Audience.PUBLIC else Audience.PARTNER
    shown = LISTINGS[published_for].places.alias("published")
    first = (place.c.number == listed.c.number) & (place.c.ordinal == 0)
    published = (shown.c.number == listed.c.number) & (shown.c.location_id == place.c.location_id)
    rows = connection.execute(
        sa.select(
            listed.c.asset_id,
            listed.c.name,
            listed.c.kind,
            _sector(connection, body),
            listed.c.anchor_status == AnchorStatus.RECOGNISED.value,
            listed.c.verified_on,
            place.c.ward_code,
            shown.c.lon,
            shown.c.lat,
        )
        .join(body, body.c.number == listed.c.number)
        .outerjoin(place, first)
        .outerjoin(shown, published)
        .where(
            listed.c.record_state == RecordState.APPROVED.value,
            listed.c.operating_status != OperatingStatus.CLOSED.value,
        )
        .order_by(listed.c.asset_id)
    )
    return [MemberRow(*row) for row in rows]


def _sector(connection: sa.Connection, body: sa.Table) -> sa.ColumnElement[str]:
    if connection.dialect.name == "postgresql":
        sector: sa.ColumnElement[str] = sa.cast(body.c.body, JSONB)["sector"].astext
        return sector
    return sa.func.json_extract(body.c.body, "$.sector")
