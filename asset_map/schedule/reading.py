"""
Plain words about times, read where they are certain.

What is not certain stays as it was typed, in the meeting's note: a wrong day sends
somebody to a locked hall.
"""

import re
from datetime import time

from asset_map.model.query import Weekday
from asset_map.model.times import Meeting
from asset_map.model.words import fold
from asset_map.schedule.clock import SPAN, read_span
from asset_map.schedule.rules import Frequency, OnDay, Rule
from asset_map.schedule.words import BY_ARRANGEMENT

__all__ = ["read_meetings"]

_DAY = r"\b(?:mon|tues?|wed(?:s|nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
_NTH = r"\b(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)\b"
_AND = r"\s*(?:,\s*and\b|,|&|\band\b|\+|/)\s*"
_DAYS = rf"{_DAY}\.?(?:{_AND}{_DAY}\.?)*"
_MONTH = r"\s*(?:(?:of|in)\s+)?(?:the|each|every|a)\s+month\b"


def _expression(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_NTH_DAY = _expression(
    rf"(?:\b(?:on\s+)?(?:the|every)\s+)?(?P<nth>{_NTH}(?:{_AND}{_NTH})*)\s+(?P<day>{_DAY})"
    rf"(?P<month>{_MONTH})?"
)
_DATE = _expression(rf"(?:\bthe\s+)?\b(?P<date>\d{{1,2}})(?:st|nd|rd|th){_MONTH}")
_RANGE = _expression(rf"(?:\bevery\s+)?(?P<first>{_DAY})\s*(?:to|-|\u2013)\s*(?P<last>{_DAY})")
_WEEKLY = _expression(rf"(?:\b(?:every|each|on)\s+)?(?P<days>{_DAYS})")
_WHOLE = {
    "weekdays": _expression(r"\b(?:on\s+|every\s+)?weekdays?\b"),
    "weekends": _expression(r"\b(?:at\s+|every\s+)?weekends?\b"),
    "daily": _expression(r"\b(?:every\s+day|daily)\b"),
}
_COUNTS = {"other": 2, "second": 2, "two": 2, "three": 3, "four": 4}
_INTERVAL = _expression(
    r"\b(?P<fortnight>fortnightly|every\s+fortnight|alternate|every\s+other(?:\s+week)?)\b"
    r"(?:\s+on\b)?|\bevery\s+(?P<count>second|two|three|four|\d)\s+weeks?\b(?:\s+on\b)?"
)
_TERM = _expression(r"\(?\b(?:during\s+|in\s+)?(?:school\s+)?term[\s-]*times?(?:\s+only)?\b\)?")
_FILLER = _expression(r"\b(?:weekly|from|at|on|every\s+week|each\s+week)\b|[(),.:\s\-\u2013]+")
# Words that change when something happens in a way that no rule here says.
_UNCERTAIN = _expression(
    rf"{_DAY}|{_NTH}|\d|\b(?:except|excluding|not|no|but|or|alternate|fortnight\w*|weeks?|months?"
    r"|monthly|quarterly|school|holidays?|summer|winter|spring|autumn|bank|usually|mostly|some"
    r"|sometimes|occasional\w*|until|till|tb[ac]|varies|various|noon|midnight|every|each"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b"
)
_WEEK = tuple(Weekday)
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5} | {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1
}  # fmt: skip


def read_meetings(text: str) -> tuple[Meeting, ...]:
    """
    Return the meetings that plain words tell of; none for an empty text.

    "Mon 10am-12, last Wednesday of the month 2pm" is two. What is not certain becomes a
    meeting by arrangement whose note is the text as it was typed.
    """
    return tuple(_read(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """Return the text in parts, parted where a day follows a time."""
    parts: list[str] = []
    for line in re.split(r"[;|\n]", text):
        start = 0
        for mark in _NEXT_DAY.finditer(line):
            if SPAN.search(line, start, mark.start()):
                parts.append(line[start : mark.start()])
                start = mark.end()
        parts.append(line[start:])
    return [part.strip(" ,.") for part in parts if part.strip(" ,.")]


_NEXT_DAY = _expression(rf"{_AND}(?=(?:every\s+|the\s+|on\s+)?(?:{_DAY}|{_NTH}))")


def _read(text: str) -> Meeting:
    if fold(text) == BY_ARRANGEMENT:
        return Meeting()
    rest, term = _TERM.subn(" ", text)
    rest, rule = _take_rule(rest)
    rest, starts_at, ends_at = _take_span(rest)
    note = _FILLER.sub(" ", rest).strip()
    if rule is None or _UNCERTAIN.search(note):
        return Meeting(note=text)
    return Meeting(
        rrule=str(rule),
        starts_at=starts_at,
        ends_at=ends_at,
        term_time_only=bool(term),
        note=note,
    )


def _take_span(text: str) -> tuple[str, time | None, time | None]:
    found = SPAN.search(text)
    span = read_span(found[0]) if found else None
    if found is None or span is None:
        return text, None, None
    return f"{text[: found.start()]} {text[found.end() :]}", *span


def _take_rule(text: str) -> tuple[str, Rule | None]:
    """Return the text without its words about days, and the rule that they make."""
    if found := _DATE.search(text):
        days = (int(found["date"]),)
        return _without(text, found), Rule(frequency=Frequency.MONTHLY, month_days=days)
    if (found := _NTH_DAY.search(text)) and _is_monthly(found):
        weekday = _weekdays(found["day"])[0]
        nth = [_ORDINALS[word.lower()] for word in re.findall(_NTH, found["nth"], re.IGNORECASE)]
        days_of_month = tuple(OnDay(number, weekday) for number in nth)
        return _without(text, found), Rule(frequency=Frequency.MONTHLY, days=days_of_month)
    interval = 1
    if found := _INTERVAL.search(text):
        count = found["count"]
        interval = int(_COUNTS.get(count.lower(), count)) if count else 2
        text = _without(text, found)
    text, weekdays = _take_weekdays(text)
    if not weekdays or not interval:
        return text, None
    on = tuple(OnDay(0, weekday) for weekday in weekdays)
    return text, Rule(frequency=Frequency.WEEKLY, interval=interval, days=on)


def _is_monthly(found: re.Match[str]) -> bool:
    """Whether it is not "every second Tuesday", which may mean every second week."""
    return bool(found["month"]) or not (
        "every" in found[0].lower() and fold(found["nth"]) not in {"first", "1st", "last"}
    )


def _take_weekdays(text: str) -> tuple[str, list[Weekday]]:
    for name, expression in _WHOLE.items():
        if found := expression.search(text):
            chosen = {"weekdays": _WEEK[:5], "weekends": _WEEK[5:], "daily": _WEEK}[name]
            return _without(text, found), list(chosen)
    if found := _RANGE.search(text):
        first, last = _weekdays(found["first"])[0], _weekdays(found["last"])[0]
        between = _WEEK[_WEEK.index(first) : _WEEK.index(last) + 1]
        return _without(text, found), list(between)
    if found := _WEEKLY.search(text):
        return _without(text, found), _weekdays(found["days"])
    return text, []


def _weekdays(text: str) -> list[Weekday]:
    words = re.findall(_DAY, text, re.IGNORECASE)
    return [day for word in words for day in Weekday if word[:2].upper() == day.code]


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
