"""Where a service is: only what the public may know of the place."""

from asset_map.exports.open_referral.shape import Json, identified, shaped
from asset_map.model.location import Location, LocationKind

__all__ = ["location"]

_DECIMALS = 6


def location(place: Location, *, asset_id: str, ward_name: str, access_notes: str) -> Json:
    """
    Return the location; a place that is known by its ward alone has nothing nearer.

    ``access_notes`` are the asset's own, and belong to the places where one can go.
    """
    location_id = identified("location", asset_id, place.id)
    kind = "virtual" if place.kind is LocationKind.ONLINE else "physical"
    if not place.publish.is_on_map:
        return shaped(id=location_id, location_type=kind, description=_in_ward(ward_name))
    return shaped(
        id=location_id,
        location_type=kind,
        name=place.place_name,
        **_point(place),
        external_identifier=place.uprn,
        external_identifier_type="UPRN" if place.uprn else "",
        addresses=_addresses(place, location_id, kind),
        accessibility=[
            shaped(
                id=identified("accessibility", location_id),
                location_id=location_id,
                description=access_notes,
            )
        ]
        if access_notes and kind == "physical"
        else [],
    )


def _in_ward(ward_name: str) -> str:
    where = f"In {ward_name} ward" if ward_name else "In the district"
    return f"{where}. The address is not published; ask before you go."


def _point(place: Location) -> Json:
    point = place.point
    # 0, 0 is nobody's place but a missing one that was counted as nought.
    if point is None or not (point.lon or point.lat):
        return {}
    return {"latitude": round(point.lat, _DECIMALS), "longitude": round(point.lon, _DECIMALS)}


def _addresses(place: Location, location_id: str, kind: str) -> list[Json]:
    """Return the address; members that the format requires are empty where nobody said."""
    if not (place.address or place.postcode):
        return []
    *lines, last = [part.strip() for part in place.address.split(",")]
    return [
        {
            "id": identified("address", location_id),
            "location_id": location_id,
            "address_1": ", ".join(lines) or last,
            "city": last if lines else "",
            "state_province": "",
            "postal_code": place.postcode,
            "country": "GB",
            "address_type": kind,
        }
    ]
