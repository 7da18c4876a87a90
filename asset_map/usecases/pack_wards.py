"""The areas of a pack, each with its strengths first, and how the map draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from asset_map.model.area import AreaCommittee
from asset_map.model.committee_pack import (
    AreaShape,
    CommitteePack,
    MapPin,
    PackAsk,
    PackAsset,
    PackChange,
    PackWard,
)
from asset_map.model.connection import Side
from asset_map.model.gap import GapRun
from asset_map.model.person import told_counts
from asset_map.model.role import Audience
from asset_map.register import public_view
from asset_map.register.engine import Connection
from asset_map.register.placements import ward_set_id
from asset_map.register.public_offers import PublicOffer, public_offers
from asset_map.usecases.gap_study import Question, study
from asset_map.usecases.house import House
from asset_map.usecases.pack_links import PackLinks
from asset_map.usecases.pack_records import PackRecord, strengths
from asset_map.usecases.pack_words import ward_change

__all__ = ["Known", "pins_of", "wards_of"]

# An anchor organisation just over the boundary belongs on the map.
_MARGIN_M = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a committee's areas for a pack."""

    committee: AreaCommittee
    run: GapRun
    records: Mapping[str, PackRecord]
    links: PackLinks
    names: Mapping[str, str]
    changes: Sequence[PackChange]
    last: CommitteePack | None


def wards_of(
    connection: Connection, known: Known, *, today: date, meeting: date
) -> tuple[PackWard, ...]:
    """Return the areas in the order of the table, with their officers on the day it meets."""
    set_id = known.run.conditions.set_id
    # By name: another edition of the boundaries gives new codes to wards that stay.
    names = known.names
    before = known.last.run.rows if known.last else ()
    was = {names.get(row.code, row.name): row.gap_class for row in before}
    officers = {
        member.code: member.officer
        for member in known.committee.members
        if (member.from_day or meeting) <= meeting <= (member.to_day or meeting)
    }
    asks = public_offers(connection, today=today)
    is_in_use = ward_set_id(connection) == set_id
    found = []
    for number, row in enumerate(known.run.rows, start=1):
        name = names.get(row.code, row.name)
        there = _strengths(connection, known.records, row.code, today=today)
        skills = public_view.skills_in(connection, row.code) if is_in_use else []
        ward = PackWard(
            number=number,
            code=row.code,
            name=row.name,
            row=row,
            officer=officers.get(row.code, ""),
            strengths=there,
            skills=told_counts([(family or "other", count) for family, count in skills]),
            new_links=known.links.of(row.code),
            asks=_asks(asks, {one.asset_id for one in there}),
            was_class=was.get(name),
            change=ward_change(name, (was.get(name), row.gap_class), known.changes),
            missing_path=f"/add?ward={row.code}",
        )
        found.append(ward)
    return tuple(found)


def _strengths(
    connection: Connection, records: Mapping[str, PackRecord], code: str, *, today: date
) -> tuple[PackAsset, ...]:
    there = [record for record in records.values() if code in record.codes]
    listings = public_view.listings_of(
        connection, [one.asset.id for one in there], audience=Audience.PUBLIC, today=today
    )
    return strengths(there, code, {one.asset_id: one.when for one in listings})


def _asks(asks: Sequence[PublicOffer], there: set[str]) -> tuple[PackAsk, ...]:
    return tuple(
        PackAsk(
            asset_id=one.offer.asset_id,
            group=one.name,
            text=one.offer.text,
            until=one.offer.valid_until,
        )
        for one in asks
        if one.offer.side is Side.NEED and one.offer.asset_id in there
    )


def pins_of(
    house: House, connection: Connection, question: Question, shapes: Sequence[AreaShape]
) -> tuple[MapPin, ...]:
    """Return the anchors and candidates in or near some areas that a public map may show."""
    found = study(house, connection, question).prepared
    corners = [point for shape in shapes for part in shape.polygons for point in part[0]]
    low, high = (
        tuple(of(point[axis] for point in corners) + margin for axis in (0, 1))
        for of, margin in ((min, -_MARGIN_M), (max, _MARGIN_M))
    )
    pins = {
        MapPin(
            name=name,
            easting=round(x),
            northing=round(y),
            is_candidate=is_candidate,
            asset_id=asset_id,
        )
        for places, is_candidate in ((found.sought, False), (found.inputs.candidates, True))
        for asset_id, name, x, y in zip(
            places.ids,
            places.names,
            places.eastings_m.tolist(),
            places.northings_m.tolist(),
            strict=True,
        )
        if low[0] <= x <= high[0] and low[1] <= y <= high[1]
    }
    return tuple(sorted(pins, key=lambda one: (one.is_candidate, one.name, one.easting)))
