"""What anybody may know of offers and needs: those made public, of assets that are public."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from asset_map.model.connection import Offer, OfferAudience, OfferState
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register.rows import record_from
from asset_map.register.schema import LISTINGS, offers

__all__ = ["PublicOffer", "public_offers"]


class PublicOffer(NamedTuple):
    """One offer or need with whose it is; lon and lat are those of the asset's first place."""

    offer: Offer
    name: str
    kind: str
    ward_code: str | None
    lon: float | None
    lat: float | None


def public_offers(
    connection: sa.Connection,
    *,
    today: date,
    asset_id: str | None = None,
    ward_code: str | None = None,
) -> list[PublicOffer]:
    """Return what is open and public, by the asset's name; of one asset or ward where given."""
    listed, place, _ = LISTINGS[Audience.PUBLIC]
    first = (place.c.number == listed.c.number) & (place.c.ordinal == 0)
    conditions = [
        offers.c.audience == OfferAudience.PUBLIC.value,
        offers.c.state == OfferState.OPEN.value,
        sa.or_(offers.c.valid_until.is_(None), offers.c.valid_until >= today),
        listed.c.record_state == RecordState.APPROVED.value,
        listed.c.operating_status == OperatingStatus.ACTIVE.value,
    ]
    if asset_id is not None:
        conditions.append(offers.c.asset_id == asset_id)
    if ward_code is not None:
        its_wards = sa.select(place.c.number).where(place.c.ward_code == ward_code)
        conditions.append(listed.c.number.in_(its_wards))
    rows = connection.execute(
        sa.select(
            offers,
            listed.c.name.label("asset_name"),
            listed.c.kind.label("asset_kind"),
            place.c.ward_code.label("asset_ward"),
            place.c.lon.label("asset_lon"),
            place.c.lat.label("asset_lat"),
        )
        .join(listed, listed.c.asset_id == offers.c.asset_id)
        .outerjoin(place, first)
        .where(*conditions)
        .order_by(listed.c.sort_name, offers.c.id)
    ).mappings()
    return [
        PublicOffer(
            offer=record_from(Offer, {column.name: row[column] for column in offers.c}),  # type: ignore[arg-type]
            name=row["asset_name"],
            kind=row["asset_kind"],
            ward_code=row["asset_ward"],
            lon=row["asset_lon"],
            lat=row["asset_lat"],
        )
        for row in rows
    ]
