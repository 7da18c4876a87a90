"""
Rules of RFC 5545, as far as groups and vans need them.

A rule comes in typed by somebody or from a file, so it is read against a short grammar:
whatever it lets through happens sooner or later, and is cheap to work out.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NoReturn

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.query import Weekday
from asset_map.model.words import LONDON, WordEnum

__all__ = ["Frequency", "OnDay", "Rule", "read_rule"]

MAX_LENGTH = 200
MAX_INTERVAL = 52
MAX_COUNT = 1_000
_LEAP_YEAR = 2024
_MONTHS = set(range(1, 13))
_NTHS = set(range(1, 6))
_EXAMPLE = "Write it like FREQ=WEEKLY;BYDAY=TU or FREQ=MONTHLY;BYDAY=-1WE."


class Frequency(WordEnum):
    """How often a rule counts."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class OnDay:
    """A weekday, every one or the nth: (2, TUESDAY) is the second, (-1, …) the last."""

    nth: int
    weekday: Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule taken apart; an empty part asks nothing, ``interval`` counts from 1."""

    frequency: Frequency
    interval: int = 1
    days: tuple[OnDay, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency.name}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        days = (f"{day.nth or ''}{day.weekday.code}" for day in self.days)
        lists = {
            "BYMONTH": self.months,
            "BYMONTHDAY": self.month_days,
            "BYDAY": tuple(days),
            "BYSETPOS": self.positions,
        }
        parts += [f"{key}={','.join(map(str, some))}" for key, some in lists.items() if some]
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


@lru_cache(maxsize=4096)
def read_rule(text: str) -> Rule:
    """
    Return the rule that a text of RFC 5545 states, with or without its "RRULE:".

    Raises
    ------
    InvalidSubmissionError
        When it is none, counts by the hour or less, or could run on without end.
    """
    if len(text) > MAX_LENGTH:
        _refuse(f"A rule has at most {MAX_LENGTH} characters.")
    bare = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").rstrip(";")
    parts = [part.partition("=") for part in bare.split(";")]
    stated = {key: value for key, _, value in parts}
    if len(stated) != len(parts) or not all(stated.values()):
        _refuse("This is not a rule of RFC 5545.")
    unknown = sorted(set(stated) - _PARTS)
    if stated.get("WKST", "MO") != "MO" and stated.get("INTERVAL", "1") != "1":
        _refuse("Weeks are counted from Monday here.")
    if unknown:
        _refuse(f"The rule's part {unknown[0][:20]} is not one that can be used here.")
    try:
        rule = _built(stated)
    except (KeyError, ValueError):
        _refuse("This is not a rule of RFC 5545 that counts in days or longer.")
    _check(rule)
    return rule


_PARTS = {
    *("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL"),
    "WKST",
}
_WEEKDAYS = {day.code: day for day in Weekday}


def _built(stated: Mapping[str, str]) -> Rule:
    until = stated.get("UNTIL")
    return Rule(
        frequency=Frequency[stated["FREQ"]],
        interval=int(stated.get("INTERVAL", "1")),
        days=tuple(_on_day(part) for part in _listed(stated, "BYDAY")),
        month_days=tuple(map(int, _listed(stated, "BYMONTHDAY"))),
        months=tuple(map(int, _listed(stated, "BYMONTH"))),
        positions=tuple(map(int, _listed(stated, "BYSETPOS"))),
        count=int(stated["COUNT"]) if "COUNT" in stated else None,
        until=_last_day(until) if until else None,
    )


def _listed(stated: Mapping[str, str], key: str) -> list[str]:
    return stated[key].split(",") if key in stated else []


def _on_day(text: str) -> OnDay:
    return OnDay(int(text[:-2] or "0"), _WEEKDAYS[text[-2:]])


def _last_day(text: str) -> date:
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=LONDON).date()
    moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    zone = UTC if text.endswith("Z") else LONDON
    return moment.replace(tzinfo=zone).astimezone(LONDON).date()


def _check(rule: Rule) -> None:
    """Let through only what happens sooner or later."""
    checks = {
        f"The interval is from 1 to {MAX_INTERVAL}.": 1 <= rule.interval <= MAX_INTERVAL,
        f"The count is from 1 to {MAX_COUNT}.": rule.count is None or 1 <= rule.count <= MAX_COUNT,
        "The months are from 1 to 12.": set(rule.months) <= _MONTHS,
        "There is no such day in those months.": _month_days_exist(rule),
        "An nth weekday is for monthly rules, from the first to the fifth.": _nth_days_fit(rule),
        "BYSETPOS picks among the weekdays of a month.": _positions_fit(rule),
        "Days of the month are for monthly or yearly rules.": not rule.month_days
        or rule.frequency in {Frequency.MONTHLY, Frequency.YEARLY},
        "A day of the month and a weekday cannot be asked together.": not (
            rule.month_days and rule.days
        ),
        "A yearly rule names its month, and a day in it.": rule.frequency is not Frequency.YEARLY
        or bool(rule.months) == bool(rule.days or rule.month_days),
        "Only a yearly rule with an interval can name months.": rule.interval == 1
        or not rule.months
        or rule.frequency is Frequency.YEARLY,
        "A daily rule with an interval cannot name weekdays.": rule.interval == 1
        or not rule.days
        or rule.frequency is not Frequency.DAILY,
    }
    for fault, holds in checks.items():
        if not holds:
            _refuse(fault)


def _month_days_exist(rule: Rule) -> bool:
    months = _MONTHS.intersection(rule.months)
    longest = max((monthrange(_LEAP_YEAR, month)[1] for month in months), default=31)
    return all(1 <= abs(day) <= longest for day in rule.month_days)


def _nth_days_fit(rule: Rule) -> bool:
    nth = [day.nth for day in rule.days if day.nth]
    monthly = rule.frequency in {Frequency.MONTHLY, Frequency.YEARLY}
    return not nth or (monthly and set(map(abs, nth)) <= _NTHS)


def _positions_fit(rule: Rule) -> bool:
    if not rule.positions:
        return True
    # Every weekday comes at least four times a month.
    most = 4 * len(rule.days)
    return (
        rule.frequency is Frequency.MONTHLY
        and not any(day.nth for day in rule.days)
        and all(1 <= abs(position) <= most for position in rule.positions)
    )


def _refuse(fault: str) -> NoReturn:
    problem = Problem(field="rrule", fault=fault, remedy=_EXAMPLE)
    raise InvalidSubmissionError(str(problem), problems=(problem,))
