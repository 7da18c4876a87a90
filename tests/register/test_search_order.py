from dataclasses import replace
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from asset_map.model.freshness import Freshness, freshness
from asset_map.register.engine import Register
from asset_map.register.listed import fresh_from
from tests.register.drawn import (
    asset,
    place,
    save_all,
)
from tests.register.searching import CHECKED, found, named, names


def test_the_name_counts_more_than_what_else_is_said(register: Register) -> None:
    everywhere = [
        asset("5", name="Five", locations=(place(place_name="Robin Hood Hall"),)),
        asset("4", name="Four", description="We learn about robin redbreasts"),
        asset("3", name="Three", tags=("robin",)),
        asset("2", name="Two", also_known_as=("Robin group",)),
        asset("1", name="The Robin"),
    ]
    with register.writing() as connection:
        save_all(connection, *everywhere)
        assert names(connection, "robin") == ["The Robin", "Two", "Three", "Four", "Five"]


def test_a_name_that_is_all_of_the_text_comes_first(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, *named("The Repair Cafe", "Repair Cafe Langwith", "Repair Cafe"))
        assert names(connection, "repair cafe") == [
            "Repair Cafe",
            "Repair Cafe Langwith",
            "The Repair Cafe",
        ]


def test_what_nobody_checked_for_a_year_sinks_below_its_equals(register: Register) -> None:
    with register.writing() as connection:
        save_all(
            connection,
            asset(
                "a", name="Choir A", verification=replace(CHECKED, verified_on=date(2025, 11, 21))
            ),
            asset("b", name="Choir B"),
            asset(
                "c", name="Choir C", verification=replace(CHECKED, verified_on=date(2025, 11, 22))
            ),
            asset("d", name="Choir D", verification=CHECKED),
        )
        assert names(connection, "choir") == ["Choir C", "Choir D", "Choir A", "Choir B"]


@example(today=date(2028, 2, 29), days_ago=366)
@example(today=date(2028, 2, 29), days_ago=365)
@example(today=date(2029, 2, 28), days_ago=365)
@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days_ago=st.integers(0, 800))
def test_the_first_fresh_day_agrees_with_the_model(today: date, days_ago: int) -> None:
    checked = date.fromordinal(today.toordinal() - days_ago)
    is_stale = freshness(checked, today=today) is Freshness.STALE
    assert (checked < fresh_from(today)) == is_stale


def test_equals_stand_by_name_then_id(register: Register) -> None:
    twins = [asset("2", name="Éclair"), asset("1", name="Eclair"), asset("3", name="apple")]
    with register.writing() as connection:
        save_all(connection, *twins)
        lines = found(connection).listings
    assert [line.asset_id for line in lines] == ["3", "1", "2"]


def test_pages_hold_everything_once(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, *(asset(f"{n:03}", name=f"Group {n:03}") for n in range(25)))
        pages = [found(connection, "group", offset=start, limit=10) for start in (0, 10, 20, 30)]
    assert [page.total for page in pages] == [25, 25, 25, 25]
    ids = [line.asset_id for page in pages for line in page.listings]
    assert ids == [f"{n:03}" for n in range(25)]
