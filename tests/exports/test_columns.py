import pytest

from asset_map.exports.columns import CONDITION_COLUMNS, Column, columns_for
from asset_map.exports.table import cells
from asset_map.imports.columns import guess_mapping
from asset_map.imports.fields import FIELD_NAMES
from asset_map.model.role import Audience
from tests.exports.drawn import asset, conditions_for, rows_for

FOR_OFFICERS = {
    *("is_home", "verified_role", "verified_how", "record_state", "visible_to"),
    *("anchor_status", "anchor_decided_by", "anchor_decided_on"),
    *("source_id", "source", "source_kind", "recorded_on"),
}
# An import makes one field of each of these, and writes it under the other's name.
IN_OTHER_COLUMNS = {
    *("address_2", "address_3", "town"),
    *("charity_number", "company_number"),
}


def names(columns: tuple[Column, ...]) -> set[str]:
    return {column.name for column in columns}


def told(audience: Audience) -> dict[str, object]:
    (row,) = rows_for(audience, [asset()])
    conditions, columns = conditions_for(audience), columns_for(audience)
    written = cells(row, conditions, columns)
    return dict(zip([column.name for column in columns], written, strict=True))


def test_what_is_for_officers_is_in_no_other_export() -> None:
    assert names(columns_for(Audience.OFFICER)) - names(columns_for(Audience.PUBLIC)) == (
        FOR_OFFICERS
    )
    assert columns_for(Audience.PARTNER) == columns_for(Audience.PUBLIC)


def test_officers_read_a_contact_that_the_public_does_not() -> None:
    assert told(Audience.OFFICER)["email"] == "knit@example.org"
    assert told(Audience.PUBLIC)["email"] == ""
    assert told(Audience.PUBLIC)["contact_role"] == "secretary"


def test_every_field_that_can_be_imported_is_exported_to_officers() -> None:
    assert set(FIELD_NAMES) - names(columns_for(Audience.OFFICER)) == IN_OTHER_COLUMNS


@pytest.mark.parametrize("audience", Audience)
def test_an_import_knows_each_heading_and_guesses_at_none(audience: Audience) -> None:
    headings = [column.name for column in (*columns_for(audience), *CONDITION_COLUMNS)]
    guessed = guess_mapping(headings)
    # The record's own id is what a file without the source's is known again by.
    own_id = {"id": None if "source_id" in headings else "source_id"}
    assert (
        guessed
        == {heading: heading if heading in FIELD_NAMES else None for heading in headings} | own_id
    )


def test_the_ward_stands_with_its_boundary_set() -> None:
    row = told(Audience.PUBLIC)
    assert row["ward_code"] == "Z05000001"
    assert row["ward_name"] == "Hathern & Dishley"
    assert row["boundary_set"] == "Wards 2026"


def test_coordinates_are_given_to_a_tenth_of_a_metre() -> None:
    row = told(Audience.PUBLIC)
    assert (row["lon"], row["lat"]) == (1.234568, 54.5)
    assert (row["easting"], row["northing"]) == (607_000.0, 510_000.0)
