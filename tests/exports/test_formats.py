import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.exports.formats import Format, write
from asset_map.exports.table import ExportRow
from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import Coordinates, GridPoint, Location
from asset_map.model.role import Audience
from asset_map.model.times import Stop
from tests.exports.drawn import (
    CONDITIONS,
    HALL,
    SECRET,
    asset,
    assets_of_any_kind,
    conditions_for,
    rows_for,
)

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBERS = {"lon", "lat", "easting", "northing"}


def csv_rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def sheets(file: bytes) -> dict[str, list[tuple[Any, ...]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(file))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def features(*assets: Asset, audience: Audience = Audience.PUBLIC) -> list[dict[str, Any]]:
    file = write(Format.GEOJSON, rows_for(audience, assets), conditions_for(audience))
    listed: list[dict[str, Any]] = json.loads(file)["features"]
    return listed


def texts_of(file: bytes) -> str:
    """All that the file says, unpacked where it is packed."""
    if not file.startswith(b"PK"):
        # A database is no text, and yet its texts stand in it as they are.
        return file.decode("utf-8-sig", "replace")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


@given(st.lists(assets_of_any_kind, max_size=4), st.sampled_from(Audience))
def test_no_cell_of_a_csv_begins_as_a_formula_does(assets: list[Asset], audience: Audience) -> None:
    file = write(Format.CSV, rows_for(audience, assets), conditions_for(audience))
    for row in csv_rows(file):
        for name, cell in row.items():
            if name in NUMBERS and cell:
                float(cell)
            else:
                assert not cell.lstrip().startswith(FORMULA_MARKS)


@given(st.lists(assets_of_any_kind, max_size=2), st.sampled_from(Audience))
def test_no_cell_of_a_workbook_is_a_formula_a_link_or_begins_as_one(
    assets: list[Asset], audience: Audience
) -> None:
    file = write(Format.XLSX, rows_for(audience, assets), conditions_for(audience))
    for sheet in openpyxl.load_workbook(io.BytesIO(file)):
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not cell.value.lstrip().startswith(FORMULA_MARKS)


@given(
    st.lists(assets_of_any_kind, min_size=1, max_size=3),
    st.sampled_from(Audience),
    st.sampled_from(Format),
    st.booleans(),
)
def test_nothing_of_a_withheld_place_is_in_any_export(
    assets: list[Asset],
    audience: Audience,
    fmt: Format,
    is_first: bool,  # noqa: FBT001
) -> None:
    hiding = [
        replace(
            one,
            locations=(SECRET, *one.locations) if is_first else (*one.locations, SECRET),
        )
        for one in assets
    ]
    told = texts_of(write(fmt, rows_for(audience, hiding), conditions_for(audience)))
    for secret in ("Refuge", "Hidden", "ZZ9", "1.7777", "54.8888", "611111", "522222", "9000000"):
        assert secret not in told


@pytest.mark.parametrize("audience", Audience)
def test_a_row_without_a_place_that_may_be_told_names_no_ward(audience: Audience) -> None:
    rows = rows_for(audience, [asset(locations=(SECRET,))])
    (row,) = csv_rows(write(Format.CSV, rows, conditions_for(audience)))
    assert (row["ward_code"], row["ward_name"]) == ("", "")
    assert row["name"] == "Tuesday Knitters"


def test_a_negative_longitude_stays_a_number() -> None:
    west = replace(HALL, point=Coordinates(lon=-0.00001, lat=52.5), grid=None)
    rows = rows_for(Audience.PUBLIC, [asset(locations=(west,))])
    assert csv_rows(write(Format.CSV, rows, CONDITIONS))[0]["lon"] == "-0.00001"
    headings, row = sheets(write(Format.XLSX, rows, CONDITIONS))["Assets"]
    assert dict(zip(headings, row, strict=True))["lon"] == -0.00001


def test_a_telephone_number_with_a_plus_is_a_text() -> None:
    rows = rows_for(Audience.OFFICER, [asset()])
    (row,) = csv_rows(write(Format.CSV, rows, conditions_for(Audience.OFFICER)))
    assert row["phone"] == "'+44 1632 960123"
    (feature,) = features(asset(), audience=Audience.OFFICER)
    assert feature["properties"]["phone"] == "+44 1632 960123"


def test_a_csv_carries_its_conditions_in_each_row_and_opens_in_excel() -> None:
    file = write(Format.CSV, rows_for(Audience.PUBLIC, [asset()]), CONDITIONS)
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == 2
    (row,) = csv_rows(file)
    assert row["exported_from"] == "Doggerland District Council"
    assert row["exported_for"] == "public"
    assert row["cut_off"] == "2026-11-22T09:30+00:00"
    assert row["attribution"] == "Source: an invented office. Contains invented boundaries."


def test_a_workbook_says_what_it_is_on_its_second_sheet() -> None:
    file = write(Format.XLSX, rows_for(Audience.PUBLIC, [asset()]), CONDITIONS)
    assert dict(sheets(file)["About this file"]) == {
        "Register of": "Doggerland District Council",
        "As it stood on": "22 November 2026, 09:30",
        "As these may see it": "public",
        "Wards": "Wards 2026",
        "Sources": "Source: an invented office. Contains invented boundaries.",
    }


def test_the_workbook_and_the_csv_tell_the_same() -> None:
    rows = rows_for(Audience.OFFICER, [asset(), asset("Café Ølgod", locations=())])
    conditions = conditions_for(Audience.OFFICER)
    headings, *told = sheets(write(Format.XLSX, rows, conditions))["Assets"]
    in_csv = csv_rows(write(Format.CSV, rows, conditions))
    for from_sheet, from_csv in zip(told, in_csv, strict=True):
        for heading, value in zip(headings, from_sheet, strict=True):
            assert str("" if value is None else value) == from_csv[heading]


@pytest.mark.parametrize("fmt", Format)
def test_the_same_rows_give_the_same_bytes(fmt: Format) -> None:
    rows = rows_for(Audience.PUBLIC, [asset()])
    assert write(fmt, rows, CONDITIONS) == write(fmt, iter(rows), CONDITIONS)


@pytest.mark.parametrize("fmt", Format)
def test_an_export_of_nothing_is_a_whole_file(fmt: Format) -> None:
    file = write(fmt, [], CONDITIONS)
    if fmt is Format.GEOJSON:
        assert json.loads(file)["features"] == []
    elif fmt is Format.XLSX:
        assert len(sheets(file)["Assets"]) == 1
    elif fmt is Format.GEOPACKAGE:
        assert file.startswith(b"SQLite format 3")
    elif fmt is Format.HTML:
        assert b"Nothing recorded here yet" in file
    elif fmt is Format.ICALENDAR:
        assert b"VEVENT" not in file
    else:
        assert csv_rows(file) == []


def test_a_feature_is_a_point_with_its_id() -> None:
    (feature,) = features(asset())
    assert feature["type"] == "Feature"
    assert feature["id"] == "knitters"
    assert feature["geometry"] == {"type": "Point", "coordinates": [1.234568, 54.5]}
    assert "lon" not in feature["properties"]
    assert feature["properties"]["summary"] is None


def test_geojson_carries_its_conditions_beside_its_features() -> None:
    collection = json.loads(write(Format.GEOJSON, [], CONDITIONS))
    assert collection["type"] == "FeatureCollection"
    assert "invented office" in collection["attribution"]
    assert collection["conditions"]["Wards"] == "Wards 2026"
    assert "crs" not in collection


def test_an_asset_with_several_places_is_one_feature_and_one_row() -> None:
    calls = Stop(service_name="Mobile library", rrule="FREQ=MONTHLY;BYDAY=-1WE", arrives=time(14))
    second = replace(HALL, point=Coordinates(lon=1.3, lat=54.6), place_name="The Green", stop=calls)
    (feature,) = features(asset(locations=(HALL, second)))
    assert feature["geometry"] == {
        "type": "MultiPoint",
        "coordinates": [[1.234568, 54.5], [1.3, 54.6]],
    }
    assert "The Green" in feature["properties"]["other_places"]
    assert "last Wednesday of each month, 2 pm" in feature["properties"]["other_places"]


def test_a_stop_stands_in_the_columns_of_a_meeting() -> None:
    calls = Stop(service_name="Mobile library", rrule="FREQ=MONTHLY;BYDAY=-1WE", arrives=time(14))
    rows = rows_for(Audience.PUBLIC, [asset(locations=(replace(HALL, stop=calls),))])
    (row,) = csv_rows(write(Format.CSV, rows, CONDITIONS))
    assert row["rrule"] == "FREQ=MONTHLY;BYDAY=-1WE"
    assert row["starts_at"] == "14:00"
    assert row["meets"] == "last Wednesday of each month, 2 pm"


@pytest.mark.parametrize(
    "places",
    [
        (),
        (Location.nowhere("district"),),
        (
            replace(
                HALL,
                point=Coordinates(lon=0.0, lat=0.0),
                grid=GridPoint(easting=0.0, northing=0.0),
            ),
        ),
    ],
)
def test_a_feature_without_a_point_has_no_geometry(places: tuple[Location, ...]) -> None:
    (feature,) = features(asset(locations=places))
    assert feature["geometry"] is None


def test_a_geographical_program_reads_the_geojson(tmp_path: Any) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    rows = rows_for(Audience.PUBLIC, [asset(), asset(locations=())])
    path = tmp_path / "assets.geojson"
    path.write_bytes(write(Format.GEOJSON, rows, CONDITIONS))
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert list(frame["name"]) == ["Tuesday Knitters", "Tuesday Knitters"]
    assert list(frame["id"]) == ["knitters", "knitters"]
    assert frame.geometry.notna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("name", "fmt"),
    [("out.csv", Format.CSV), ("a.b.XLSX", Format.XLSX), ("map.geojson", Format.GEOJSON)],
)
def test_the_file_name_says_the_format(name: str, fmt: Format) -> None:
    assert Format.of_file(name) is fmt
    assert "/" in fmt.mime


@pytest.mark.parametrize("name", ["register.pdf", "register", ".csv", "csv"])
def test_an_unknown_ending_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(InvalidSubmissionError, match=r"\.csv, \.xlsx, \.geojson"):
        Format.of_file(name)


def test_the_moment_of_the_cut_off_is_told_in_londons_time() -> None:
    summer = replace(CONDITIONS, cut_off=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert summer.in_words()["As it stood on"] == "2 July 2026, 00:30"
    row = ExportRow(asset=asset())
    (told,) = csv_rows(write(Format.CSV, [row], summer))
    assert told["cut_off"] == "2026-07-02T00:30+01:00"
