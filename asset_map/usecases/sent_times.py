"""Times in plain choices: what somebody ticked, and the rule of RFC 5545 it comes to."""

import re
from dataclasses import dataclass
from datetime import date, time

from asset_map.model.errors import Problem
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting
from asset_map.model.words import long_date
from asset_map.schedule.clock import read_clock

__all__ = ["Often", "PlainTime", "meeting_of", "plain_time"]


class Often:
    """How often something is, as the form's choices are called."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    ARRANGEMENT = "arrangement"


_RULE = re.compile(
    r"FREQ=(WEEKLY|MONTHLY)(?:;INTERVAL=(2))?;BYDAY=(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)"
)
_DAYS = {day.code: day for day in Weekday}
# Nothing that meets today is counted from before, or from after.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTime:
    """One time as it was typed and ticked; an empty part was left alone."""

    often: str = ""
    day: str = ""
    nth: str = ""
    starts: str = ""
    ends: str = ""
    first: str = ""
    term: str = ""
    note: str = ""


def meeting_of(said: PlainTime, number: int) -> tuple[Meeting, tuple[Problem, ...]]:
    """Return the meeting that the answers come to, and all that is wrong with them."""
    problems: list[Problem] = []
    starts = _clock(said.starts, f"starts_{number}", problems)
    ends = _clock(said.ends, f"ends_{number}", problems)
    first = _date(said.first, f"first_{number}", problems)
    meeting = Meeting(
        rrule=_rule(said, number, problems),
        starts_on=first if said.often == Often.FORTNIGHTLY else None,
        starts_at=starts,
        ends_at=ends,
        term_time_only=bool(said.term),
        note=said.note.strip(),
    )
    if said.often == Often.FORTNIGHTLY and first and said.day:
        falls_on = tuple(Weekday)[first.weekday()]
        if falls_on.value != said.day:
            fault = f"{long_date(first)} is a {falls_on.label.title()}."
            remedy = f"Give the date of one {said.day.title()} on which you meet."
            problems.append(Problem(field=f"first_{number}", fault=fault, remedy=remedy))
    return meeting, tuple(problems)


def _rule(said: PlainTime, number: int, problems: list[Problem]) -> str:
    if said.often == Often.ARRANGEMENT:
        return ""
    if missing := _missing(said):
        field, fault = missing
        remedy = "Choose one of the answers."
        problems.append(Problem(field=f"{field}_{number}", fault=fault, remedy=remedy))
        return ""
    code = Weekday(said.day).code
    if said.often == Often.MONTHLY:
        return f"FREQ=MONTHLY;BYDAY={said.nth}{code}"
    every = ";INTERVAL=2" if said.often == Often.FORTNIGHTLY else ""
    return f"FREQ=WEEKLY{every};BYDAY={code}"


def _missing(said: PlainTime) -> tuple[str, str] | None:
    """Return the first answer that is missing, and how that is said."""
    if said.often not in {Often.WEEKLY, Often.FORTNIGHTLY, Often.MONTHLY}:
        return "often", "You have not said how often it is."
    if said.day not in set(Weekday):
        return "day", "You have not said on which day."
    if said.often == Often.MONTHLY and said.nth not in {"1", "2", "3", "4", "-1"}:
        return "nth", f"You have not said which {said.day.title()} of the month."
    return None


def _clock(text: str, field: str, problems: list[Problem]) -> time | None:
    if not text.strip():
        return None
    at = read_clock(text)
    if at is None:
        remedy = "Write it like 7.30 pm or 19:30."
        problems.append(Problem(field=field, fault="This is not a time of day.", remedy=remedy))
    return at


def _date(text: str, field: str, problems: list[Problem]) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.max
    if _EARLIEST <= day < _LATEST:
        return day
    fault = "This is not a date on which you meet."
    remedy = "Write year, month and day, like 2026-11-24."
    problems.append(Problem(field=field, fault=fault, remedy=remedy))
    return None


def plain_time(meeting: Meeting) -> PlainTime | None:
    """Return a meeting as the form's choices; None where they cannot say it."""
    match = _RULE.fullmatch(meeting.rrule)
    if meeting.rrule and not match:
        return None
    frequency, every, nth, day = match.groups() if match else ("", "", "", "")
    is_monthly = frequency == "MONTHLY"
    if match and (bool(nth) != is_monthly or (is_monthly and every)):
        return None
    often = Often.FORTNIGHTLY if every else Often.MONTHLY if is_monthly else Often.WEEKLY
    return PlainTime(
        often=often if match else Often.ARRANGEMENT,
        day=_DAYS[day].value if day else "",
        nth=nth or "",
        starts=f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        ends=f"{meeting.ends_at:%H:%M}" if meeting.ends_at else "",
        first=meeting.starts_on.isoformat() if meeting.starts_on and every else "",
        term="yes" if meeting.term_time_only else "",
        note=meeting.note,
    )
