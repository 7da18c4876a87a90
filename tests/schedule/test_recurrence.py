from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.schedule.recurrence import check_rule, occurrences, weekdays
from asset_map.schedule.rules import read_rule

YEAR_2011 = (date(2011, 1, 1), date(2011, 12, 31))
AUTUMN = (date(2026, 11, 1), date(2026, 12, 31))
LAST_WEDNESDAYS = "FREQ=MONTHLY;BYDAY=-1WE"


def days(what: Meeting | Stop, between: tuple[date, date]) -> list[date]:
    return [visit.day for visit in occurrences(what, between=between)]


def test_the_last_wednesday_comes_twelve_times_a_year() -> None:
    found = days(Meeting(rrule=LAST_WEDNESDAYS, starts_on=date(2011, 1, 26)), YEAR_2011)
    assert len(found) == 12
    assert found[:3] == [date(2011, 1, 26), date(2011, 2, 23), date(2011, 3, 30)]
    assert found[-1] == date(2011, 12, 28)


@pytest.mark.parametrize("starts_on", [None, date(2011, 1, 26), date(2026, 11, 25)])
def test_the_last_wednesdays_of_autumn_do_not_hang_on_the_first_day(
    starts_on: date | None,
) -> None:
    meeting = Meeting(rrule=LAST_WEDNESDAYS, starts_on=starts_on)
    assert days(meeting, AUTUMN) == [date(2026, 11, 25), date(2026, 12, 30)]


def test_forty_five_minutes_a_fortnight_is_twenty_six_visits_a_year() -> None:
    stop = Stop(
        service_name="Mobile library",
        rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        starts_on=date(2026, 1, 6),
        arrives=time(10),
        departs=time(10, 45),
    )
    visits = occurrences(stop, between=(date(2026, 1, 1), date(2026, 12, 31)))
    assert len(visits) == 26
    seconds = [
        (visit.ends - visit.starts).total_seconds()
        for visit in visits
        if visit.starts and visit.ends
    ]
    assert round(sum(seconds) / 3600 / 12, 3) == 1.625


def test_a_stop_counts_within_its_days_without_its_exceptions_and_only_while_active() -> None:
    stop = Stop(
        service_name="Mobile library",
        rrule="FREQ=WEEKLY;BYDAY=TH",
        valid_from=date(2026, 11, 10),
        valid_to=date(2026, 11, 26),
        exceptions=(date(2026, 11, 19),),
    )
    assert days(stop, AUTUMN) == [date(2026, 11, 12), date(2026, 11, 26)]
    for state in set(StopState) - {StopState.ACTIVE}:
        withdrawn = Stop(service_name="x", rrule=stop.rrule, state=state)
        assert days(withdrawn, AUTUMN) == []


def test_times_of_day_stay_londons_when_the_clocks_change() -> None:
    meeting = Meeting(rrule="FREQ=WEEKLY;BYDAY=SU", starts_at=time(10), ends_at=time(12))
    before, after = occurrences(meeting, between=(date(2026, 10, 18), date(2026, 10, 25)))
    assert before.starts == datetime(2026, 10, 18, 10, tzinfo=ZoneInfo("Europe/London"))
    assert after.starts is not None
    assert before.starts is not None
    assert [visit.starts.utcoffset() for visit in (before, after) if visit.starts] == [
        before.starts.utcoffset(),
        after.starts.utcoffset(),
    ]
    assert before.starts.utcoffset() != after.starts.utcoffset()
    assert (before.starts.hour, after.starts.hour) == (10, 10)


def test_what_ends_after_midnight_ends_on_the_next_day() -> None:
    meeting = Meeting(rrule="FREQ=WEEKLY;BYDAY=FR", starts_at=time(20), ends_at=time(0, 30))
    (visit,) = occurrences(meeting, between=(date(2026, 11, 27), date(2026, 11, 27)))
    assert visit.ends is not None
    assert visit.ends.date() == date(2026, 11, 28)


def test_a_meeting_by_arrangement_never_happens_by_rule() -> None:
    assert days(Meeting(note="ring first"), AUTUMN) == []
    assert weekdays("") == frozenset()


