"""When a meeting or a stop happens: its rule worked out, in London's time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.model.words import LONDON
from asset_map.schedule.rules import Frequency, OnDay, Rule, read_rule

__all__ = ["Visit", "check_rule", "occurrences", "weekdays"]

MAX_DAYS = 3_660
_DATEUTIL: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
    Frequency.YEARLY: YEARLY,
}
_WEEK = tuple(Weekday)
# Where nobody said when a rule began it is counted from here, a Monday.
_EPOCH = date(2001, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One time that it happens; the times of day are None where nobody said."""

    day: date
    starts: datetime | None = None
    ends: datetime | None = None


def occurrences(what: Meeting | Stop, *, between: tuple[date, date]) -> list[Visit]:
    """
    Return each time that a meeting or stop happens, both days included, in order.

    A stop counts within its ``valid_from`` and ``valid_to`` only, not on its exceptions,
    and only while it is active. What is by arrangement never happens by rule.

    Raises
    ------
    InvalidSubmissionError
        When the rule is refused.
    ValueError
        When more than ten years are asked for.
    """
    first, last = between
    if (last - first).days > MAX_DAYS:
        message = f"At most {MAX_DAYS} days can be worked out at once."
        raise ValueError(message)
    if isinstance(what, Meeting):
        days = _days(what.rrule, what.starts_on, first, last)
        return [_visit(day, what.starts_at, what.ends_at) for day in days]
    if what.state is not StopState.ACTIVE:
        return []
    first = max(first, what.valid_from or first)
    last = min(last, what.valid_to or last)
    days = _days(what.rrule, what.starts_on or what.valid_from, first, last)
    return [_visit(day, what.arrives, what.departs) for day in days if day not in what.exceptions]


def check_rule(text: str, *, starts_on: date | None = None) -> Rule:
    """
    Return the rule when it can be worked out as it stands.

    Raises
    ------
    InvalidSubmissionError
        When it is refused, or says too little without a first day.
    """
    rule = read_rule(text)
    if starts_on is None and (rule.count is not None or not _names_its_days(rule)):
        problem = Problem(
            field="rrule",
            fault="The rule does not say on which day.",
            remedy="Add the day (BYDAY=TU) or the first date (starts_on).",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    return rule


def weekdays(text: str, *, starts_on: date | None = None) -> frozenset[Weekday]:
    """
    Return the weekdays on which a rule can fall; all of them for days of the month.

    None for an empty rule, which is by arrangement.
    """
    if not text:
        return frozenset()
    rule = check_rule(text, starts_on=starts_on)
    if rule.days:
        return frozenset(day.weekday for day in rule.days)
    if rule.frequency is Frequency.WEEKLY and starts_on is not None:
        return frozenset({_WEEK[starts_on.weekday()]})
    return frozenset(Weekday)


def _names_its_days(rule: Rule) -> bool:
    return bool(
        rule.days or rule.month_days or (rule.frequency is Frequency.DAILY and rule.interval == 1)
    )


def _visit(day: date, starts: time | None, ends: time | None) -> Visit:
    past_midnight = starts is not None and ends is not None and ends <= starts
    return Visit(
        day=day,
        starts=datetime.combine(day, starts, LONDON) if starts else None,
        ends=datetime.combine(day + timedelta(days=past_midnight), ends, LONDON) if ends else None,
    )


def _days(text: str, starts_on: date | None, first: date, last: date) -> Iterator[date]:
    if not text or first > last:
        return
    rule = _filled_in(check_rule(text, starts_on=starts_on), starts_on)
    begins = starts_on or _EPOCH
    worked_out = rrule(
        _DATEUTIL[rule.frequency],
        dtstart=datetime.combine(_nearest_start(rule, begins, first), time()),
        interval=rule.interval,
        byweekday=[weekday(_WEEK.index(day.weekday), day.nth or None) for day in rule.days] or None,
        bymonthday=rule.month_days or None,
        bymonth=rule.months or None,
        bysetpos=rule.positions or None,
        count=rule.count,
        # A rule ends after so many times or on a day: dateutil takes one of them.
        until=None if rule.count else datetime.combine(min(last, rule.until or last), time()),
    )
    earliest = max(first, starts_on or first)
    days = takewhile(lambda day: day <= last, (moment.date() for moment in worked_out))
    yield from (day for day in days if day >= earliest)


def _filled_in(rule: Rule, starts_on: date | None) -> Rule:
    """Return the rule with the days named that it takes from its first day."""
    if starts_on is None or _names_its_days(rule) or rule.frequency is Frequency.DAILY:
        return rule
    if rule.frequency is Frequency.WEEKLY:
        return replace(rule, days=(OnDay(0, _WEEK[starts_on.weekday()]),))
    months = (starts_on.month,) if rule.frequency is Frequency.YEARLY else rule.months
    return replace(rule, month_days=(starts_on.day,), months=months)


def _nearest_start(rule: Rule, begins: date, first: date) -> date:
    """
    Return a day shortly before ``first`` from which the rule counts as from ``begins``.

    So that a rule of 1990 costs no more than one of last week. One that ends after so
    many times has to be counted from its start.
    """
    if rule.count is not None:
        return begins
    match rule.frequency:
        case Frequency.DAILY | Frequency.WEEKLY:
            step = rule.interval * (7 if rule.frequency is Frequency.WEEKLY else 1)
            return begins + timedelta(days=((first - begins).days // step - 1) * step)
        case Frequency.MONTHLY:
            months = (first.year - begins.year) * 12 + first.month - begins.month
            months = (months // rule.interval - 1) * rule.interval + begins.month - 1
            return date(begins.year + months // 12, months % 12 + 1, 1)
        case Frequency.YEARLY:
            years = ((first.year - begins.year) // rule.interval - 1) * rule.interval
            return date(begins.year + years, 1, 1)
