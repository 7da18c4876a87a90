from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop
from asset_map.schedule.clock import read_clock, read_span
from asset_map.schedule.reading import read_meetings
from asset_map.schedule.words import clock_words, meeting_words, rule_words, stop_words


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (
            Meeting(
                rrule="FREQ=WEEKLY;BYDAY=TU",
                starts_at=time(10),
                ends_at=time(12),
                term_time_only=True,
            ),
            "Tuesdays, 10 am to 12 noon, term time only",
        ),
        (
            Meeting(rrule="FREQ=MONTHLY;BYDAY=-1WE", starts_at=time(14), ends_at=time(14, 45)),
            "last Wednesday of each month, 2 pm to 2.45 pm",
        ),
        (Meeting(), "by arrangement"),
        (Meeting(note="ring first"), "ring first"),
        (Meeting(rrule="FREQ=WEEKLY;BYDAY=FR", ends_at=time(0)), "Fridays, until 12 midnight"),
        (Meeting(rrule="FREQ=WEEKLY", starts_on=date(2026, 11, 3)), "Tuesdays"),
    ],
)
def test_a_meeting_is_told_as_people_say_it(meeting: Meeting, said: str) -> None:
    assert meeting_words(meeting) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Mondays to Fridays"),
        ("FREQ=WEEKLY;BYDAY=SA,FR,TH,WE,TU", "Tuesdays to Saturdays"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,TH,FR", "Mondays, Tuesdays, Thursdays and Fridays"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Mondays, Wednesdays and Fridays"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "every second week on Thursday"),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "every 4 weeks on Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "first and third Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "first Monday and last Friday of each month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "first Monday of every 2 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,22,-1", "the 1st, the 22nd and the last day of each month"),
        ("FREQ=MONTHLY;BYMONTHDAY=13", "the 13th of each month"),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1", "last Wednesday of each month"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "first Monday, Tuesday, Wednesday, Thursday or Friday of each month",
        ),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=1SA", "first Saturday of June each year"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5", "the 5th of November each year"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=6,7", "Tuesdays in June and July"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", "Tuesdays, until 31 December 2026"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "Tuesdays, 6 times"),
        ("", ""),
    ],
)
def test_every_rule_has_words(rule: str, said: str) -> None:
    assert rule_words(rule) == said


def test_a_stop_is_told_with_its_last_day() -> None:
    stop = Stop(
        service_name="Mobile library",
        rrule="FREQ=WEEKLY;INTERVAL=4",
        starts_on=date(2019, 8, 13),
        arrives=time(10, 35),
        departs=time(10, 50),
        valid_to=date(2026, 12, 31),
    )
    said = "every 4 weeks on Tuesday, 10.35 am to 10.50 am, until 31 December 2026"
    assert stop_words(stop) == said


