import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from asset_map.cli import COMMANDS
from asset_map.cli.edge import actor_from
from asset_map.model.errors import AssetMapError, BoundaryError, LocationNotFoundError
from asset_map.model.role import Role
from tests.cli.conftest import WARDS, Run

PLACES = """Name,Type,Longitude,Latitude,Phone,record_state
Quayside Hall,village hall,1.26,54.52,01632 960001,approved
=Formula Club,group,1.21,54.52,,approved
Waiting Choir,group,1.22,54.52,,
No Such Place,space,0,0,,
"""


@pytest.fixture
def places(tmp_path: Path) -> Path:
    file = tmp_path / "places.csv"
    file.write_text(PLACES, encoding="utf-8")
    return file


@pytest.fixture
def filled(with_wards: Run, places: Path) -> Run:
    assert with_wards("import", str(places), "--source", "Directory").exit_code == 0
    return with_wards


def test_help_names_every_command(run: Run) -> None:
    output = run("--help").output
    assert all(name in output for name in COMMANDS)


def test_boundaries_are_added_listed_and_in_use(with_wards: Run) -> None:
    listed = with_wards("boundaries", "list").output
    assert "* Wards 2025  ward  2 areas  from 1 May 2025" in listed


def test_a_second_set_is_used_on_demand(with_wards: Run, tmp_path: Path) -> None:
    renamed = json.loads(json.dumps(WARDS).replace("E0599900", "E0599910"))
    file = tmp_path / "new.geojson"
    file.write_text(json.dumps(renamed), encoding="utf-8")
    added = with_wards(
        "boundaries", "add", str(file), "--name", "Wards 2027", "--valid-from", "2027-05-01"
    )
    assert "boundaries use" in added.output
    assert with_wards("boundaries", "use", "Wards 2027").exit_code == 0
    assert "* Wards 2027" in with_wards("boundaries", "list").output


def test_a_file_that_does_not_hold_together_changes_nothing(run: Run, tmp_path: Path) -> None:
    twice = json.loads(json.dumps(WARDS).replace("E05999002", "E05999001"))
    file = tmp_path / "bad.geojson"
    file.write_text(json.dumps(twice), encoding="utf-8")
    result = run("boundaries", "add", str(file), "--name", "Bad", "--valid-from", "2025-05-01")
    assert isinstance(result.exception, BoundaryError)
    assert "E05999001" in str(result.exception)
    assert "Nothing yet" in run("boundaries", "list").output


def test_the_same_set_is_not_added_twice(with_wards: Run, ward_file: Path) -> None:
    again = with_wards(
        "boundaries", "add", str(ward_file), "--name", "Again", "--valid-from", "2025-05-01"
    )
    assert isinstance(again.exception, BoundaryError)
    assert "already here" in str(again.exception)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--name", " ", "--valid-from", "2025-05-01"), "no name"),
        (("--name", "W", "--valid-from", "2025-05-01", "--valid-to", "2024-05-01"), "before it"),
    ],
)
def test_a_set_needs_a_name_and_an_end_after_its_beginning(
    run: Run, ward_file: Path, words: tuple[str, ...], told: str
) -> None:
    result = run("boundaries", "add", str(ward_file), *words)
    assert isinstance(result.exception, BoundaryError)
    assert told in str(result.exception)


def test_a_source_needs_a_name(with_wards: Run, places: Path) -> None:
    result = with_wards("import", str(places), "--source", " ")
    assert "source has no name" in str(result.exception)


