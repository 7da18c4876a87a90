"""Times of day as people type them: "10am-12", "7.30 pm", "19:30"."""

import re
from datetime import time

__all__ = ["SPAN", "read_clock", "read_span"]

_TIME = (
    r"(?:(?<![\d.:])\d{1,2}(?:[.:]\d{2}){0,2}(?!\d|\s*(?:st|nd|rd|th)\b)"
    r"(?:\s*(?:[ap]\.?m\b\.?|noon\b|midnight\b|o'?clock\b))?|\b(?:noon|midday|midnight)\b)"
)
_TO = r"\s*(?:\bto\b|\btill\b|\buntil\b|-|\u2013|\u2014)\s*"
# A time, or from one to another.
SPAN = re.compile(
    rf"(?P<until>\buntil\s+)?(?P<first>{_TIME})(?:{_TO}(?P<last>{_TIME}))?", re.IGNORECASE
)
_PARTS = re.compile(
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?:[.:]\d{2})?\s*(?P<half>[ap]|noon|midnight)?",
    re.IGNORECASE,
)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# "9" and later is taken for the morning; "2" might be either half of the day.
_MORNING_FROM = 9
_NOON = 12


def read_clock(text: str) -> time | None:
    """Return the time that a text states; None where it states none, or may mean two."""
    text = text.strip()
    if re.fullmatch(r"[0-2]\d[0-5]\d", text):
        text = f"{text[:2]}:{text[2:]}"
    if not re.fullmatch(_TIME, text, re.IGNORECASE):
        return None
    times = _could_mean(text)
    return times[0] if times and (len(times) == 1 or times[0].hour >= _MORNING_FROM) else None


def read_span(text: str) -> tuple[time | None, time | None] | None:
    """
    Return when something starts and ends; None where the text may mean two things.

    "2-4pm" is the afternoon and "9-5pm" the day; "10-12" the morning; "2-4" either.
    """
    found = SPAN.fullmatch(text.strip())
    if found is None:
        return None
    if found["last"] is not None:
        return _fitted(_could_mean(found["first"]), _could_mean(found["last"]))
    at = read_clock(found["first"])
    if at is None:
        return None
    return (None, at) if found["until"] else (at, None)


def _fitted(starts: list[time], ends: list[time]) -> tuple[time, time] | None:
    """Return the start and the end that go together; None where several might."""
    if len(starts) == len(ends) == 1:
        return starts[0], ends[0]
    if len(ends) == 1:
        before = [start for start in starts if start < ends[0]]
        return (max(before), ends[0]) if before else None
    if not starts or (len(starts) > 1 and starts[0].hour < _MORNING_FROM):
        return None
    after = [end for end in ends if end > starts[0]]
    return (starts[0], min(after)) if after else None


def _could_mean(text: str) -> list[time]:
    """Return the times that one may mean, the likelier first; none for 25:00."""
    word = text.strip().lower()
    if word in _WORDS:
        return [_WORDS[word]]
    found = _PARTS.match(word)
    if found is None:
        return []
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    try:
        if half:
            return [_in_half(hour, minute, half)] if 1 <= hour <= _NOON else []
        if hour > _NOON or found["hour"].startswith("0"):
            return [time(hour, minute)]
        return [_in_half(hour, minute, "p" if hour == _NOON else "a"),
                _in_half(hour, minute, "a" if hour == _NOON else "p")]  # fmt: skip
    except ValueError:
        return []


def _in_half(hour: int, minute: int, half: str) -> time:
    late = half in {"p", "noon"}
    return time(hour % _NOON + _NOON * late, minute)
