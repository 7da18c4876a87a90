"""A house with two square wards in the North Sea, and a handful of invented postcodes."""

from datetime import date, datetime
from pathlib import Path

import pytest
import shapely

from asset_map.geography.crs import to_degrees
from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.area import Area, BoundaryKind, BoundarySet
from asset_map.model.asset import Asset, AssetKind, Provenance, SourceKind
from asset_map.model.location import GridPoint, Location, LocationMethod, PublishLocation
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.register import areas
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Register
from asset_map.settings import Settings
from asset_map.usecases.house import House
from asset_map.usecases.keeping import keep

WEST, EAST = "E05999001", "E05999002"
OFFICER = Actor(name="Ward officer", role=Role.OFFICER)
PARTNER = Actor(name="Partner", role=Role.PARTNER)
RESIDENT = Actor(name="A resident", role=Role.PUBLIC)

# Metres on the National Grid; the wards meet at easting 602,000.
POSTCODES = {
    "ZZ1 1AA": (601_000, 511_000),
    "ZZ1 1AB": (601_040, 511_000),
    "ZZ1 2AA": (601_980, 511_000),
    "ZZ2 1AA": (603_000, 511_000),
}


@pytest.fixture
def house(register: Register, postcode_cache: Path, tmp_path: Path) -> House:
    """An empty register with two wards side by side."""
    file = tmp_path / "postcodes.csv"
    lines = [f"{postcode},{x},{y}" for postcode, (x, y) in POSTCODES.items()]
    file.write_text("\n".join(["postcode,easting,northing", *lines]), encoding="utf-8")
    postcodes = PostcodeDirectory(postcode_cache, extra_files=(file,))
    with register.writing() as connection:
        wards = BoundarySet(
            id="wards-2026", name="Wards 2026", kind=BoundaryKind.WARD, valid_from=date(2026, 5, 7)
        )
        areas.add_set(
            connection, wards, [ward(WEST, "Net Loft", 600_000), ward(EAST, "Quayside", 602_000)]
        )
        areas.use_set(connection, wards.id, by="the test", at=datetime.fromisoformat(NOW))
    return House(
        # Nobody waits between opening a page and sending it: the clock stands still.
        settings=Settings(
            cache_dir=str(tmp_path / "cache"), form_seconds_at_least=0, upload_seconds=0
        ),
        register=register,
        postcodes=postcodes,
        geocoder=OfflineGeocoder(postcodes),
    )


NOW = "2026-11-22T09:30:00+00:00"


def ward(code: str, name: str, west: float) -> Area:
    """A square ward of two kilometres."""
    square = shapely.box(west, 510_000, west + 2_000, 512_000)
    return Area(set_id="", code=code, name=name, assign_wkb=square.wkb, draw_wkb=square.wkb)


def group(asset_id: str = "knitters", name: str = "Tuesday Knitters") -> Asset:
    """An approved group in the west, in a public building."""
    grid = GridPoint(easting=601_000, northing=511_000)
    place = Location(
        id=f"{asset_id}-place",
        point=to_degrees(grid),
        grid=grid,
        method=LocationMethod.POSTCODE,
        accuracy_m=100.0,
        postcode="ZZ1 1AA",
        place_name="The Net Loft",
        publish=PublishLocation.EXACT,
    )
    return Asset(
        id=asset_id,
        kind=AssetKind.GROUP,
        name=name,
        record_state=RecordState.APPROVED,
        locations=(place,),
        provenance=Provenance(
            source="By hand", source_kind=SourceKind.OFFICER, recorded_on=date(2026, 1, 2)
        ),
    )


def kept(house: House, asset: Asset, now: datetime) -> Asset:
    """Save an asset as an officer would."""
    note = RevisionNote(
        id=f"added-{asset.id}-{asset.version}", actor=OFFICER, at=now, action="added"
    )
    with house.register.writing() as connection:
        return keep(house, connection, asset, note)
