from datetime import date, time

import pytest

from asset_map.imports import readers
from asset_map.imports.readers import Fault
from asset_map.model.asset import Function, Identifier


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-11-21", "21/11/2026", "21.11.26", "21-11-2026", "21 Nov 2026", "21 November 2026"),
        *(
            "Saturday 21st November, 2026",
            "46347",
            "2026-11-21 00:00:00",
            "21-Nov-26",
            "21/11/2026 14:05",
            "2026/11/21",
        ),
    ],
)
def test_days_are_read_however_britain_writes_them(typed: str) -> None:
    assert readers.day(typed) == date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed", ["30/02/2026", "11/21/2026", "2026", "soon", "21/11", "99999", "31 Juny 2026"]
)
def test_what_is_no_day_is_a_fault(typed: str) -> None:
    assert isinstance(readers.day(typed), Fault)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("ng208aa", "NG20 8AA"),
        (" NG20  8AA ", "NG20 8AA"),
        ("CH1 1 RL", "CH1 1RL"),
        ("W1A 1AA", "W1A 1AA"),
        ("ZZ1 1AA", "ZZ1 1AA"),
        ("GIR 0AA", "GIR 0AA"),
        ("\uff2e\uff27\uff12\uff10 \uff18\uff21\uff21", "NG20 8AA"),
    ],
)
def test_postcodes_are_read_whatever_their_spacing_and_case(typed: str, postcode: str) -> None:
    assert readers.postcode(typed) == postcode


@pytest.mark.parametrize("typed", ["NG20 XXX", "NG20", "8AA NG20", "NG2O 8AAA", "12345"])
def test_what_is_no_postcode_refuses_the_row(typed: str) -> None:
    fault = readers.postcode(typed)
    assert isinstance(fault, Fault)
    assert not fault.is_left_out


@pytest.mark.parametrize("typed", ["[No registered public address]", "n/a - mobile"])
def test_words_in_place_of_a_postcode_are_left_out(typed: str) -> None:
    fault = readers.postcode(typed)
    assert isinstance(fault, Fault)
    assert fault.is_left_out


def test_another_bodys_number_is_no_uprn_and_is_left_out() -> None:
    assert readers.uprn("000100053358") == "100053358"
    fault = readers.uprn("A00340")
    assert isinstance(fault, Fault)
    assert fault.is_left_out


def test_a_telephone_number_gets_back_the_nought_that_a_spreadsheet_took() -> None:
    assert readers.phone("1632960123") == "01632960123"
    assert readers.phone("+44 1632 960123") == "+44 1632 960123"
    assert isinstance(readers.phone("1.63296E+09"), Fault)
    assert isinstance(readers.phone("ring the bell"), Fault)


def test_yes_and_no_are_read_by_the_first_word() -> None:
    assert readers.yes_no("Yes, a ramp") is True
    assert readers.yes_no("N") is False
    assert readers.yes_no("1") is True
    assert isinstance(readers.yes_no("limited"), Fault)


@pytest.mark.parametrize("typed", [",", ", ,", ";"])
def test_a_cell_of_stops_alone_is_neither_yes_nor_no(typed: str) -> None:
    assert isinstance(readers.yes_no(typed), Fault)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("-.1278", -0.1278), (".5", 0.5), ("\u22121.25", -1.25), ("5e-05", 0.00005), ("53.", 53.0)],
)
def test_numbers_are_read_as_databases_and_word_processors_write_them(
    typed: str, number: float
) -> None:
    assert readers.number(typed) == number


def test_numbers_are_read_with_their_units_and_bounds() -> None:
    holds = readers.whole_number(0, 1000)
    assert holds("30.0") == 30
    assert holds("60 people") == 60
    assert isinstance(holds("1,200"), Fault)
    assert isinstance(holds("about 30"), Fault)
    assert readers.number("451,230") == 451230
    assert readers.number("-1.25\u00b0") == -1.25
    assert isinstance(readers.number("1.2.3"), Fault)
    assert isinstance(readers.number("nan"), Fault)


def test_times_that_may_be_morning_or_evening_are_a_fault() -> None:
    assert readers.clock("7.30 pm") == time(19, 30)
    assert readers.clock("19:30") == time(19, 30)
    assert readers.clock("07:30") == time(7, 30)
    assert isinstance(readers.clock("7.30"), Fault)


def test_words_of_an_enum_are_read_as_kept_or_as_said_and_near_ones_are_offered() -> None:
    read = readers.words(Function)
    assert read("Meeting space; arts_and_culture, youth") != read("meeting_space")
    assert read("meeting space, youth") == (Function.MEETING_SPACE, Function.YOUTH)
    fault = read("meting space")
    assert isinstance(fault, Fault)
    assert "meeting space" in fault.remedy


def test_numbers_of_charities_and_companies_name_their_register() -> None:
    assert readers.charity_number("1234567") == Identifier(scheme="GB-CHC", value="1234567")
    assert readers.charity_number("sc012345") == Identifier(scheme="GB-SC", value="SC012345")
    assert readers.company_number("1234567") == Identifier(scheme="GB-COH", value="01234567")
    assert isinstance(readers.charity_number("pending"), Fault)


@pytest.mark.parametrize(
    ("typed", "address"),
    [("www.example.org", "https://www.example.org"), ("http://a.example/x?y=1", None)],
)
def test_web_addresses_get_a_scheme(typed: str, address: str | None) -> None:
    assert readers.url(typed) == (address or typed)


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "not yet", "http://", "user:pw@x.org"])
def test_what_is_no_web_address_is_a_fault(typed: str) -> None:
    assert isinstance(readers.url(typed), Fault)


@pytest.mark.parametrize("typed", ["hello(at)example.org", "a@b", "a@b.org, c@d.org"])
def test_what_is_not_one_email_address_is_a_fault(typed: str) -> None:
    assert isinstance(readers.email(typed), Fault)
    assert readers.email("mailto:hello@example.org") == "hello@example.org"
