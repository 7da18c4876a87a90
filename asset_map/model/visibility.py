"""
Who may see what of an asset: decided here once.

``as_seen_by`` takes everything out of an asset that an audience may not see.
The register writes down what it returns for the public; public readers know
nothing else. ``withheld`` places leave no trace at all for public and partners.
"""

from dataclasses import replace

from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.location import Coordinates, Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState

__all__ = [
    "STREET_M",
    "as_seen_by",
    "default_publish",
    "link_seen_by",
    "shows_ward",
    "suppressed",
]

# "Street" is published as the centre of a square of this side.
STREET_M = 100.0
# People are counted as "fewer than 5" up to here.
SUPPRESS_BELOW = 5

_ORDER = (Audience.PUBLIC, Audience.PARTNER, Audience.OFFICER)


def _may_read(audience: Audience, level: Audience) -> bool:
    return _ORDER.index(audience) >= _ORDER.index(level)


def default_publish(kind: AssetKind, *, is_home: bool | None) -> PublishLocation:
    """
    Return how closely a new place is published until somebody decides otherwise.

    Homes show no more than their ward, and so does whatever might be a home;
    spaces, institutions and businesses are public buildings unless said otherwise.
    """
    if is_home or kind is AssetKind.SKILL:
        return PublishLocation.WARD
    if is_home is False or kind in {
        AssetKind.SPACE,
        AssetKind.INSTITUTION,
        AssetKind.BUSINESS,
    }:
        return PublishLocation.EXACT
    return PublishLocation.WARD


def _to_street(location: Location) -> Location:
    if location.point is None:
        return replace(location, address="", uprn="")
    # A cell of about 100 m by 100 m at British latitudes, known by its centre alone.
    point = Coordinates(
        lon=round(round(location.point.lon / 0.0015) * 0.0015, 6),
        lat=round(location.point.lat, 3),
    )
    return replace(
        location,
        point=point,
        grid=None,
        accuracy_m=max(location.accuracy_m or 0.0, STREET_M),
        address="",
        uprn="",
    )


def _published(location: Location) -> Location | None:
    match location.publish:
        case PublishLocation.EXACT:
            return location
        case PublishLocation.STREET:
            return _to_street(location)
        case PublishLocation.WARD:
            return replace(
                location,
                point=None,
                grid=None,
                accuracy_m=None,
                address="",
                postcode="",
                uprn="",
                place_name="",
            )
        case PublishLocation.WITHHELD:
            return None


def shows_ward(location: Location) -> bool:
    """Whether the public may know which ward the place is in."""
    return location.publish is not PublishLocation.WITHHELD


def as_seen_by(asset: Asset, audience: Audience) -> Asset | None:
    """
    Return what an audience may see of an asset; None where that is nothing.

    The public sees approved records that were made for it and never a person's
    skill; partners see what was made for them too; officers see everything but
    withheld places, of which nobody here sees anything (see ``SEE_WITHHELD``).
    """
    if audience is Audience.OFFICER:
        return replace(
            asset, locations=tuple(_without_withheld(place) for place in asset.locations)
        )
    if asset.record_state is not RecordState.APPROVED or not _may_read(audience, asset.visible_to):
        return None
    if asset.kind is AssetKind.SKILL:
        return None
    places = tuple(place for loc in asset.locations if (place := _published(loc)) is not None)
    contact = (
        asset.contact
        if _may_read(audience, asset.contact.audience)
        else Contact(role=asset.contact.role, url=asset.contact.url)
    )
    return replace(asset, locations=places, contact=contact)


def _without_withheld(location: Location) -> Location:
    if location.publish is not PublishLocation.WITHHELD:
        return location
    return Location(id=location.id, kind=location.kind, publish=location.publish)


def link_seen_by(link: Connection, audience: Audience) -> Connection | None:
    """
    Return what an audience may see of a connection; None where that is nothing.

    The public sees what goes on now and both sides said is so. Money is seen below
    officers only where both agreed to that (invariant 22); notes and sources are kept inside.
    """
    if audience is Audience.OFFICER:
        return link
    amount = link.amount_gbp if link.both_agreed else None
    if audience is Audience.PARTNER:
        return replace(link, amount_gbp=amount)
    if not link.both_agreed or link.state is not ConnectionState.ACTIVE:
        return None
    return replace(link, amount_gbp=amount, note="", source="", roadshow_id=None)


def suppressed(count: int) -> str:
    """Return a count of people as it may be shown: 1 to 4 are "fewer than 5"."""
    return f"fewer than {SUPPRESS_BELOW}" if 0 < count < SUPPRESS_BELOW else f"{count:,}"


def is_listed(asset: Asset) -> bool:
    """Whether the asset is going, so that lists and counts show it first."""
    return asset.operating_status is OperatingStatus.ACTIVE
