"""Taking the register away as a file, cut to what its readers may see."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from asset_map.exports.formats import Format, write
from asset_map.exports.table import Conditions, ExportRow
from asset_map.geography.geocoding import ATTRIBUTION as POSTCODE_ATTRIBUTION
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import Asset
from asset_map.model.errors import NotAllowedError
from asset_map.model.query import Query
from asset_map.model.role import Actor, Audience
from asset_map.model.state import RecordState
from asset_map.model.times import Meeting
from asset_map.model.words import LONDON
from asset_map.register import areas, public_view, search
from asset_map.usecases.export_beside import beside
from asset_map.usecases.happenings import times_at
from asset_map.usecases.house import House

__all__ = ["Format", "conditions_of", "export_assets"]

_FULLEST_LAST = (Audience.PUBLIC, Audience.PARTNER, Audience.OFFICER)
EVERYTHING = Query(
    record_states=(RecordState.APPROVED, RecordState.ARCHIVED), only_open=False, limit=10_000_000
)


def export_assets(
    house: House,
    kind: Format,
    *,
    audience: Audience,
    actor: Actor,
    now: datetime,
    query: Query = EVERYTHING,
) -> tuple[bytes, int]:
    """
    Return the file and how many records are in it.

    Raises
    ------
    NotAllowedError
        When the audience may see more than the actor's own role.
    """
    if _FULLEST_LAST.index(audience) > _FULLEST_LAST.index(actor.audience):
        message = (
            f"The role '{actor.role.label}' may not take away what is for {audience.label}s; "
            f"choose '{actor.audience.value}' as the audience."
        )
        raise NotAllowedError(message)
    today = now.astimezone(LONDON).date()
    states = query.record_states if audience is Audience.OFFICER else ()
    asked = replace(query, record_states=states, offset=0, limit=EVERYTHING.limit)
    with house.register.reading() as connection:
        listings = search.find(connection, asked, audience=audience, today=today).listings
        seen = public_view.visible_assets(
            connection, [one.asset_id for one in listings], audience=audience
        )
        wards = public_view.every_ward(connection, audience=audience)
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    rows = [_row(asset, wards) for asset in seen]
    conditions = conditions_of(house, ward_set, audience=audience, now=now)
    if kind is Format.ICALENDAR:
        rows = [_on(row) for row in rows]
    shown = beside(house, kind, audience=audience, actor=actor, now=now)
    return write(kind, rows, conditions, shown), len(rows)


def conditions_of(
    house: House, ward_set: BoundarySet | None, *, audience: Audience, now: datetime
) -> Conditions:
    """Return what a reader must know of an export, with the lines that licences ask for."""
    sources = [ward_set.attribution if ward_set else ""]
    if not house.is_demonstration():
        sources.append(POSTCODE_ATTRIBUTION)
    return Conditions(
        council=house.settings.council_name,
        audience=audience,
        cut_off=now,
        boundary_set=ward_set.name if ward_set else "",
        attributions=tuple(filter(None, sources)),
    )


def _row(asset: Asset, wards: Mapping[tuple[str, str], tuple[str, str]]) -> ExportRow:
    """Return the row with the ward of the place that it tells of."""
    row = ExportRow(asset=asset)
    code, name = wards.get((asset.id, row.place.id), ("", "")) if row.place else ("", "")
    return replace(row, ward_code=code, ward_name=name)


def _on(row: ExportRow) -> ExportRow:
    """Return the row with what is on at its places, and without opening hours."""
    asset = row.asset
    places = tuple(
        replace(
            place,
            meetings=tuple(one for one in times_at(asset, place) if isinstance(one, Meeting)),
        )
        for place in asset.locations
    )
    return replace(row, asset=replace(asset, locations=places))
