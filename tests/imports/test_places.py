import os
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.imports.columns import guess_mapping
from asset_map.imports.flags import Flag
from asset_map.imports.places import ImportDefaults, read_places
from asset_map.imports.spreadsheet import read_table
from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import Coordinates, GridPoint, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from tests.imports.tables import TODAY, csv_table, reading_of


def test_a_row_becomes_the_draft_of_an_asset() -> None:
    reading = reading_of(
        "Name,Type,Address 1,Address 2,Town,Post code,Tel,When,Ages from,Min age,Kitchen\n"
        "Tuesday Knitters,Knitting group,Village Hall,Main Street,Hathern,le125jy,"
        "01632 960123,Tuesdays 10am-12,,18,yes\n",
        kind=None,
    )
    (row,) = reading.rows
    asset = row.asset
    assert (row.number, asset.name, asset.kind) == (2, "Tuesday Knitters", AssetKind.GROUP)
    assert asset.tags == ("knitting group",)
    (place,) = asset.locations
    assert place.address == "Village Hall, Main Street, Hathern"
    assert place.postcode == row.stated[0].postcode == "LE12 5JY"
    assert place.point is None
    assert place.meetings[0].rrule == "FREQ=WEEKLY;BYDAY=TU"
    assert place.meetings[0].starts_at == time(10)
    assert place.publish is PublishLocation.WARD
    assert asset.contact.phone == "01632 960123"
    assert asset.contact.audience is Audience.OFFICER
    assert asset.for_whom.min_age == 18
    assert asset.space is not None
    assert asset.space.has_kitchen is True
    assert asset.record_state is RecordState.SUBMITTED
    assert asset.provenance is not None
    assert (asset.provenance.source, asset.provenance.recorded_on) == ("Parish list", TODAY)


def test_all_faults_of_a_row_are_told_together_and_the_other_rows_are_read() -> None:
    reading = reading_of(
        "Name,Postcode,Min age,Max age,Opened\n"
        ",NG20 XXX,50,12,30/02/2026\n"
        "Hub,LE12 5JY,5,11,1/4/1987\n"
    )
    assert [row.asset.name for row in reading.rows] == ["Hub"]
    assert Counter(problem.row for problem in reading.refused) == {2: 4}
    assert {problem.column for problem in reading.refused} == {
        *("Name", "Postcode", "Max age", "Opened")
    }
    assert (reading.rows_in, reading.rows_refused) == (2, 1)


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        ("0", "0", "West Africa"),
        ("52.7954", "-1.2471", "wrong way round"),
        ("450812", "322410", "metres, not degrees"),
        ("-1.2471", "", "no lat"),
        ("-74.0", "40.7", "Great Britain"),
    ],
)
def test_degrees_that_cannot_be_meant_are_refused(lon: str, lat: str, why: str) -> None:
    reading = reading_of(f"name,lon,lat\nHub,{lon},{lat}\n")
    assert reading.rows == ()
    assert why in reading.refused[0].fault


@pytest.mark.parametrize(
    ("easting", "northing", "why"),
    [("0", "0", "sea"), ("-1.2", "52.7", "degrees, not metres"), ("900000", "1", "National Grid")],
)
def test_metres_that_cannot_be_meant_are_refused(easting: str, northing: str, why: str) -> None:
    reading = reading_of(f"name,easting,northing\nHub,{easting},{northing}\n")
    assert why in reading.refused[0].fault


def test_points_are_stated_in_degrees_in_metres_or_not_at_all() -> None:
    reading = reading_of(
        "name,lon,lat,easting,northing\nA,-1.2471,52.7954,,\nB,,,450812,322410\nC,,,,\n"
    )
    a, b, c = (row.stated[0] for row in reading.rows)
    assert a.point == Coordinates(lon=-1.2471, lat=52.7954)
    assert b.grid == GridPoint(easting=450812, northing=322410)
    assert (c.point, c.grid, c.postcode) == (None, None, "")


@pytest.mark.parametrize("name", ["N/A", "None", "null", "0", "=Hall", "-", "TBC", "nan", "#N/A"])
def test_no_row_is_dropped_for_what_its_name_contains(name: str) -> None:
    reading = reading_of(f"name,postcode\n{name},LE12 5JY\n")
    assert [row.asset.name for row in reading.rows] == [name]


