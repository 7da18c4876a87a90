"""What goes out comes back in: exports read by imports."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asset_map.exports.formats import Format, write
from asset_map.imports.columns import guess_mapping
from asset_map.imports.places import ImportDefaults, Reading, read_places
from asset_map.imports.spreadsheet import read_table
from asset_map.model.asset import Asset, Contact, SpaceDetails
from asset_map.model.location import Location
from asset_map.model.role import Audience
from asset_map.model.times import Meeting
from tests.exports.drawn import CONDITIONS, HALL, asset, assets_of_any_kind, rows_for


def read_back(file: bytes) -> Reading:
    table = read_table(file, file_name="export")
    defaults = ImportDefaults(source="The register", today=date(2026, 11, 22))
    return read_places(table, guess_mapping(table.headings, table.sample()), defaults=defaults)


def public_fields(one: Asset) -> Asset:
    """The asset without what an export does not say, or an import decides anew."""
    place = one.locations[0] if one.locations else None
    return replace(
        one,
        id="",
        contact=replace(one.contact, audience=Audience.OFFICER),
        space=None if one.space == SpaceDetails() else one.space,
        anchor=None,
        record_state=asset().record_state,
        visible_to=Audience.PUBLIC,
        provenance=None,
        verification=None,
        locations=(_told(place),) if place else (),
    )


def _told(place: Location) -> Location:
    # A draft's point is not looked up yet: what the row states is compared on its own.
    # What a file states of it counts as chosen by whoever made the file.
    return replace(place, id="", point=None, grid=None, accuracy_m=None, is_publish_chosen=True)


@given(st.lists(assets_of_any_kind, min_size=1, max_size=3), st.sampled_from([Format.CSV]))
@example([asset(contact=Contact(role="-", url="https://knit.example.org"))], Format.CSV)
@example([asset(locations=(replace(HALL, meetings=(Meeting(),)),))], Format.CSV)
@example([asset()], Format.XLSX)
@example([asset()], Format.GEOJSON)
def test_what_the_public_is_told_comes_back_as_it_was(assets: list[Asset], fmt: Format) -> None:
    rows = rows_for(Audience.PUBLIC, assets)
    if not rows:
        return
    reading = read_back(write(fmt, rows, CONDITIONS))
    assert reading.refused == ()
    for source, back in zip(rows, reading.rows, strict=True):
        # An asset without a place comes back with an empty one, as any such row does.
        there = back.asset.locations if source.place else ()
        told = replace(source.asset, locations=source.places[:1])
        assert public_fields(replace(back.asset, locations=there)) == public_fields(told)
        point = source.place.point if source.place else None
        (stated,) = back.stated
        assert (stated.point is None) == (point is None)
        if stated.point and point:
            assert stated.point.lon == pytest.approx(point.lon, abs=1e-6)
            assert stated.point.lat == pytest.approx(point.lat, abs=1e-6)