@pytest.mark.parametrize(
    ("typed", "rule", "starts", "ends"),
    [
        ("Tuesdays 10am-12", "FREQ=WEEKLY;BYDAY=TU", time(10), time(12)),
        ("Every Tuesday from 10am until noon", "FREQ=WEEKLY;BYDAY=TU", time(10), time(12)),
        ("last Wednesday of the month 2pm", "FREQ=MONTHLY;BYDAY=-1WE", time(14), None),
        ("1st & 3rd Tues, 7.30-9pm", "FREQ=MONTHLY;BYDAY=1TU,3TU", time(19, 30), time(21)),
        ("First Monday of every month", "FREQ=MONTHLY;BYDAY=1MO", None, None),
        ("Mon-Fri 09:00-17:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(17)),
        ("weekdays 9-5pm", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(17)),
        ("alternate Thursdays 7.30pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", time(19, 30), None),
        ("every 4 weeks on Tuesday", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", None, None),
        ("the 15th of each month", "FREQ=MONTHLY;BYMONTHDAY=15", None, None),
        ("10.30am Sundays", "FREQ=WEEKLY;BYDAY=SU", time(10, 30), None),
        ("Tuesday 10-12", "FREQ=WEEKLY;BYDAY=TU", time(10), time(12)),
    ],
)
def test_plain_words_are_read_where_they_are_certain(
    typed: str, rule: str, starts: time | None, ends: time | None
) -> None:
    (meeting,) = read_meetings(typed)
    assert (meeting.rrule, meeting.starts_at, meeting.ends_at) == (rule, starts, ends)
    assert meeting.note == ""


@pytest.mark.parametrize(
    "typed",
    [
        *("Tuesdays 2-4", "every second Tuesday", "Tuesdays except August", "Monthly", "Fri 7"),
        *(
            "Tuesday or Thursday",
            "school holidays",
            "Tuesday, 25:00",
            "Tuesdays in room 5",
            "varies",
        ),
    ],
)
def test_what_is_not_certain_stays_as_it_was_typed(typed: str) -> None:
    assert read_meetings(typed) == (Meeting(note=typed),)


def test_several_meetings_in_one_text_are_told_apart() -> None:
    first, second = read_meetings("Mon 10-12 and Wed 2pm-4pm")
    assert (first.rrule, first.starts_at) == ("FREQ=WEEKLY;BYDAY=MO", time(10))
    assert (second.rrule, second.starts_at) == ("FREQ=WEEKLY;BYDAY=WE", time(14))
    assert len(read_meetings("Mon-Fri 9am-5pm; Sat 9am-12")) == 2
    assert len(read_meetings("Mon, Wed, Fri 9am-5pm")) == 1
    assert read_meetings(" ; ") == ()


def test_what_else_is_said_is_kept_as_a_note() -> None:
    (meeting,) = read_meetings("Tuesdays 10am to 12 in the Main Hall (term-time only)")
    assert meeting.note == "in the Main Hall"
    assert meeting.term_time_only


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2-4pm", (time(14), time(16))),
        ("9-5pm", (time(9), time(17))),
        ("10am-2", (time(10), time(14))),
        ("10 - 12 noon", (time(10), time(12))),
        ("12:00-14:00", (time(12), time(14))),
        ("7pm to midnight", (time(19), time(0))),
        ("until 4pm", (None, time(16))),
        ("2-4", None),
        ("7.30-9.30", None),
        ("13pm", None),
        ("teatime", None),
    ],
)
def test_spans_are_read_only_when_they_mean_one_thing(
    typed: str, span: tuple[time | None, time | None] | None
) -> None:
    assert read_span(typed) == span


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_that_is_said_is_read_back(at: time) -> None:
    at = at.replace(tzinfo=None, fold=0)
    assert read_clock(clock_words(at)) == at
    assert read_clock(f"{at:%H%M}") == at


codes = st.sampled_from([day.code for day in Weekday])
meetings = st.builds(
    Meeting,
    rrule=st.one_of(
        st.lists(codes, min_size=1, unique=True).map(
            lambda listed: (
                "FREQ=WEEKLY;BYDAY=" + ",".join(day.code for day in Weekday if day.code in listed)
            )
        ),
        st.builds(
            lambda n, code: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={code}", st.integers(2, 8), codes
        ),
        st.builds(
            lambda n, code: f"FREQ=MONTHLY;BYDAY={n}{code}", st.sampled_from([-1, 1, 2, 5]), codes
        ),
        st.integers(1, 31).map(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day}"),
    ),
    starts_at=st.sampled_from([None, time(9, 15), time(10), time(12), time(19, 30)]),
    ends_at=st.sampled_from([None, time(20), time(21, 45), time(0)]),
    term_time_only=st.booleans(),
    note=st.sampled_from(["", "bring a cup"]),
)


@given(meetings)
def test_what_is_said_of_a_plain_meeting_is_read_back_as_that_meeting(meeting: Meeting) -> None:
    assert read_meetings(meeting_words(meeting)) == (meeting,)