def test_words_for_nothing_leave_other_fields_empty() -> None:
    reading = reading_of("name,postcode,min_age,email\nHub,N/A,-,not known\n")
    assert reading.refused == ()
    assert reading.rows[0].stated[0].postcode == ""


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Village Hall", AssetKind.SPACE),
        ("Scout group", AssetKind.GROUP),
        ("Static Local History Library", AssetKind.INSTITUTION),
        ("Friends of Hathern Library", AssetKind.GROUP),
        ("Library Road Residents' Association", AssetKind.GROUP),
        ("space", AssetKind.SPACE),
        ("Pubs", AssetKind.BUSINESS),
        ("GP Surgery", AssetKind.INSTITUTION),
    ],
)
def test_a_plain_word_for_the_kind_is_understood(typed: str, kind: AssetKind) -> None:
    assert reading_of(f"name,kind\nX,{typed}\n", kind=None).rows[0].asset.kind is kind
    assert reading_of(f"name\n{typed}\n", kind=None).rows[0].asset.kind is kind


def test_an_unknown_kind_is_refused_unless_there_is_a_default() -> None:
    text = "name,kind\nSomething,libary\n"
    refused = reading_of(text, kind=None).refused
    assert "library" in refused[0].remedy
    assert reading_of(text, kind=AssetKind.STORY).rows[0].asset.kind is AssetKind.STORY
    assert reading_of("name\nSomething\n", kind=None).rows == ()


def test_officers_fields_are_read_and_an_anchor_needs_who_and_when() -> None:
    reading = reading_of(
        "name,record_state,operating_status,anchor_status,anchor_decided_by,anchor_decided_on,"
        "verified_on\n"
        "Hub,approved,temporarily closed,recognised,Anchor panel,12/05/2026,3 Nov 2026\n"
        "Hall,approved,active,recognised,,,\n"
        "Hut,approved,active,candidate,,,23/11/2026\n"
    )
    (hub,) = (row.asset for row in reading.rows)
    assert hub.record_state is RecordState.APPROVED
    assert hub.anchor is not None
    assert hub.anchor.status is AnchorStatus.RECOGNISED
    assert hub.verification is not None
    assert hub.verification.role == "Parish list"
    assert [(problem.row, problem.column) for problem in reading.refused] == [
        (3, "anchor_decided_by"),
        (4, "verified_on"),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "address", "flags"),
    [
        ("HMP Springhill", "Library", "Grendon", {Flag.MAY_BE_A_PRISON}),
        ("Send", "Prison Library", "Ripley Road", {Flag.MAY_BE_A_PRISON}),
        ("Deerbolt", "library", "HM Prison, Bowes Road", {Flag.MAY_BE_A_PRISON}),
        ("Prison Lane Library", "library", "2 Prison Lane", set()),
        ("Archive Road Library", "library", "1 Archive Road", set()),
        ("Central Library & Archives", "library", "Square Road", set()),
        ("County Record Office", "record office", "County Hall", {Flag.MAY_BE_AN_ARCHIVE}),
        ("Exmouth Mobile", "library", "40 Exeter Road", {Flag.MAY_BE_A_VEHICLE}),
        ("Children's Bookbus", "library", "Beaumont Way", {Flag.MAY_BE_A_VEHICLE}),
        ("Mobile phone repairs", "shop", "High Street", set()),
        ("Tuesday Knitters", "group", "12 Acacia Avenue", {Flag.MAY_BE_A_HOME}),
        ("Tuesday Knitters", "group", "12 Main Street, Village Hall", set()),
        ("Sew and Sew", "shop", "Flat 3, 12 High Street", {Flag.MAY_BE_A_HOME}),
    ],
)
def test_what_an_officer_should_look_at_is_flagged(
    name: str, kind: str, address: str, flags: set[Flag]
) -> None:
    (row,) = reading_of(f'name,type,address\n"{name}",{kind},"{address}"\n').rows
    assert set(row.flags) == flags


def test_a_prison_is_for_officers_and_a_home_for_its_ward_until_somebody_decides() -> None:
    prison, shop, told = reading_of(
        "name,type,address,visible_to\n"
        "HMP Send,library,Ripley Road,\n"
        'Sew and Sew,shop,"Flat 3, 12 High Street",\n'
        "HMP Gift Shop,shop,High Street,public\n"
    ).rows
    assert prison.asset.visible_to is Audience.OFFICER
    assert shop.asset.locations[0].publish is PublishLocation.WARD
    assert shop.asset.visible_to is Audience.PUBLIC
    assert told.asset.visible_to is Audience.PUBLIC


