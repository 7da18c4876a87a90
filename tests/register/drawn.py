"""Small records drawn by hand: two square wards side by side, and assets to put in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from asset_map.model.area import Area, BoundaryKind, BoundarySet, Placement
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.location import Coordinates, GridPoint, Location, PublishLocation
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.register import areas, assets
from asset_map.register.assets import RevisionNote, Saving

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OFFICER = Actor(name="Ward officer", role=Role.OFFICER)
WEST, EAST = "E05999001", "E05999002"

WARDS = BoundarySet(
    id="wards-2026", name="Wards 2026", kind=BoundaryKind.WARD, valid_from=date(2026, 5, 7)
)
OLD_WARDS = replace(WARDS, id="wards-2015", name="Wards 2015", valid_from=date(2015, 5, 7))


def place(name: str = "hall", **fields: Any) -> Location:
    """A public building in the west; ``name`` is its id."""
    drawn = Location(
        id=name,
        point=Coordinates(lon=1.2, lat=54.5),
        grid=GridPoint(easting=607_000.0, northing=510_000.0),
        accuracy_m=5.0,
    )
    return replace(drawn, **fields)


def asset(asset_id: str = "knitters", name: str = "Tuesday Knitters", **fields: Any) -> Asset:
    """A group that everybody may know of, without a place."""
    drawn = Asset(id=asset_id, kind=AssetKind.GROUP, name=name, record_state=RecordState.APPROVED)
    return replace(drawn, **fields)


def note(revision_id: str, action: str = "added", **fields: Any) -> RevisionNote:
    return replace(RevisionNote(id=revision_id, actor=OFFICER, at=NOW, action=action), **fields)


def save(
    connection: sa.Connection,
    drawn: Asset,
    *,
    wards: Mapping[str, str | None] | None = None,
    action: str = "added",
) -> Asset:
    """Save one asset from the version it is in; ``wards`` are ward codes by location id."""
    return save_all(connection, drawn, wards=wards, action=action)[0]


def save_all(
    connection: sa.Connection,
    *drawn: Asset,
    wards: Mapping[str, str | None] | None = None,
    action: str = "added",
) -> list[Asset]:
    placements = {place_id: Placement(code=code) for place_id, code in (wards or {}).items()}
    return assets.save_many(
        connection,
        [
            Saving(
                asset=one,
                expected_version=one.version,
                note=note(f"{one.id}-{one.version + 1}", action),
                placements={p.id: placements[p.id] for p in one.locations if p.id in placements},
            )
            for one in drawn
        ],
    )


def use_wards(connection: sa.Connection, wards: BoundarySet = WARDS, *names: str) -> None:
    """Keep two wards, West and East, and put them to use."""
    codes = (WEST, EAST) if wards == WARDS else ("E05888001", "E05888002")
    drawn = [
        Area(set_id=wards.id, code=code, name=name)
        for code, name in zip(codes, names or ("West", "East"), strict=True)
    ]
    areas.add_set(connection, wards, drawn)
    areas.use_set(connection, wards.id, by=OFFICER.name, at=NOW)


def withheld(name: str = "refuge", **fields: Any) -> Location:
    return place(name, publish=PublishLocation.WITHHELD, **fields)
