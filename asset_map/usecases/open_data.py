"""The open feeds that other programs read: the public view, and nothing else."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from asset_map import __version__
from asset_map.exports.columns import columns_for
from asset_map.exports.open_referral.feed import Feed, about, open_referral, page
from asset_map.exports.open_referral.files import static_files, zipped
from asset_map.exports.open_referral.services import Recorded
from asset_map.exports.open_referral.wanted import Wanted, answers, service_of
from asset_map.model.area import BoundaryKind
from asset_map.model.errors import NotFoundError
from asset_map.model.gap import GapRow, GapRun
from asset_map.model.query import Query
from asset_map.model.role import Action, Actor, Audience, Role, require
from asset_map.register import areas, gaps, public_view, search
from asset_map.register.engine import Connection
from asset_map.usecases.export_assets import Format, conditions_of, export_assets
from asset_map.usecases.gap_tables import as_json
from asset_map.usecases.house import House
from asset_map.usecases.locating import near

__all__ = [
    "ASSET_COLUMNS",
    "LISTS",
    "SERVICE_LISTS",
    "Wanted",
    "about",
    "assets_geojson",
    "entity_tag",
    "licence_lines",
    "list_open_referral",
    "open_gap_run",
    "open_referral_files",
    "open_referral_object",
    "open_referral_zip",
]

# What is told of each asset in a table.
ASSET_COLUMNS = tuple(column.name for column in columns_for(Audience.PUBLIC))
SERVICE_LISTS = ("services", "service_at_locations")
LISTS = (*SERVICE_LISTS, "taxonomies", "taxonomy_terms")
# A postcode without a distance asks for what can be walked to in about an hour.
USUAL_PROXIMITY_M = 5_000.0
_EVERYTHING = 1_000_000

Json = dict[str, Any]

_ANYBODY = Actor(name="Anybody", role=Role.PUBLIC)


def entity_tag(house: House, asked: str) -> str:
    """Return a tag that is another one as soon as what is asked may be answered otherwise."""
    with house.register.reading() as connection:
        changes = house.register.change_count(connection)
    # Two registers may have changed as often: a laptop's copy is another register.
    said = f"{__version__}\x1f{house.register.database_url}\x1f{changes}\x1f{asked}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def licence_lines(house: House, *, now: datetime) -> tuple[str, ...]:
    """Return the lines that the licences of wards and postcodes ask for."""
    with house.register.reading() as connection:
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    return conditions_of(house, ward_set, audience=Audience.PUBLIC, now=now).attributions


def assets_geojson(house: House, *, actor: Actor, now: datetime) -> bytes:
    """Return what the public may see of every asset as GeoJSON (RFC 7946)."""
    require(actor, Action.FIND)
    return _assets_geojson(house, _changes(house), now.replace(second=0, microsecond=0))


def open_gap_run(house: House, run_id: str, *, actor: Actor) -> bytes:
    """
    Return figures that were kept for the public, by their id alone: a name could be guessed.

    The figures stay as they were. Who is named in them is named only as long as everybody
    may see where they are.

    Raises
    ------
    NotFoundError
        When no run of that id was made for the public.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        run = _run(connection, run_id)
        named = _named_today(connection)
    rows = tuple(_still_open(row, named) for row in run.rows)
    return as_json(replace(run, made_by=house.settings.council_name, rows=rows)).encode()


def _run(connection: Connection, run_id: str) -> GapRun:
    message = f"There are no open figures '{run_id}'; ask the council for their address."
    try:
        run = gaps.run_named(connection, run_id)
    except NotFoundError as error:
        raise NotFoundError(message) from error
    if run.id != run_id or run.conditions.audience is not Audience.PUBLIC:
        raise NotFoundError(message)
    return run


def _named_today(connection: Connection) -> frozenset[str]:
    """Return the ids and names of whose place everybody may see today."""
    points = public_view.map_points(connection, audience=Audience.PUBLIC)
    return frozenset(text for point in points for text in (point.asset_id, point.name))