def test_a_folder_that_is_not_there_is_told_before_anything_is_done(
    with_wards: Run, places: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    refused = with_wards(
        "import", str(places), "--source", "Directory", "--problems", str(nowhere / "mend.csv")
    )
    assert "There is no folder" in refused.output
    assert "There is no folder" in with_wards("export", str(nowhere / "assets.csv")).output
    assert "0 rows here before" in with_wards("import", str(places), "--source", "Directory").output


def test_a_postcode_is_found_offline(run: Run) -> None:
    output = run("postcodes", "check", "ng208aa").output
    assert output.startswith("NG20 8AA\n")
    assert "outside every ward" in output


@pytest.mark.parametrize(("typed", "told"), [("BT1 1AA", "Northern Ireland"), ("rubbish", "not a")])
def test_other_postcodes_are_refused_with_the_reason(run: Run, typed: str, told: str) -> None:
    result = run("postcodes", "check", typed)
    assert isinstance(result.exception, LocationNotFoundError)
    assert told in str(result.exception)


def test_importing_tells_where_every_row_went(with_wards: Run, places: Path) -> None:
    problems = places.with_name("to-mend.csv")
    result = with_wards("import", str(places), "--source", "Directory", "--problems", str(problems))
    assert result.exit_code == 0, result.output
    assert "Of 4 rows: 3 placed, 0 without a place, 1 to mend." in result.output
    assert "1 record wait" in result.output
    assert "No Such Place" in problems.read_text(encoding="utf-8-sig")


def test_a_dry_run_shows_how_columns_were_understood(with_wards: Run, places: Path) -> None:
    result = with_wards("import", str(places), "--source", "Directory", "--dry-run")
    assert "Longitude -> lon" in result.output
    assert "Nothing was changed yet." in result.output
    exported = places.with_name("out.csv")
    assert "Wrote 0 records" in with_wards("export", str(exported)).output


def test_of_a_workbook_the_sheet_that_is_named_is_read(with_wards: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"].append(["Name", "Type"])
    book["Sheet"].append(["Choir", "group"])
    book.create_sheet("Halls").append(["Name", "Type"])
    book["Halls"].append(["Quayside Hall", "village hall"])
    file = tmp_path / "places.xlsx"
    book.save(file)
    asked = ("import", str(file), "--source", "Directory", "--dry-run", "--sheet")
    assert "Name Quayside Hall" in with_wards(*asked, "Halls").output
    refused = str(with_wards(*asked, "Pubs").exception)
    assert refused == "There is no sheet 'Pubs'. The workbook has: Sheet, Halls."


def test_a_heading_that_does_not_exist_is_refused(with_wards: Run, places: Path) -> None:
    result = with_wards("import", str(places), "--source", "Directory", "--map", "Nmae=name")
    assert isinstance(result.exception, AssetMapError)
    assert "Nmae" in str(result.exception)


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_a_csv_names_wards_and_neutralises_formulas(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.csv"
    assert "Wrote 2 records" in filled("export", str(file), "--audience", "public").output
    rows = {row["name"]: row for row in rows_of(file)}
    assert set(rows) == {"Quayside Hall", "'=Formula Club"}
    hall = rows["Quayside Hall"]
    assert (hall["ward_code"], hall["ward_name"]) == ("E05999002", "Quayside")
    assert hall["boundary_set"] == "Wards 2025"
    assert hall["phone"] == "", "imported contacts are for officers"


def test_officers_take_more_away_than_the_public(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.csv"
    filled("export", str(file), "--audience", "officer")
    hall = next(row for row in rows_of(file) if row["name"] == "Quayside Hall")
    assert hall["phone"].replace(" ", "") == "01632960001"
    refused = filled("export", str(file), "--audience", "officer", "--by", "partner")
    assert "may not take away" in str(refused.exception)


def test_a_workbook_holds_text_where_a_formula_was_typed(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.xlsx"
    assert filled("export", str(file)).exit_code == 0
    sheet = openpyxl.load_workbook(file).worksheets[0]
    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "'=Formula Club" in values or "=Formula Club" in values
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_geojson_holds_points_in_degrees(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.geojson"
    assert filled("export", str(file)).exit_code == 0
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    hall = next(one for one in features if one["properties"]["name"] == "Quayside Hall")
    assert hall["geometry"]["coordinates"] in ([1.26, 54.52], [[1.26, 54.52]])


def test_an_unknown_ending_is_refused(filled: Run, tmp_path: Path) -> None:
    result = filled("export", str(tmp_path / "assets.doc"))
    assert "doc" in str(result.exception)


def test_confirming_a_source_says_what_was_opened(filled: Run) -> None:
    result = filled("sources", "confirm", "Directory", "--reason", "Published by themselves")
    assert "2 records and 1 proposal opened" in result.output


@pytest.mark.parametrize(
    ("typed", "role", "name"),
    [
        ("officer", Role.OFFICER, "officer"),
        ("partner: Hall laptop", Role.PARTNER, "Hall laptop"),
        ("Data protection", Role.DATA_PROTECTION, "data protection"),
        ("Ward team", Role.OFFICER, "Ward team"),
    ],
)
def test_by_names_a_role_or_a_person(typed: str, role: Role, name: str) -> None:
    actor = actor_from(typed)
    assert (actor.role, actor.name) == (role, name)


def test_a_refusal_is_one_message_and_exit_code_one(sqlite_url: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "asset_map", "boundaries", "use", "Nothing"],
        capture_output=True,
        text=True,
        check=False,
        env={"ASSET_MAP_DATABASE_URL": sqlite_url, "ASSET_MAP_CACHE_DIR": str(tmp_path)},
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("Error: There is no boundary set 'Nothing'")
    assert "Traceback" not in ran.stderr


def test_beside_a_csv_lies_its_description_and_a_map_is_one_file(
    filled: Run, tmp_path: Path
) -> None:
    file = tmp_path / "assets.csv"
    filled("export", str(file))
    said = json.loads((tmp_path / "assets.csv-metadata.json").read_text(encoding="utf-8"))
    filled("export", str(tmp_path / "map.html"))

    assert said["url"] == "assets.csv"
    titles = [column["titles"] for column in said["tableSchema"]["columns"]]
    assert titles == list(rows_of(file)[0])
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Quayside Hall" in page
    assert "geo_json_2" in page, "the wards are outlined"


def test_a_feed_goes_into_a_zip_or_an_empty_folder_and_is_for_everybody(
    filled: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()

    assert "Wrote 2 records" in filled("export", str(folder)).output
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.json")}
    assert {"index.json", "services/index.json"} <= files
    assert "The folder is not empty" in str(filled("export", str(folder)).exception)
    assert "Wrote 2 records" in filled("export", str(tmp_path / "feed.zip")).output
    with zipfile.ZipFile(tmp_path / "feed.zip") as packed:
        assert set(packed.namelist()) == files
    refused = filled("export", str(tmp_path / "feed.zip"), "--audience", "officer")
    assert "Choose 'public' as the audience" in str(refused.exception)


def test_what_is_on_can_be_taken_away_as_a_calendar(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "on.ics"

    assert "Wrote 2 records" in filled("export", str(file)).output
    assert file.read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
