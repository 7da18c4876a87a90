import io
import json
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pyogrio
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from asset_map.imports import workbook
from asset_map.imports.spreadsheet import read_table
from asset_map.model.errors import CrsError, UnreadableFileError
from tests.imports.tables import EMPTY_CELLS, changed_xlsx, csv_table, ods, ods_cell, xlsx

MESSY = "Name,Post code\nCafé Zoë\u2019s,NG20 8AA\nSt Mary\u2019s \u2013 Hall,LE12 5JY\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_a_csv_is_read_alike_in_every_encoding_that_people_send(encoding: str) -> None:
    table = csv_table(MESSY, encoding)
    assert table.headings == ("Name", "Post code")
    assert table.rows == (
        ("Café Zoë\u2019s", "NG20 8AA"),
        ("St Mary\u2019s \u2013 Hall", "LE12 5JY"),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    quoted = '"Tea, cake; and | talk\t!"'
    table = csv_table(f"Name{delimiter}Town\n{quoted}{delimiter}Hathern\nHub{delimiter}Derby\n")
    assert table.rows == (("Tea, cake; and | talk\t!", "Hathern"), ("Hub", "Derby"))


def test_excels_own_first_line_names_the_delimiter_and_counts_as_a_row() -> None:
    table = csv_table("sep=;\nName;Town\nHub;Derby\n")
    assert table.rows == (("Hub", "Derby"),)
    assert table.row_numbers == (3,)


def test_titles_above_the_headings_and_blank_rows_are_left_out_and_rows_keep_their_numbers() -> (
    None
):
    table = csv_table("Groups of Hathern\nupdated in May\n\nName,Postcode\nHub,LE12 5JY\n\nWI,\n")
    assert table.headings == ("Name", "Postcode")
    assert table.row_numbers == (5, 7)
    assert table.rows == (("Hub", "LE12 5JY"), ("WI", ""))
    assert table.notes == ("2 rows above the headings left out.",)


def test_headings_that_nobody_knows_are_the_first_row_as_full_as_the_others() -> None:
    table = csv_table("Register 2026\nFoo,Bar,Baz\na,b,c\nd,e,f\n")
    assert table.headings == ("Foo", "Bar", "Baz")


def test_headings_are_told_apart_and_blank_ones_are_named_by_their_letter() -> None:
    table = csv_table("Name,Phone,Phone,,\nHub,1,2,3,\n")
    assert table.headings == ("Name", "Phone", "Phone (2)", "Column D")
    assert len(table.notes) == 2


def test_a_row_with_more_cells_than_headings_is_a_fault_of_that_row() -> None:
    table = csv_table("Name,Address\nHub,14 Main Street, Hathern\nWI,Hall\nClub,Hut\n")
    assert [(fault.row, fault.column, fault.value) for fault in table.faults] == [
        (2, "Column C", "Hathern")
    ]
    assert len(table.rows) == 3


def test_short_rows_are_filled_up() -> None:
    assert csv_table("Name,Town,Tel\nHub\n").rows == (("Hub", "", ""),)


def test_a_file_with_headings_only_has_no_rows() -> None:
    table = csv_table("Name,Postcode\n")
    assert table.rows == ()
    assert table.first_row_number == 0


@pytest.mark.parametrize("raw", [b"", b"  \n \r\n", b"\xef\xbb\xbf", b",,,\n,,\n"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        read_table(raw, file_name="places.csv")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"Name,Town\nHub,\0Derby\n", "NUL"),
        (b'Name,Town\n"Hub,Derby\nWI,Hathern\n', "never closed"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"SQLite format 3\0 and then nothing", "no readable"),
        (b'{"type": "FeatureCollection", "features": [', "no readable"),
        (b"Name\n" + b"x" * 40_000 + b"\n", "40,000 characters"),
        (b",".join(b"c%d" % n for n in range(600)) + b"\n" + b"1," * 599 + b"1\n", "600 columns"),
        (b"Name\n" + b"x\n" * 12, "12 rows"),
        (b"Name\n" + b"x" * 3000, "0.0 MB"),
    ],
)
def test_a_file_that_must_not_be_read_is_refused_with_the_reason(raw: bytes, why: str) -> None:
    max_bytes = 2_000 if why == "0.0 MB" else 50_000_000
    with pytest.raises(UnreadableFileError, match=why):
        read_table(raw, file_name="places", max_rows=10, max_bytes=max_bytes)


