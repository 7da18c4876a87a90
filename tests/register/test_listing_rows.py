from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.location import LocationKind
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.model.words import fold
from asset_map.register.listing_rows import listing_rows, say_nothing, weekday_bit, whole_words
from tests.register.drawn import asset, place


def days(*meetings: Meeting, stop: Stop | None = None) -> set[Weekday]:
    there = place(meetings=meetings, stop=stop)
    rows = listing_rows(1, asset(locations=(there,)), {}, say_when=say_nothing)
    (row,) = rows.places
    return {day for day in Weekday if row["days"] & weekday_bit(day)}


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", {Weekday.TUESDAY}),
        ("FREQ=WEEKLY;BYDAY=MO,TH", {Weekday.MONDAY, Weekday.THURSDAY}),
        ("FREQ=MONTHLY;BYDAY=-1WE", {Weekday.WEDNESDAY}),
        ("FREQ=MONTHLY;BYDAY=1SA,+3SU;COUNT=4", {Weekday.SATURDAY, Weekday.SUNDAY}),
        ("freq=weekly;byday=fr", {Weekday.FRIDAY}),
        ("FREQ=DAILY", set(Weekday)),
        ("FREQ=MONTHLY;BYMONTHDAY=1", set()),
        ("FREQ=WEEKLY", set()),
        ("BYDAY=XX", set()),
        ("", set()),
    ],
)
def test_a_rule_says_on_which_weekdays_it_falls(rrule: str, expected: set[Weekday]) -> None:
    assert days(Meeting(rrule=rrule)) == expected


def test_a_weekly_rule_without_a_day_falls_on_that_of_its_first() -> None:
    first = Meeting(rrule="FREQ=WEEKLY;INTERVAL=2", starts_on=date(2026, 11, 26))
    assert days(first) == {Weekday.THURSDAY}


def test_the_days_of_several_meetings_are_joined() -> None:
    meetings = (Meeting(rrule="FREQ=WEEKLY;BYDAY=MO"), Meeting(rrule="FREQ=WEEKLY;BYDAY=SU"))
    assert days(*meetings) == {Weekday.MONDAY, Weekday.SUNDAY}


@pytest.mark.parametrize("state", StopState)
def test_only_a_stop_that_is_called_at_has_days(state: StopState) -> None:
    stop = Stop(service_name="Van", rrule="FREQ=WEEKLY;BYDAY=WE", state=state)
    assert days(stop=stop) == ({Weekday.WEDNESDAY} if state is StopState.ACTIVE else set())


def test_the_place_on_the_map_comes_first_and_the_others_keep_their_order() -> None:
    places = (
        place("online", kind=LocationKind.ONLINE, point=None, grid=None),
        place("unplaced", point=None, grid=None),
        place("first"),
        place("second"),
    )
    rows = listing_rows(1, asset(locations=places), {}, say_when=say_nothing).places
    assert [row["location_id"] for row in rows] == ["first", "second", "unplaced", "online"]
    assert [row["ordinal"] for row in rows] == [0, 1, 2, 3]


def test_whole_words_are_found_between_their_bars() -> None:
    assert whole_words(["Français", "B.S.L. | Makaton"]) == "|francais|b s l makaton|"
    assert whole_words([]) == "|"


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_texts_fold_as_they_do_beside_an_accent(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ਪੰਜਾਬੀ ਸਭਾ", "ਪੰਜਾਬੀ ਸਭਾ"),
        ("Zażółć", "zazolc"),
        ("tea \ufe0f cake", "tea cake"),
    ],
)
def test_the_vowel_signs_of_other_scripts_stay_in_their_words(typed: str, folded: str) -> None:
    assert fold(typed) == folded
