"""A roadshow arrives on the laptop: an empty register becomes the copy to work with."""

import struct
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.geography.wkb_nesting import is_nested
from asset_map.model.area import Area, Placement
from asset_map.model.asset import Asset
from asset_map.model.away import AwayArea, AwayPack, Holding, RoadshowFile
from asset_map.model.errors import ConflictError, UnreadableFileError
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, long_date
from asset_map.register import (
    areas,
    assets,
    links,
    market,
    marks,
    roadshows,
    suggestions,
    vocabulary,
)
from asset_map.register.assets import RevisionNote, Saving
from asset_map.register.engine import Connection
from asset_map.usecases.away_register import mark_away
from asset_map.usecases.fill_register import is_empty
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import times_of
from asset_map.usecases.kept_details import COUNCIL_MARK, DEMONSTRATION_MARK

__all__ = ["unpack_roadshow"]


def unpack_roadshow(
    house: House, file: RoadshowFile, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> AwayPack:
    """
    Fill an empty register from a file, in one transaction or not at all.

    Raises
    ------
    ConflictError
        When the register holds something, or the file's day is over.
    UnreadableFileError
        When a ward's shape in it is damaged.
    """
    require(actor, Action.TAKE_AWAY)
    if now >= file.pack.expires_at:
        day = long_date(file.pack.expires_at.astimezone(LONDON))
        message = f"This file was good until {day} and is over. Have a new one made at the office."
        raise ConflictError(message)
    desk = _Desk(house=house, file=file, actor=actor, now=now, new_id=new_id)
    _refuse_filled(house)
    with house.register.writing() as connection:
        if roadshows.every(connection):
            raise _filled()
        _put_area(connection, desk)
        kept = _put_assets(connection, desk)
        _put_rest(connection, file.holding)
        for term in file.terms:
            vocabulary.put_term(connection, term, is_hidden=term.id in file.hidden_terms)
        marks.put(connection, COUNCIL_MARK, file.pack.council_name)
        mark_away(connection, file.pack, replace(file.holding, assets=tuple(kept)))
        if file.pack.is_demonstration:
            marks.put(connection, DEMONSTRATION_MARK, "yes")
    return file.pack


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    house: House
    file: RoadshowFile
    actor: Actor
    now: datetime
    new_id: NewId


def _refuse_filled(house: House) -> None:
    if not is_empty(house):
        raise _filled()


def _filled() -> ConflictError:
    return ConflictError(
        "This register holds something already. Unpack into an empty one: set "
        "ASSET_MAP_DATABASE_URL to a new file, like sqlite:////home/jo/roadshow.sqlite."
    )


def _put_area(connection: Connection, desk: _Desk) -> None:
    area = desk.file.area
    if area is None:
        return
    shaped = [_shaped(one, area) for one in area.areas]
    areas.add_set(connection, area.boundary_set, shaped)
    areas.use_set(connection, area.boundary_set.id, by=desk.actor.name, at=desk.now)
    if area.committee:
        areas.put_committee(connection, area.committee)


def _shaped(one: Area, area: AwayArea) -> Area:
    """Return an area with its geometries, which may be plain polygons and nothing else."""
    try:
        assign, draw = (b64decode(text, validate=True) for text in area.shapes[one.code])
        is_plain = not (is_nested(assign) or is_nested(draw))
    except (KeyError, IndexError, Base64Error, struct.error):
        is_plain = False
    if not is_plain:
        message = f"The shape of ward '{one.code}' in the file is damaged. Ask for a new file."
        raise UnreadableFileError(message)
    return replace(one, set_id=area.boundary_set.id, assign_wkb=assign, draw_wkb=draw)


def _put_assets(connection: Connection, desk: _Desk) -> list[Asset]:
    wards = desk.file.area.wards if desk.file.area else {}
    savings = [
        Saving(
            asset=replace(asset, version=0),
            expected_version=0,
            note=RevisionNote(
                id=desk.new_id(), actor=desk.actor, at=desk.now, action="taken along"
            ),
            # Where only the ward is published, only the ward came along.
            placements={
                place.id: Placement(code=wards[place.id])
                for place in asset.locations
                if place.id in wards
            },
        )
        for asset in desk.file.holding.assets
    ]
    return assets.save_many(connection, savings, say_when=lambda place: "; ".join(times_of(place)))


def _put_rest(connection: Connection, holding: Holding) -> None:
    roadshows.add(connection, holding.roadshow)
    for offer in holding.offers:
        links.add_offer(connection, offer)
    for link in holding.connections:
        links.add(connection, link)
    for suggestion in holding.suggestions:
        suggestions.put(connection, suggestion)
    for stall in holding.stalls:
        market.put(connection, stall)
