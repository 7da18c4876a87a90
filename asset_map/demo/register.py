"""The register of the demonstration district: some 300 assets, and what links them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from asset_map.demo.clerk import Clerk
from asset_map.demo.district import District
from asset_map.demo.gatherings import Gathering, gathering_from
from asset_map.demo.halls import hosted, with_halls
from asset_map.demo.links import connection_from, offer_from
from asset_map.demo.streets import Streets
from asset_map.demo.usual import usual_assets
from asset_map.demo.waiting import submission_from
from asset_map.demo.whereabouts import Whereabouts
from asset_map.demo.written import Table, key_in, read_content
from asset_map.model.asset import Asset
from asset_map.model.connection import Connection, Offer, Side
from asset_map.model.location import Location
from asset_map.model.submission import Submission

__all__ = ["DemoRegister", "build_register"]

_WRITTEN = (
    "library", "anchors", "spaces", "institutions", "groups", "businesses", "stories", "skills",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRegister:
    """Everything the demonstration's register holds."""

    assets: tuple[Asset, ...]
    submissions: tuple[Submission, ...]
    connections: tuple[Connection, ...]
    offers: tuple[Offer, ...]
    gatherings: tuple[Gathering, ...]


def build_register(district: District, *, today: date) -> DemoRegister:
    """Return the register of the district as it stands on a day; the same for the same day."""
    usual = read_content("usual")
    clerk = Clerk(
        today=today,
        whereabouts=Whereabouts(streets=Streets(district, usual["streets"]), today=today),
        phones=(f"01632 960{number:03d}" for number in range(1000)),
    )
    written = [table for name in _WRITTEN for table in read_content(name)["assets"]]
    written += usual_assets(usual["usual"], district.settlements)
    tables = with_halls(written, district.settlements)
    assets = _recorded(tables, clerk)
    links, exchange = read_content("links"), read_content("exchange")
    ward_codes = {ward.seed.name: code for code, ward in district.planned.items()}
    connections = [connection_from(table, today=today) for table in links["connections"]]
    connections += hosted(tables)
    gatherings = tuple(
        gathering_from(table, today=today, assets=assets, ward_codes=ward_codes)
        for table in read_content("roadshows")["roadshows"]
    )
    offers = [offer_from(side, table, today=today) for side in Side for table in exchange[side]]
    return DemoRegister(
        assets=tuple(assets.values()),
        submissions=tuple(
            submission_from(table, clerk=clerk, assets=assets)
            for table in read_content("waiting")["submissions"]
        ),
        connections=tuple(connections),
        offers=(*offers, *(offer for one in gatherings for offer in one.offers)),
        gatherings=gatherings,
    )


def _recorded(tables: Sequence[Table], clerk: Clerk) -> dict[str, Asset]:
    """Return the records by key, in the order of the tables."""
    assets: dict[str, Asset] = {}
    for table in tables:
        venue = _room_of(assets[table["at"]]) if "at" in table else None
        assets[key_in(table)] = clerk.record(table, venue=venue)
    return assets


def _room_of(host: Asset) -> Location:
    place = host.locations[0]
    return replace(place, place_name=place.place_name or host.name)
