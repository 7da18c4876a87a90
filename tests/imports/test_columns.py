import pytest

from asset_map.imports.columns import combined, guess_mapping, parse_mapping
from asset_map.imports.fields import FIELDS
from asset_map.imports.readers import Fault
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.words import fold


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("name", "name"),
        ("Library name", "name"),
        ("Organisation", "name"),
        ("Postal code", "postcode"),
        ("POST CODE", "postcode"),
        ("Post_Code", "postcode"),
        ("Tel", "phone"),
        ("Telephone no.", "phone"),
        ("E-mail", "email"),
        ("Web site", "url"),
        ("Lat", "lat"),
        ("LONG", "lon"),
        ("Address Line 1", "address"),
        ("Wheelchair access?", "is_step_free"),
        ("Charity No.", "charity_number"),
        ("When", "meets"),
        ("Type", "kind"),
        ("ID", "source_id"),
        ("Adress", "address"),
        ("Whatever else", None),
        ("problem", None),
    ],
)
def test_headings_that_people_write_are_understood(heading: str, field: str | None) -> None:
    assert guess_mapping([heading])[heading] == field


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("NG20 8AA", "postcode"),
        ("hello@example.org", "email"),
        ("https://example.org", "url"),
        ("01632 960123", "phone"),
        ("Hathern", None),
    ],
)
def test_an_unknown_heading_is_judged_by_its_values(value: str, field: str | None) -> None:
    assert guess_mapping(["Column A"], [[value], ["", ""]])["Column A"] == field


def test_x_and_y_are_degrees_or_metres_as_their_values_say() -> None:
    assert guess_mapping(["X", "Y"], [["-1.2", "52.7"]]) == {"X": "lon", "Y": "lat"}
    assert guess_mapping(["X", "Y"], [["450812", "322410"]]) == {"X": "easting", "Y": "northing"}
    assert guess_mapping(["X", "Y"], [["?", "?"]]) == {"X": None, "Y": None}


def test_a_field_goes_to_one_column_the_one_that_names_it_best() -> None:
    mapping = guess_mapping(["Organisation", "name", "Title"])
    assert mapping == {"Organisation": None, "name": "name", "Title": None}


def test_a_heading_that_means_many_things_needs_values_that_agree() -> None:
    assert guess_mapping(["Status"], [["active"], ["closed"]])["Status"] == "operating_status"
    assert guess_mapping(["Status"], [["paid"], ["owing"]])["Status"] is None
    assert guess_mapping(["Mobile"], [["yes"], ["no"]])["Mobile"] is None


def test_what_is_told_counts_more_than_what_is_guessed() -> None:
    guessed = {"Title": "name", "Body": None, "Tel": "phone"}
    told = parse_mapping(["body=name", "Tel="], headings=list(guessed))
    assert combined(guessed, told) == {"Title": None, "Body": "name", "Tel": None}


def test_a_heading_may_hold_an_equals_sign() -> None:
    assert parse_mapping(["a=b=name"], headings=["a=b"]) == {"a=b": "name"}


def test_every_mistake_in_what_is_told_is_named_at_once_with_what_was_near() -> None:
    with pytest.raises(InvalidSubmissionError) as raised:
        parse_mapping(
            ["Libary name=name", "Tel=fone", "nonsense", "A=url", "B=url"],
            headings=["Library name", "Tel", "A", "B"],
        )
    said = [str(problem) for problem in raised.value.problems]
    assert len(said) == 4
    assert "Library name" in said[0]
    assert "phone" in said[1]
    assert "Heading=field" in said[2]
    assert "'url'" in said[3]


def test_every_field_reads_its_own_example_and_no_alias_means_two_fields() -> None:
    aliases = [alias for field in FIELDS for alias in (*field.aliases, fold(field.name))]
    assert len(aliases) == len(set(aliases))
    assert all(alias == fold(alias) for alias in aliases)
    for field in FIELDS:
        assert not isinstance(field.read(field.example), Fault), field.name
