"""Somebody is found in a text however it is written, and nobody else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.identifier import ERASED, identifier_from, those_of


@pytest.mark.parametrize(
    ("known_by", "text"),
    [
        ("Jo@Doggerby.example", "write to jo@doggerby.EXAMPLE."),
        ("07700 900123", "ring +44 (0)7700 900 123"),
        ("07700 900123", "ring 00447700900123, or 2-4 07700-900-123"),
        ("+44 7700 900123", "07700900123"),
        ("José O'Brien", "thanks to JOSE O\u2019BRIEN!"),
        ("Jo Smith", "Smith, Jo (chair)"),
        ("Anne-Marie Smith", "anne marie smith"),
        ("Jo Smith", "Jo Smith\u2019s shed"),
    ],
)
def test_somebody_is_found_however_it_is_written(known_by: str, text: str) -> None:
    blotter = those_of([identifier_from(known_by)])

    assert blotter.may_hold(text)
    assert blotter.found(text)
    assert blotter.found(blotter.replaced(text, ERASED)) == []


@pytest.mark.parametrize(
    ("known_by", "text"),
    [
        ("jo@doggerby.example", "banjo@doggerby.example"),
        ("07700 900123", "07700 900124"),
        ("07700 900123", "ref 1077009001234"),
        ("Jo Smith", "Jo Smithson met Joe Smith"),
    ],
)
def test_nobody_else_is_taken_for_them(known_by: str, text: str) -> None:
    assert those_of([identifier_from(known_by)]).replaced(text, ERASED) == text


@pytest.mark.parametrize("typed", ["", "Jo", "hall", "12345", "a b c d e f g"])
def test_what_may_be_many_people_is_refused(typed: str) -> None:
    with pytest.raises(InvalidSubmissionError):
        identifier_from(typed)


@given(before=st.text(), after=st.text())
def test_nothing_is_left_of_an_address_between_any_words(before: str, after: str) -> None:
    blotter = those_of([identifier_from("jo.smith@doggerby.example")])

    clean = blotter.replaced(f"{before} jo.smith@doggerby.example {after}", ERASED)

    assert "jo.smith@doggerby.example" not in clean


@given(
    before=st.text(),
    after=st.text(),
    written=st.sampled_from(
        ["José O\u2019Brien", "JOSE O'BRIEN", "O`Brien, Jose\u0301", "+44 7700\u00a0900 123",
         "0044(0)7700-900-123", "Stra\u00dfe@Doggerby.example", "STRASSE@doggerby.EXAMPLE"]
    ),
)  # fmt: skip
def test_no_text_is_passed_over_in_which_they_stand(before: str, after: str, written: str) -> None:
    who = ("José O'Brien", "07700 900123", "stra\u00dfe@doggerby.example")
    blotter = those_of([identifier_from(one) for one in who])
    text = f"{before}{written}{after}"

    if replace(blotter, parts=(), digits=()).found(text):
        assert blotter.may_hold(text)
    assert blotter.may_hold(written)
