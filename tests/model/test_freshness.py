"""When a check keeps a record fresh, and since when."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.freshness import (
    AGEING_FROM_MONTHS,
    STALE_FROM_MONTHS,
    Freshness,
    checked_since,
    freshness,
)

DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))


@given(today=DAYS, checked=DAYS)
def test_the_first_day_that_still_counts_is_where_freshness_turns(
    today: date, checked: date
) -> None:
    is_fresh = freshness(checked, today=today) is Freshness.FRESH
    is_stale = freshness(checked, today=today) is Freshness.STALE
    assert is_fresh is (checked >= checked_since(AGEING_FROM_MONTHS, today=today))
    assert is_stale is (checked < checked_since(STALE_FROM_MONTHS, today=today))


def test_a_month_that_is_too_short_is_stepped_over() -> None:
    assert checked_since(6, today=date(2026, 8, 31)) == date(2026, 3, 1)
    assert checked_since(1, today=date(2026, 1, 15)) == date(2025, 12, 15)
