"""The whole feed: its services, where they are, its terms, and the pages of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from asset_map.exports.open_referral.services import Recorded, service
from asset_map.exports.open_referral.shape import Json, identified, shaped
from asset_map.exports.open_referral.terms import EXPORTED_KINDS, taxonomies, terms
from asset_map.model.role import Audience
from asset_map.model.visibility import as_seen_by

__all__ = ["PROFILE", "Feed", "about", "open_referral", "page", "summary"]

PROFILE = "https://docs.openreferraluk.org/"
_VERSION = "HSDS-UK-3.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Every object of the feed by its id, whole; ``service_ids`` are by the asset behind."""

    services: dict[str, Json]
    service_at_locations: dict[str, Json]
    taxonomies: dict[str, Json]
    taxonomy_terms: dict[str, Json]
    service_ids: dict[str, str]

    def collections(self) -> dict[str, dict[str, Json]]:
        """Return what can be asked for, by the last word of its path."""
        return {
            "services": self.services,
            "service_at_locations": self.service_at_locations,
            "taxonomies": self.taxonomies,
            "taxonomy_terms": self.taxonomy_terms,
        }


def open_referral(records: Iterable[Recorded], *, council: str) -> Feed:
    """Return the feed of what the public may see of some records, in their order."""
    public = [
        Recorded(asset=seen, wards=one.wards)
        for one in records
        if one.asset.kind in EXPORTED_KINDS
        and (seen := as_seen_by(one.asset, Audience.PUBLIC)) is not None
    ]
    services = [service(one, council=council) for one in public]
    return Feed(
        services=_by_id(services),
        service_at_locations=_by_id(at for one in services for at in _whole_places(one)),
        taxonomies=_by_id(taxonomies()),
        taxonomy_terms=_by_id(terms(one.asset for one in public)),
        service_ids={one.asset.id: identified("service", one.asset.id) for one in public},
    )


def about(address: str = "") -> Json:
    """Return what the feed says of itself; ``address`` is where its routes are described."""
    return shaped(version=_VERSION, profile=PROFILE, openapi_url=address)


def summary(whole: Json) -> Json:
    """Return an object as lists have it: what it has one of, and never several."""
    return {
        name: summary(value) if isinstance(value, dict) else value
        for name, value in whole.items()
        if not isinstance(value, list)
    }


def page(found: Sequence[Json], *, number: int, size: int) -> Json:
    """Return one page of a list in its envelope, counted from 1."""
    contents = [summary(one) for one in found[(number - 1) * size : number * size]]
    pages = max(1, ceil(len(found) / size))
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _whole_places(service: Json) -> list[Json]:
    """Return each place of a service with the service itself, and the times of that place."""
    return [
        {
            **at,
            "service": {
                **{name: v for name, v in service.items() if name != "service_at_locations"},
                "schedules": [
                    one
                    for one in service.get("schedules", ())
                    if one["service_at_location_id"] == at["id"]
                ],
            },
        }
        for at in service.get("service_at_locations", ())
    ]


def _by_id(some: Iterable[Json]) -> dict[str, Json]:
    return {one["id"]: one for one in some}