def test_a_fortnightly_rule_without_a_first_day_is_told() -> None:
    reading = reading_of("name,meets\nWI,alternate Tuesdays 7.30pm\n")
    assert reading.rows[0].asset.locations[0].meetings[0].rrule.startswith("FREQ=WEEKLY;INTERVAL=2")
    assert "first date" in reading.remarks[0].fault


def test_day_and_times_in_columns_of_their_own_make_one_meeting() -> None:
    (row,) = reading_of("name,day,start time,end time\nWI,Tuesday,7.30 pm,9 pm\n").rows
    (meeting,) = row.asset.locations[0].meetings
    assert (meeting.rrule, meeting.starts_at, meeting.ends_at) == (
        *("FREQ=WEEKLY;BYDAY=TU", time(19, 30)),
        time(21),
    )


def test_a_table_without_a_name_is_refused_as_a_whole() -> None:
    table = csv_table("What,Postcode\nHub,LE12 5JY\n")
    mapping = guess_mapping(table.headings, table.sample())
    with pytest.raises(InvalidSubmissionError, match="'name'"):
        read_places(table, mapping, defaults=ImportDefaults(source="x", today=TODAY))


def test_a_mapping_that_does_not_fit_the_table_is_refused_with_every_fault() -> None:
    table = csv_table("Name,Postcode\nHub,LE12 5JY\n")
    mapping = {"Name": "name", "Postcode": "name", "Town": "town", "x": "nothing"}
    with pytest.raises(InvalidSubmissionError) as raised:
        read_places(table, mapping, defaults=ImportDefaults(source="x", today=TODAY))
    assert len(raised.value.problems) == 4


def test_a_postcode_at_the_end_of_an_address_is_found_where_there_is_no_column_for_it() -> None:
    (row,) = reading_of('name,address\nHub,"14 Main Street, Hathern LE12 5JY"\n').rows
    assert row.stated[0].postcode == "LE12 5JY"


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=15
) | st.sampled_from(
    ["LE12 5JY", "NG20 XXX", "0", "-1.2", "52.7", "yes", "30/02/2026", "N/A", "group", "HMP"]
)


HEADINGS = ("name", "kind", "postcode", "lon", "lat", "meets", "opened_on", "uprn", "source_id")


@given(st.lists(st.lists(cells, min_size=len(HEADINGS), max_size=len(HEADINGS)), max_size=15))
def test_every_row_is_read_or_refused_and_no_two_keys_are_alike(rows: list[list[str]]) -> None:
    quoted = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADINGS, *rows]
    )
    table = csv_table(quoted)
    mapping = {heading: heading for heading in table.headings}
    reading = read_places(table, mapping, defaults=ImportDefaults(source="x", today=TODAY))
    assert reading.rows_in == len(table.rows)
    assert {row.number for row in reading.rows}.isdisjoint(p.row for p in reading.refused)
    assert len({row.row_key for row in reading.rows}) == len(reading.rows)
    assert all(place.point is None for row in reading.rows for place in row.asset.locations)


@pytest.mark.real_data
def test_the_libraries_of_england_come_in_to_the_last_row() -> None:
    path = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "libraries_england_2023.csv"
    table = read_table(path)
    mapping = guess_mapping(table.headings, table.sample())
    defaults = ImportDefaults(source="Arts Council England", today=date(2026, 11, 22))
    reading = read_places(table, mapping, defaults=defaults)
    assert (reading.rows_in, reading.rows_refused, reading.repeats) == (3137, 0, ())
    assert sum(bool(row.stated[0].postcode) for row in reading.rows) == 3128
    type_of = table.column("type")
    flagged = {row.number: row.flags for row in reading.rows}
    for number, cells in table.numbered():
        word = cells[type_of].lower()
        assert ("prison" not in word) or Flag.MAY_BE_A_PRISON in flagged[number]
        assert ("mobile" in word) == (Flag.MAY_BE_A_VEHICLE in flagged[number])
        assert ("archive" in word) == (Flag.MAY_BE_AN_ARCHIVE in flagged[number])
    assert sum(Flag.MAY_BE_A_PRISON in flags for flags in flagged.values()) == 64
    assert Flag.MAY_BE_A_HOME not in {flag for flags in flagged.values() for flag in flags}
    held_back = [row for row in reading.rows if row.asset.visible_to is Audience.OFFICER]
    assert len(held_back) == 64 + 85 + 54
