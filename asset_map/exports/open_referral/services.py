"""An asset as an organization and its one service, at each place that may be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asset_map.exports.open_referral.places import location
from asset_map.exports.open_referral.schedules import schedules
from asset_map.exports.open_referral.shape import (
    Json,
    identified,
    mail_address,
    shaped,
    web_address,
)
from asset_map.exports.open_referral.terms import attributes
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.state import OperatingStatus
from asset_map.model.times import StopState

__all__ = ["Recorded", "service"]

_STATUS = {
    OperatingStatus.ACTIVE: "active",
    OperatingStatus.INACTIVE: "inactive",
    OperatingStatus.TEMPORARILY_CLOSED: "temporarily closed",
    OperatingStatus.CLOSED: "defunct",
}
_SERVICE_NAMES = {AssetKind.GROUP: "{}: activities", AssetKind.SPACE: "{}: room hire"}
_SCHEMES = {
    "GB-CHC": "Charity number",
    "GB-SC": "Scottish charity number",
    "GB-NIC": "Northern Irish charity number",
    "GB-COH": "Company number",
    "GB-MPR": "Mutuals number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An asset as the public sees it, with the code and name of each place's ward by its id."""

    asset: Asset
    wards: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def service(recorded: Recorded, *, council: str) -> Json:
    """Return the service with everything that belongs to it."""
    asset = recorded.asset
    service_id = identified("service", asset.id)
    organization = _organization(asset)
    at = [(place, identified("at", asset.id, place.id)) for place in _places(asset)]
    verified = asset.verification
    return shaped(
        id=service_id,
        organization_id=organization["id"],
        name=_SERVICE_NAMES.get(asset.kind, "{}").replace("{}", asset.name),
        description=asset.description or asset.summary,
        url=web_address(asset.contact.url),
        email=mail_address(asset.contact.email),
        status=_STATUS[asset.operating_status],
        fees=asset.cost_note,
        minimum_age=asset.for_whom.min_age,
        maximum_age=asset.for_whom.max_age,
        assured_date=verified.verified_on.isoformat() if verified else "",
        schedules=[
            one
            for place, at_id in at
            for one in schedules(place, service_id=service_id, at_id=at_id)
        ],
        service_areas=_areas(asset, service_id, council),
        service_at_locations=[
            _at(recorded, place, service_id=service_id, at_id=at_id) for place, at_id in at
        ],
        languages=_languages(asset, service_id),
        organization=organization,
        contacts=_contacts(asset, service_id),
        attributes=attributes(asset, service_id),
    )


def _places(asset: Asset) -> list[Location]:
    """Return the places where one can go, or look: never a withheld one."""
    return [
        place
        for place in asset.locations
        if place.publish is not PublishLocation.WITHHELD
        and place.kind is not LocationKind.AREA_WIDE
        and (place.stop is None or place.stop.state is StopState.ACTIVE)
    ]


def _at(recorded: Recorded, place: Location, *, service_id: str, at_id: str) -> Json:
    there = location(
        place,
        asset_id=recorded.asset.id,
        ward_name=recorded.wards.get(place.id, ("", ""))[1],
        access_notes=recorded.asset.access_notes,
    )
    return {
        "id": at_id,
        "service_id": service_id,
        "location_id": there["id"],
        "location": there,
    }


def _organization(asset: Asset) -> Json:
    organization_id = identified("organization", asset.id)
    return shaped(
        id=organization_id,
        name=asset.name,
        description=asset.summary or asset.description or f"{asset.name} ({asset.kind.label})",
        email=mail_address(asset.contact.email),
        website=web_address(asset.contact.url),
        organization_identifiers=[
            {
                "id": identified("identifier", organization_id, one.scheme, one.value),
                "organization_id": organization_id,
                "identifier_scheme": one.scheme,
                "identifier_type": _SCHEMES[one.scheme],
                "identifier": one.value,
            }
            for one in asset.identifiers
            if one.scheme in _SCHEMES
        ],
    )


def _areas(asset: Asset, service_id: str, council: str) -> list[Json]:
    if all(place.kind is not LocationKind.AREA_WIDE for place in asset.locations):
        return []
    return [
        shaped(
            id=identified("area", service_id), service_id=service_id, name=f"District of {council}"
        )
    ]


def _languages(asset: Asset, service_id: str) -> list[Json]:
    return [
        shaped(id=identified("language", service_id, name), service_id=service_id, name=name)
        for name in dict.fromkeys(asset.languages)
    ]


def _contacts(asset: Asset, service_id: str) -> list[Json]:
    """Return the contact by its role: the register publishes nobody's name."""
    contact = asset.contact
    if not (contact.role or contact.phone):
        return []
    contact_id = identified("contact", service_id)
    phone: dict[str, Any] = shaped(
        id=identified("phone", contact_id), contact_id=contact_id, number=contact.phone
    )
    return [
        shaped(
            id=contact_id,
            service_id=service_id,
            title=contact.role,
            phones=[phone] if contact.phone else [],
        )
    ]
