"""The examples of the documentation, imported as somebody would who copied them."""

import csv
import io
from pathlib import Path

from asset_map.geography.distance import distance_m
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.imports.fields import FIELDS
from asset_map.imports.places import read_places
from asset_map.imports.reading import ImportDefaults
from asset_map.imports.spreadsheet import read_table
from tests.imports.tables import TODAY


def test_a_row_of_all_the_examples_is_read_and_lies_at_its_postcode(
    postcode_cache: Path,
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([[one.name for one in FIELDS], [one.example for one in FIELDS]])
    table = read_table(text.getvalue().encode(), file_name="examples.csv")
    mapping = {name: name for name in table.headings}
    defaults = ImportDefaults(source="Examples", today=TODAY)
    reading = read_places(table, mapping, defaults=defaults)
    assert (reading.refused, reading.remarks) == ((), ())
    ((stated,),) = (row.stated for row in reading.rows)
    found = PostcodeDirectory(postcode_cache).find(stated.postcode)
    assert stated.grid is not None
    assert distance_m(stated.grid, found.grid) < 10
