from datetime import date

from asset_map.demo.district import build_district
from asset_map.imports.columns import guess_mapping
from asset_map.imports.places import ImportDefaults, Reading, read_places
from asset_map.imports.spreadsheet import read_table
from asset_map.settings import ROOT

FOLDER = ROOT / "data" / "assets"


def reading() -> Reading:
    table = read_table(FOLDER / "example_import.csv")
    mapping = guess_mapping(table.headings, [cells for _, cells in table.numbered()])
    defaults = ImportDefaults(source="Fish Quay stall", today=date(2026, 11, 22))
    return read_places(table, mapping, defaults=defaults)


def test_the_readers_own_headings_are_all_understood() -> None:
    table = read_table(FOLDER / "example_import.csv")

    assert (
        None not in guess_mapping(table.headings, [cells for _, cells in table.numbered()]).values()
    )


def test_five_rows_cannot_be_read_each_for_its_own_reason() -> None:
    refused = reading().refused

    assert [problem.column for problem in refused] == [
        "Long",
        "Name of group",
        "Capacity",
        "Last checked",
        "Age to",
    ]


def test_one_postcode_does_not_exist_and_every_other_one_does() -> None:
    stated = {one.postcode for row in reading().rows for one in row.stated if one.postcode}

    assert stated - set(build_district().postcodes) == {"ZZ9 9AG"}


def test_the_good_rows_are_worth_importing() -> None:
    rows = reading().rows

    assert len(rows) == 36
    assert {"N/A", "Hatherby Libary", "The Lido Café"} <= {row.asset.name for row in rows}


def test_the_asset_folder_says_where_its_files_come_from() -> None:
    told = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")

    assert "wholly fictional" in told
    assert all(f"`{path.name}`" in told for path in FOLDER.glob("*.csv"))