def test_a_hundred_thousand_columns_are_refused() -> None:
    raw = b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"1," * 99_999 + b"1\n"
    with pytest.raises(UnreadableFileError, match="100,000 columns"):
        read_table(raw, file_name="wide.csv")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_table(tmp_path / "nowhere.csv")


def test_a_workbooks_cells_are_read_as_people_see_them() -> None:
    raw = xlsx(
        ["Name", "Holds", "UPRN", "Checked", "At", "Kitchen", "Changed", "Lon"],
        ["Hall", 30.0, 100030012345678, date(2026, 11, 21), time(19, 30), True,
         datetime(2026, 11, 21, 10, 15), -1.2471],  # noqa: DTZ001
    )  # fmt: skip
    table = read_table(raw, file_name="halls.xlsx")
    assert table.sheet == "Groups"
    assert table.rows[0] == (
        *("Hall", "30", "100030012345678", "2026-11-21", "19:30", "TRUE"),
        *("2026-11-21 10:15:00", "-1.2471"),
    )


def test_a_formula_is_what_it_came_to() -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Holds"])
        sheet.write_formula(1, 0, '="Hall"', None, "Hall")
        sheet.write_formula(1, 1, "=15*2", None, 30)
    table = read_table(packed.getvalue(), file_name="halls.xlsx")
    assert (table.rows, table.faults) == ((("Hall", "30"),), ())


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_whose_formulas_came_to_nothing_is_refused(kind: str) -> None:
    if kind == "xlsx":
        raw, where = xlsx(["Name", "Holds"], ["=1+1", "=SUM(A1)"]), r" \(the first in cell A2\)"
    else:
        cells = '<table:table-cell table:formula="of:=1+1"/>' * 2
        raw, where = ods(f"<table:table-row>{cells}</table:table-row>"), ""
    with pytest.raises(UnreadableFileError, match=f"has 2 formulas{where} without what they"):
        read_table(raw, file_name=f"halls.{kind}")


