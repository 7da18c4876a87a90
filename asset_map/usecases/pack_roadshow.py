"""A roadshow leaves the office: its part of the register in one sealed file."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from asset_map.credentials.sealed_file import check_passphrase
from asset_map.model.away import AwayPack, RoadshowFile
from asset_map.model.errors import ConflictError
from asset_map.model.pack_out import PackOut
from asset_map.model.roadshow import RoadshowState
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted, long_date
from asset_map.register import marks, packs_out, roadshows, vocabulary
from asset_map.usecases.away_register import pack_here
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.roadshow_file import sealed_file
from asset_map.usecases.taken_along import taken_along

__all__ = [
    "Packing",
    "end_pack",
    "file_to_take",
    "keep_pack",
    "pack_roadshow",
    "pack_words",
    "packed_mark",
    "packs_of",
    "packs_out_of",
    "where_it_is",
]

LASTS_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """Which roadshow goes out, under which passphrase, until how many days after its own day."""

    roadshow_id: str
    passphrase: str
    days: int = LASTS_DAYS


def packed_mark(pack_id: str) -> str:
    """Return the key under which it is kept which assets, in which version, a file holds."""
    return f"packed {pack_id}"


def packs_of(house: House, roadshow_id: str, *, actor: Actor) -> list[PackOut]:
    """Return the files that were written for a roadshow, the latest first."""
    require(actor, Action.TAKE_AWAY)
    with house.register.reading() as connection:
        return [one for one in packs_out.every(connection) if one.roadshow_id == roadshow_id]


def packs_out_of(house: House, roadshow_id: str, *, actor: Actor) -> list[PackOut]:
    """Return the files of a roadshow that did not come back and were not lost."""
    return [
        one
        for one in packs_of(house, roadshow_id, actor=actor)
        if one.returned_at is None and one.ended_at is None
    ]


def pack_words(house: House, roadshow_id: str, *, actor: Actor) -> list[str]:
    """Return of each file that was written for a roadshow where it is, in a sentence."""
    return [where_it_is(one) for one in packs_of(house, roadshow_id, actor=actor)]


def where_it_is(one: PackOut) -> str:
    """Return in a sentence what became of a file so far."""
    made = (
        f"A file with {counted(one.assets, 'record')} was written on "
        f"{long_date(one.made_at)} by {one.made_by}"
    )
    if one.ended_at:
        return f"{made}; it was lost and ended on {long_date(one.ended_at)}."
    if one.returned_at:
        return f"{made}; it came back on {long_date(one.returned_at)}."
    return f"{made}; it is out, and good until {long_date(one.expires_at)}."


def end_pack(house: House, pack_id: str, *, actor: Actor, now: datetime) -> PackOut:
    """Note that a file was lost: what is said to come back of it is refused from now on."""
    require(actor, Action.TAKE_AWAY)
    with house.register.writing() as connection:
        pack = packs_out.get(connection, pack_id)
        require_area_of_roadshow(connection, actor, pack.roadshow_id)
        return packs_out.put(connection, replace(pack, ended_at=pack.ended_at or now))


def pack_roadshow(
    house: House, packing: Packing, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> tuple[PackOut, bytes]:
    """
    Write the file for a roadshow; return what is kept of it here, and the file.

    Raises
    ------
    ConflictError
        When the session has begun here: one session is held in one place.
    InvalidSubmissionError
        When the passphrase is short.
    """
    check_passphrase(packing.passphrase)
    file = file_to_take(house, packing, actor=actor, now=now, new_id=new_id)
    sealed = sealed_file(file, packing.passphrase)
    return keep_pack(house, file, sha256=hashlib.sha256(sealed).hexdigest()), sealed


def file_to_take(
    house: House, packing: Packing, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> RoadshowFile:
    """
    Return what a roadshow takes along.

    It holds what partners may see of the roadshow's wards and of 3 km round them; nothing
    withheld, no contact that is for officers, no place closer than it is published.
    """
    require(actor, Action.TAKE_AWAY)
    if pack_here(house) is not None:
        message = "This register is a copy itself. Write the file at the office it came from."
        raise ConflictError(message)
    is_demonstration = house.is_demonstration()
    with house.register.reading() as connection:
        roadshow = roadshows.get(connection, packing.roadshow_id)
        require_area_of_roadshow(connection, actor, roadshow)
        if roadshow.state is not RoadshowState.PLANNED:
            message = (
                f"'{roadshow.title}' has begun here already. Take it away before its session "
                "begins, or hold the session here."
            )
            raise ConflictError(message)
        area, holding = taken_along(connection, roadshow, now=now)
        terms = tuple(vocabulary.changed_terms(connection))
        hidden = tuple(sorted(vocabulary.hidden_terms(connection)))
    last_day = datetime.combine(roadshow.held_on, now.timetz())
    pack = AwayPack(
        id=new_id(),
        roadshow_id=roadshow.id,
        made_at=now,
        made_by=actor.name,
        expires_at=max(now, last_day) + timedelta(days=packing.days),
        council_name=house.settings.council_name,
        is_demonstration=is_demonstration,
    )
    return RoadshowFile(pack=pack, holding=holding, area=area, terms=terms, hidden_terms=hidden)


def keep_pack(house: House, file: RoadshowFile, *, sha256: str) -> PackOut:
    """List a file that goes out, and in which version it holds which record."""
    out = PackOut(
        id=file.pack.id,
        roadshow_id=file.pack.roadshow_id,
        made_at=file.pack.made_at,
        made_by=file.pack.made_by,
        expires_at=file.pack.expires_at,
        sha256=sha256,
        assets=len(file.holding.assets),
    )
    versions = {asset.id: asset.version for asset in file.holding.assets}
    with house.register.writing() as connection:
        packs_out.put(connection, out)
        marks.put(connection, packed_mark(out.id), json.dumps(versions))
    return out