def _still_open(row: GapRow, named: frozenset[str]) -> GapRow:
    """Return the row without names, and sentences with names, that are no longer public."""
    over = row.nearest_over
    is_over_gone = over is not None and not {over.asset_id, over.name} <= named
    if not is_over_gone and {*row.anchor_names, *row.candidates, *row.not_checked} <= named:
        return row
    return replace(
        row,
        anchor_names=tuple(name for name in row.anchor_names if name in named),
        candidates=tuple(name for name in row.candidates if name in named),
        not_checked=tuple(name for name in row.not_checked if name in named),
        nearest_over=None if is_over_gone else over,
        why="",
    )


def open_referral_object(house: House, name: str, object_id: str, *, actor: Actor) -> Json:
    """
    Return one object of the feed, whole.

    Raises
    ------
    NotFoundError
        When the feed has none of that id.
    """
    require(actor, Action.FIND)
    found = _feed(house, _changes(house)).collections()[name].get(object_id)
    if found is None:
        message = f"There is no '{object_id}' among the {name}; the list of them names every id."
        raise NotFoundError(message)
    return found


def list_open_referral(
    house: House, name: str, wanted: Wanted, *, actor: Actor, today: date
) -> Json:
    """
    Return a page of one of ``LISTS``, in the format's envelope.

    Raises
    ------
    LocationNotFoundError
        When there is no such postcode.
    """
    require(actor, Action.FIND)
    feed = _feed(house, _changes(house))
    found = list(feed.collections()[name].values())
    if name in SERVICE_LISTS:
        among = _services_found(house, feed, wanted, today=today)
        found = [one for one in found if service_of(one)["id"] in among and answers(one, wanted)]
    return page(found, number=wanted.page, size=wanted.per_page)


def open_referral_zip(house: House, *, actor: Actor, now: datetime) -> bytes:
    """Return the whole feed as static files in one zip."""
    require(actor, Action.FIND)
    return zipped(_feed(house, _changes(house)), conditions=_said(house, now), at=now)


def open_referral_files(house: House, *, actor: Actor, now: datetime) -> dict[str, bytes]:
    """Return the whole feed as static files, by their paths."""
    require(actor, Action.FIND)
    return dict(static_files(_feed(house, _changes(house)), conditions=_said(house, now)))


def _said(house: House, now: datetime) -> dict[str, str]:
    with house.register.reading() as connection:
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    return conditions_of(house, ward_set, audience=Audience.PUBLIC, now=now).in_words()


def _services_found(house: House, feed: Feed, wanted: Wanted, *, today: date) -> set[str]:
    """Return the ids of the services that the public's own search finds."""
    if not (wanted.search or wanted.postcode):
        return set(feed.services)
    query = Query(text=wanted.search, only_open=False, limit=_EVERYTHING)
    if wanted.postcode:
        within_m = USUAL_PROXIMITY_M if wanted.proximity is None else wanted.proximity
        query = replace(query, near=near(house, wanted.postcode), within_m=within_m)
    with house.register.reading() as connection:
        found = search.find(connection, query, audience=Audience.PUBLIC, today=today)
    return {
        service_id
        for one in found.listings
        if (service_id := feed.service_ids.get(one.asset_id)) is not None
    }


def _changes(house: House) -> int:
    with house.register.reading() as connection:
        return house.register.change_count(connection)


@lru_cache(maxsize=2)
def _assets_geojson(house: House, changes: int, now: datetime) -> bytes:
    del changes
    content, _ = export_assets(
        house, Format.GEOJSON, audience=Audience.PUBLIC, actor=_ANYBODY, now=now
    )
    return content


# Programs ask page after page: the feed is put together once for each state of the register.
@lru_cache(maxsize=2)
def _feed(house: House, changes: int) -> Feed:
    del changes  # whatever changes the register asks for another feed
    with house.register.reading() as connection:
        seen = list(public_view.every_visible(connection, audience=Audience.PUBLIC))
        every = public_view.every_ward(connection, audience=Audience.PUBLIC)
    wards: dict[str, dict[str, tuple[str, str]]] = {}
    for (asset_id, place_id), ward in every.items():
        wards.setdefault(asset_id, {})[place_id] = ward
    records = (Recorded(asset=asset, wards=wards.get(asset.id, {})) for asset in seen)
    return open_referral(records, council=house.settings.council_name)