@pytest.mark.parametrize(
    "cell", ["=SUM(A1)", "=A2&B2", "=-B$2", "='Our list'!A2", "=1+1", " =(A1)"]
)
def test_a_bare_formula_in_a_csv_is_a_fault_of_its_row(cell: str) -> None:
    (fault,) = read_table(f"Name,Holds\nHall,3\n{cell},4\n'{cell},5".encode()).faults
    assert (fault.row, fault.column, fault.value) == (3, "Name", cell)
    assert fault.fault == "This is a formula, and the file does not say what it comes to."


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|' /C calc'!A0",
        "@cmd|'/c calc'!A0",
        '=HYPERLINK("https://evil.example","Tea")',
        ' =1+ImportXML("https://evil.example","//a")',
        "+WEBSERVICE(A1)",
    ],
)
def test_a_formula_that_reaches_out_is_a_fault_of_its_row(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    table = read_table(f"Name,Holds\nHall,3\n{quoted},4\n\"'{quoted[1:]},5".encode())
    (fault,) = table.faults
    assert (fault.row, fault.column, fault.value) == (3, "Name", cell)
    assert "a formula that starts a program or asks another machine" in fault.fault


@pytest.mark.parametrize(
    "cell",
    ["=Hall", "=B2B friends", "=", "= 3rd floor", "+44 (0)1632 960123", "- tea (hot)", "@us"],
)
def test_a_text_that_only_looks_like_a_formula_is_a_text(cell: str) -> None:
    assert read_table(f"Name,Holds\nHall,3\n{cell},4".encode()).faults == ()


def test_a_sheet_of_advice_before_the_table_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Advice", 0).append(["How to fill this in: one row for each group."])
    book.create_sheet("Groups").append(["Name", "Postcode"])
    book["Groups"].append(["Knitters", "ZZ1 1AA"])
    packed = io.BytesIO()
    book.save(packed)
    table = read_table(packed.getvalue(), file_name="groups.xlsx")
    assert (table.sheet, table.rows) == ("Groups", (("Knitters", "ZZ1 1AA"),))
    assert "not: Advice" in table.notes[0]


@pytest.mark.parametrize("text", ["<table><tr><td>Name</td></tr></table>", "\n<!DOCTYPE html>"])
def test_a_web_page_that_is_called_a_workbook_is_told(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="web page"):
        read_table(text.encode("utf-8-sig"), file_name="groups.xls")


def test_a_sheet_can_be_chosen_and_the_others_are_named() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Second").append(["Name"])
    book["Second"].append(["Hub"])
    packed = io.BytesIO()
    book.save(packed)
    table = read_table(packed.getvalue(), file_name="two.xlsx")
    assert (table.sheet, table.rows) == ("Second", (("Hub",),))
    assert "not: Sheet" in table.notes[0]
    assert table.sheets == ("Sheet", "Second")
    with pytest.raises(UnreadableFileError, match="no sheet 'Third'"):
        read_table(packed.getvalue(), file_name="two.xlsx", sheet="Third")


def test_two_cells_in_opposite_corners_are_refused_before_they_take_all_memory() -> None:
    raw = changed_xlsx(xlsx(["Name"], ["Hub"]), b'r="A2"', b'r="XFD1048576"')
    with pytest.raises(UnreadableFileError, match="stray cell"):
        read_table(raw, file_name="far.xlsx")


def test_cells_that_do_not_say_where_they_are_are_counted_too() -> None:
    cells = b"".join(b"<c><v>1</v></c>" for _ in range(2_000))
    rows = b"<row/>" * 10_000
    raw = changed_xlsx(
        xlsx(["Name"], ["Hub"]), b"<sheetData>", b"<sheetData><row>" + cells + b"</row>" + rows
    )
    with pytest.raises(UnreadableFileError, match="stray cell"):
        read_table(raw, file_name="far.xlsx")


def test_an_ods_is_read_with_the_blanks_that_its_program_adds() -> None:
    raw = ods(
        f"<table:table-row>{ods_cell('Name')}{ods_cell('Town')}{EMPTY_CELLS}</table:table-row>",
        f"<table:table-row>{ods_cell('Hub')}{ods_cell('Derby')}{EMPTY_CELLS}</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )
    table = read_table(raw, file_name="groups.ods")
    assert table.headings == ("Name", "Town")
    assert table.rows == (("Hub", "Derby"),)


def test_an_ods_that_repeats_a_cell_over_the_whole_sheet_is_refused() -> None:
    cell = ods_cell("x", 'table:number-columns-repeated="16384"')
    raw = ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')
    with pytest.raises(UnreadableFileError, match="stray cell"):
        read_table(raw, file_name="far.ods")


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
    with pytest.raises(UnreadableFileError, match="times its size"):
        read_table(packed.getvalue(), file_name="bomb.xlsx")


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    raw = xlsx(["Name"], ["Hub"])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = raw.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != raw
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_table(lying, file_name="lies.xlsx")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableFileError, match="no XLSX or ODS"):
        read_table(packed.getvalue(), file_name="letter.docx")


def _geojson(*features: tuple[str, object], **members: object) -> bytes:
    listed = [
        {"type": "Feature", "properties": {"name": name, "holds": 30.0}, "geometry": geometry}
        for name, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed, **members}).encode()


def test_points_of_geojson_become_columns_of_degrees() -> None:
    raw = _geojson(
        ("Hub", {"type": "Point", "coordinates": [-1.2471, 52.7954]}),
        ("Somewhere", None),
        ("One of one", {"type": "MultiPoint", "coordinates": [[-1.5, 52.5]]}),
    )
    table = read_table(raw, file_name="places.geojson")
    assert table.headings == ("lon", "lat", "name", "holds")
    assert table.rows == (
        ("-1.2471", "52.7954", "Hub", "30"),
        ("", "", "Somewhere", "30"),
        ("-1.5", "52.5", "One of one", "30"),
    )
    assert table.faults == ()