def test_a_rule_takes_its_day_from_its_first_day_where_it_names_none() -> None:
    weekly = Meeting(rrule="FREQ=WEEKLY", starts_on=date(2026, 11, 3))
    assert days(weekly, (date(2026, 11, 1), date(2026, 11, 12))) == [
        date(2026, 11, 3),
        date(2026, 11, 10),
    ]
    yearly = Meeting(rrule="FREQ=YEARLY", starts_on=date(2020, 11, 5))
    assert days(yearly, AUTUMN) == [date(2026, 11, 5)]
    assert weekdays("FREQ=WEEKLY", starts_on=date(2026, 11, 3)) == {Weekday.TUESDAY}


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=TU;COUNT=3"])
def test_a_rule_that_says_too_little_needs_a_first_day(rule: str) -> None:
    with pytest.raises(InvalidSubmissionError, match="which day"):
        check_rule(rule)
    assert check_rule(rule, starts_on=date(2026, 1, 1))


def test_weekdays_are_those_on_which_it_can_fall() -> None:
    assert weekdays("FREQ=MONTHLY;BYDAY=-1WE,1FR") == {Weekday.WEDNESDAY, Weekday.FRIDAY}
    assert weekdays("FREQ=MONTHLY;BYMONTHDAY=15") == frozenset(Weekday)


@pytest.mark.parametrize(
    "rule",
    [
        *("garbage", "FREQ=SECONDLY", "FREQ=HOURLY;BYDAY=TU", "BYDAY=TU", "FREQ=WEEKLY;FREQ=DAILY"),
        *("FREQ=WEEKLY;COUNT=1000000000", "FREQ=WEEKLY;COUNT=-1", "FREQ=WEEKLY;INTERVAL=0"),
        *("FREQ=WEEKLY;INTERVAL=5000;BYDAY=TU", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY="),
        *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ="),
        *("FREQ=MONTHLY;BYDAY=6MO", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2"),
        *("FREQ=DAILY;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=7;BYDAY=TU", "FREQ=MONTHLY;BYMONTH=13"),
        *("FREQ=WEEKLY;BYHOUR=9", "FREQ=WEEKLY;BYEASTER=1", "FREQ=WEEKLY;UNTIL=tomorrow"),
        *("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU", "FREQ=YEARLY;BYMONTH=6", "X" * 5_000),
    ],
)
def test_hostile_and_broken_rules_are_refused_with_a_remedy(rule: str) -> None:
    with pytest.raises(InvalidSubmissionError, match="Write it like"):
        read_rule(rule)


def test_at_most_ten_years_are_worked_out() -> None:
    with pytest.raises(ValueError, match="3660"):
        occurrences(Meeting(rrule=LAST_WEDNESDAYS), between=(date(2000, 1, 1), date(2026, 1, 1)))


def test_a_rule_is_written_back_in_one_form() -> None:
    typed = "rrule:byday=-1we; freq=monthly; interval=1; until=20261231T235959Z; wkst=MO"
    assert str(read_rule(typed)) == "FREQ=MONTHLY;BYDAY=-1WE;UNTIL=20261231"


weekday_codes = st.lists(st.sampled_from([day.code for day in Weekday]), min_size=1, unique=True)
rules = st.one_of(
    st.builds(
        lambda interval, codes: f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(codes)}",
        st.integers(1, 6),
        weekday_codes,
    ),
    st.builds(
        lambda interval, nth, code: f"FREQ=MONTHLY;INTERVAL={interval};BYDAY={nth}{code}",
        st.integers(1, 5),
        st.sampled_from([-2, -1, 1, 2, 3, 4, 5]),
        st.sampled_from([day.code for day in Weekday]),
    ),
    st.builds(
        lambda interval, day: f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={day}",
        st.integers(1, 5),
        st.integers(1, 31) | st.integers(-28, -1),
    ),
    st.builds(lambda interval: f"FREQ=DAILY;INTERVAL={interval}", st.integers(1, 40)),
    st.builds(
        lambda month, nth, code: f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{code}",
        st.integers(1, 12),
        st.sampled_from([-1, 1, 2, 3, 4]),
        st.sampled_from([day.code for day in Weekday]),
    ),
)


@given(
    rules,
    st.dates(date(2005, 1, 1), date(2026, 12, 1)),
    st.dates(date(2010, 1, 1), date(2027, 1, 1)),
)
def test_starting_near_the_window_changes_no_day(rule: str, starts_on: date, first: date) -> None:
    last = date.fromordinal(first.toordinal() + 400)
    whole = rrulestr(rule, dtstart=datetime.combine(starts_on, time()))
    expected = whole.between(
        datetime.combine(first, time()), datetime.combine(last, time()), inc=True
    )
    found = days(Meeting(rrule=rule, starts_on=starts_on), (first, last))
    assert found == [moment.date() for moment in expected]
