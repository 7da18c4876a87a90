from asset_map.imports.columns import guess_mapping
from asset_map.imports.places import ImportDefaults, read_places
from asset_map.imports.problems import problems_csv
from asset_map.imports.spreadsheet import read_table
from asset_map.model.asset import AssetKind
from tests.imports.tables import TODAY, csv_table, reading_of


def test_refused_rows_come_out_as_a_file_that_can_be_mended_and_read_again() -> None:
    text = (
        "Name,Post code,Tel\n"
        "Hub,LE12 5JY,+44 1632 960123\n"
        "=Hall,NG20 XXX,+44 1632 960124\n"
        ",NG20 8AA,\n"
    )
    table = csv_table(text)
    reading = reading_of(text)
    raw = problems_csv(table, reading.refused)
    assert b"'=Hall" in raw
    assert b"'+44 1632" in raw
    mended = raw.replace(b"NG20 XXX", b"NG20 8AA").replace(b"\r\n,", b"\r\nWI,")
    again = read_table(mended, file_name="mended.csv")
    mapping = guess_mapping(again.headings, again.sample())
    assert mapping["problem"] is None
    assert mapping["problem_row"] is None
    read = read_places(
        again, mapping, defaults=ImportDefaults(source="x", today=TODAY, kind=AssetKind.GROUP)
    )
    assert [row.asset.name for row in read.rows] == ["=Hall", "WI"]
    assert read.rows[0].asset.contact.phone == "+44 1632 960124"
    assert read.refused == ()