def test_an_area_among_points_is_a_fault_of_its_row() -> None:
    square = [[[0.0, 52.0], [0.1, 52.0], [0.1, 52.1], [0.0, 52.0]]]
    raw = _geojson(
        ("Hub", {"type": "Point", "coordinates": [-1.2, 52.7]}),
        ("Park", {"type": "Polygon", "coordinates": square}),
    )
    table = read_table(raw, file_name="places.geojson")
    assert [fault.row for fault in table.faults] == [2]


def test_geojson_in_another_reference_system_is_refused() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    raw = _geojson(("Hub", {"type": "Point", "coordinates": [1.0, 2.0]}), crs=crs)
    with pytest.raises(CrsError, match="EPSG:3857"):
        read_table(raw, file_name="places.geojson")


def test_geojson_on_the_national_grid_becomes_columns_of_metres() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    raw = _geojson(("Hub", {"type": "Point", "coordinates": [450812, 322410]}), crs=crs)
    table = read_table(raw, file_name="places.geojson")
    assert table.headings[:2] == ("easting", "northing")
    assert table.rows[0][:2] == ("450812", "322410")


def test_deeply_nested_geojson_is_refused() -> None:
    raw = b'{"type":"FeatureCollection","features":[{"a":' + b"[" * 100_000
    with pytest.raises(UnreadableFileError, match="deep"):
        read_table(raw, file_name="deep.geojson")


def test_brackets_inside_texts_do_not_count_as_depth() -> None:
    raw = _geojson(("[" * 100 + '"' + "{" * 100, None))
    assert len(read_table(raw, file_name="places.geojson").rows) == 1


def test_more_features_than_rows_allowed_are_refused() -> None:
    raw = _geojson(*((f"Hub {n}", None) for n in range(5)))
    with pytest.raises(UnreadableFileError, match="more than 4 features"):
        read_table(raw, file_name="places.geojson", max_rows=4)


def test_a_geopackage_is_read_by_its_first_layer_or_by_the_one_that_is_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "places.gpkg"
    source = _geojson(("Hub", {"type": "Point", "coordinates": [-1.2471, 52.7954]}))
    frame = pyogrio.read_dataframe(source)
    pyogrio.write_dataframe(frame, path, layer="groups")
    pyogrio.write_dataframe(frame.assign(name="Hall"), path, layer="halls", append=True)
    table = read_table(path)
    assert (table.sheet, table.rows) == ("groups", (("-1.2471", "52.7954", "Hub", "30"),))
    assert table.sheets == ("groups", "halls")
    assert read_table(path, sheet="halls").rows[0][2] == "Hall"
    with pytest.raises(UnreadableFileError, match="no layer 'pubs'"):
        read_table(path, sheet="pubs")


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=12))
def test_every_row_that_holds_anything_comes_in_whatever_it_holds(rows: list[list[str]]) -> None:
    quoted = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
        for row in [["Name", "Postcode", "Phone"], *rows]
    )
    table = read_table(quoted.encode(), file_name="places.csv")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(table.rows) + len([n for n in table.notes if "above" in n]) == len(filled)


def test_numbers_are_never_written_with_an_exponent() -> None:
    assert workbook.as_text(1e10) == "10000000000"
    assert workbook.as_text(1.5e-7) == "0.00000015"
    assert workbook.as_text(float("nan")) == ""


SEEDS = {
    "places.csv": MESSY.encode("cp1252"),
    "places.xlsx": xlsx(["Name", "Postcode"], ["Hub", "LE12 5JY"], ["Hall", 30.5]),
    "places.ods": ods(f"<table:table-row>{ods_cell('Name')}{ods_cell('Town')}</table:table-row>"),
    "places.geojson": _geojson(("Hub", {"type": "Point", "coordinates": [-1.2, 52.7]})),
}


# GDAL warns of shapes that it does not know; the reader tells of them as faults.
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
)
def test_a_file_with_bytes_changed_is_read_or_refused_and_nothing_else(
    name: str, changes: list[tuple[float, int]]
) -> None:
    raw = bytearray(SEEDS[name])
    for where, byte in changes:
        raw[int(where * len(raw))] = byte
    with suppress(UnreadableFileError, CrsError):
        table = read_table(bytes(raw), file_name=name)
        assert all(len(row) == len(table.headings) for row in table.rows)
