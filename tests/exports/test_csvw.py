import csv
import io
import json
from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.exports.as_csv import assets_csv
from asset_map.exports.csvw import csv_metadata
from asset_map.model.asset import Asset
from asset_map.model.role import Audience
from tests.exports.drawn import assets_of_any_kind, conditions_for, rows_for

READ: dict[str, Callable[[str], object]] = {
    "number": float,
    "integer": int,
    "date": date.fromisoformat,
    "string": str,
}


@settings(max_examples=25)
@given(drawn=assets_of_any_kind, audience=st.sampled_from(Audience))
def test_the_metadata_names_each_column_and_what_can_be_read_in_it(
    drawn: Asset, audience: Audience
) -> None:
    conditions = conditions_for(audience)
    said = json.loads(csv_metadata("assets.csv", conditions))
    columns = said["tableSchema"]["columns"]
    text = assets_csv(rows_for(audience, [drawn]), conditions).decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))

    assert said["url"] == "assets.csv"
    assert [column["titles"] for column in columns] == headings
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell:
                READ[column["datatype"]](cell)
            else:
                assert not column["required"]
