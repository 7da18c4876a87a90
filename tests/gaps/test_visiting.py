from dataclasses import replace
from datetime import date, time

import pytest

from asset_map.gaps.measure import measure, prepare
from asset_map.gaps.visiting import hours_in_28_days
from asset_map.model.gap import GapClass, GapSettings
from asset_map.model.times import Stop, StopState
from tests.gaps.toy import district, places

ON = date(2026, 11, 22)
FORTNIGHTLY = Stop(
    service_name="The bus",
    rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    starts_on=date(2026, 1, 6),
    arrives=time(10, 0),
    departs=time(10, 45),
)


def test_three_quarters_of_an_hour_a_fortnight_are_an_hour_and_a_half_in_28_days() -> None:
    assert hours_in_28_days(FORTNIGHTLY, on=ON) == pytest.approx(1.5)


def test_every_last_wednesday_counts_twelve_times_a_year() -> None:
    monthly = replace(FORTNIGHTLY, rrule="FREQ=MONTHLY;BYDAY=-1WE")
    assert hours_in_28_days(monthly, on=ON) == pytest.approx(12 * 0.75 / 13)


def test_a_stop_that_is_withdrawn_on_a_day_counts_before_it_and_not_after() -> None:
    withdrawn = replace(FORTNIGHTLY, valid_to=date(2026, 11, 30))
    assert hours_in_28_days(withdrawn, on=ON) == pytest.approx(1.5)
    assert hours_in_28_days(withdrawn, on=date(2026, 12, 1)) == 0


@pytest.mark.parametrize("state", [one for one in StopState if one is not StopState.ACTIVE])
def test_only_active_stops_count(state: StopState) -> None:
    assert hours_in_28_days(replace(FORTNIGHTLY, state=state), on=ON) == 0


def test_a_stop_that_says_no_times_has_no_hours_to_count() -> None:
    assert hours_in_28_days(replace(FORTNIGHTLY, departs=None), on=ON) is None


@pytest.mark.parametrize(
    ("hours", "expected"), [(1.5, GapClass.GAP), (12.5, GapClass.VISITING_ONLY)]
)
def test_a_bus_makes_a_ward_visiting_only_when_it_stays_long_enough(
    hours: float, expected: GapClass
) -> None:
    inputs = district(stops=places({"bus": (1000, 1000)}), stop_hours=(hours,))
    figures = measure(prepare(inputs), GapSettings())
    # 13 of A's 25 points lie within 800 m of its middle.
    assert figures.hours[0] == pytest.approx(hours * 13 / 25)
    assert figures.classes[0] is (GapClass.VISITING_ONLY if hours * 13 / 25 >= 2 else GapClass.GAP)
    assert figures.classes[0] is expected
