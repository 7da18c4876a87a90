"""Times as people say them: "last Wednesday of each month, 2 pm to 2.45 pm"."""

from collections.abc import Sequence
from datetime import date, time

from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop
from asset_map.model.words import long_date
from asset_map.schedule.rules import Frequency, OnDay, Rule, read_rule

__all__ = ["BY_ARRANGEMENT", "clock_words", "meeting_words", "rule_words", "stop_words"]

BY_ARRANGEMENT = "by arrangement"
TERM_TIME = "term time only"
_FORTNIGHT = 2

_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_FROM_THE_END = {-1: "last", -2: "second last", -3: "third last", -4: "fourth last"}
ORDINALS = {**_NTH, **_FROM_THE_END, -5: "fifth last"}
_MONTHS = tuple(f"{date(2024, month, 1):%B}" for month in range(1, 13))
# So many days on end are said by the first and the last.
_ON_END = 4


def meeting_words(meeting: Meeting) -> str:
    """Return when a meeting is: "Tuesdays, 10 am to 12 noon, term time only"."""
    said = [
        rule_words(meeting.rrule, starts_on=meeting.starts_on),
        _span_words(meeting.starts_at, meeting.ends_at),
        TERM_TIME if meeting.term_time_only else "",
        meeting.note,
    ]
    return ", ".join(part for part in said if part) or BY_ARRANGEMENT


def stop_words(stop: Stop) -> str:
    """Return when a stop is called at: "every 4 weeks on Tuesday, 10.35 am to 10.50 am"."""
    said = [
        rule_words(stop.rrule, starts_on=stop.starts_on or stop.valid_from),
        _span_words(stop.arrives, stop.departs),
        f"until {long_date(stop.valid_to)}" if stop.valid_to else "",
    ]
    return ", ".join(part for part in said if part) or BY_ARRANGEMENT


def clock_words(at: time) -> str:
    """Return a time of day as it is said: "12 noon", "2.45 pm"."""
    if at == time(12):
        return "12 noon"
    if at == time(0):
        return "12 midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004


def _span_words(starts: time | None, ends: time | None) -> str:
    if starts and ends:
        return f"{clock_words(starts)} to {clock_words(ends)}"
    if ends:
        return f"until {clock_words(ends)}"
    return clock_words(starts) if starts else ""


def rule_words(text: str, *, starts_on: date | None = None) -> str:
    """
    Return a rule in words; "" for an empty one.

    Raises
    ------
    InvalidSubmissionError
        When the rule is refused.
    """
    if not text:
        return ""
    rule = read_rule(text)
    said = _SAYINGS[rule.frequency](rule, starts_on)
    if rule.months and rule.frequency is not Frequency.YEARLY:
        said += f" in {_listed([_MONTHS[month - 1] for month in rule.months])}"
    if rule.count:
        said += f", {rule.count} times" if rule.count > 1 else ", once"
    return f"{said}, until {long_date(rule.until)}" if rule.until else said


def _daily(rule: Rule, _: date | None) -> str:
    if rule.days:
        return _weekly(rule, None)
    return _every(rule.interval, "day")


def _weekly(rule: Rule, starts_on: date | None) -> str:
    weekdays = sorted({day.weekday for day in rule.days}, key=tuple(Weekday).index)
    if not weekdays and starts_on:
        weekdays = [tuple(Weekday)[starts_on.weekday()]]
    if not weekdays:
        return _every(rule.interval, "week")
    if rule.interval == 1:
        if len(set(weekdays)) == len(Weekday):
            return "every day"
        each = [f"{day.label.title()}s" for day in weekdays]
        return f"{each[0]} to {each[-1]}" if _are_on_end(weekdays) else _listed(each)
    names = _listed([day.label.title() for day in weekdays])
    # "Every second Tuesday" might be the second of the month: say which is counted.
    weeks = "second week" if rule.interval == _FORTNIGHT else f"{rule.interval} weeks"
    return f"every {weeks} on {names}"


def _are_on_end(weekdays: Sequence[Weekday]) -> bool:
    places = [tuple(Weekday).index(day) for day in weekdays]
    return len(places) >= _ON_END and places == list(range(places[0], places[-1] + 1))


def _monthly(rule: Rule, starts_on: date | None) -> str:
    each = "each month" if rule.interval == 1 else _every(rule.interval, "month")
    days = _days_of_month(rule, starts_on)
    return f"{days} of {each}" if days else each


def _yearly(rule: Rule, starts_on: date | None) -> str:
    each = "each year" if rule.interval == 1 else _every(rule.interval, "year")
    months = rule.months or ((starts_on.month,) if starts_on else ())
    days = _days_of_month(rule, starts_on)
    named = _listed([_MONTHS[month - 1] for month in months])
    return f"{days} of {named} {each}" if days and named else each


_SAYINGS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}


def _days_of_month(rule: Rule, starts_on: date | None) -> str:
    if rule.days:
        picked = [OnDay(at, day.weekday) for at in rule.positions for day in rule.days]
        if rule.positions and len(rule.days) > 1:
            kinds = _listed([day.weekday.label.title() for day in rule.days], "or")
            return f"{_listed([ORDINALS.get(at, f'{at}th') for at in rule.positions])} {kinds}"
        return _nth_words(picked or rule.days)
    numbers = rule.month_days or ((starts_on.day,) if starts_on else ())
    return _listed([_date_words(number) for number in numbers])


def _nth_words(days: Sequence[OnDay]) -> str:
    """Return "first and third Tuesday", "last Wednesday", "every Friday"."""
    if len({day.weekday for day in days}) == 1 and all(day.nth for day in days):
        return f"{_listed([ORDINALS[day.nth] for day in days])} {days[0].weekday.label.title()}"
    return _listed(
        [f"{ORDINALS.get(day.nth, 'every')} {day.weekday.label.title()}" for day in days]
    )


def _date_words(number: int) -> str:
    if number < 0:
        return "the last day" if number == -1 else f"the {ORDINALS.get(number, number)} day"
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number}{ending}"


def _every(interval: int, unit: str) -> str:
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def _listed(words: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
