"""
When something is to be had, as far as free words tell: a hint for the order, no more.

Words are read as parts of days of the week; what says nothing about them tells nothing.
"""

import re
from functools import lru_cache
from itertools import pairwise

from asset_map.model.words import fold

__all__ = ["times_in"]

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = {word: n for n, day in enumerate(_WEEK) for word in (day, f"{day}s", day[:3])}
_PARTS = ("morning", "afternoon", "evening")
_ALL_DAYS, _ALL_PARTS = frozenset(range(7)), frozenset(range(3))
_OF_WEEK = {
    "weekday": range(5),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
}
_OF_DAY = {"daytime": (0, 1), "night": (2,), "nights": (2,), "lunchtime": (0, 1)}
_NOT = frozenset({"not", "except", "never", "no"})
_CLAUSES = re.compile(r"[,;:.]|\band\b|\bor\b|\bbut\b")


@lru_cache(maxsize=4096)
def times_in(words: str) -> int:
    """
    Return the parts of the week that words speak of, as bits; 0 where they tell nothing.

    Bit 3 x day + part, Monday and the morning first. Two that share a bit may suit.
    """
    times = 0
    for clause in _CLAUSES.split(words.casefold()):
        tokens = fold(clause).split()
        days, parts = _days(tokens), _parts(tokens)
        if not (days or parts):
            continue
        bits = sum(1 << 3 * d + p for d in days or _ALL_DAYS for p in parts or _ALL_PARTS)
        times = times & ~bits if _NOT.intersection(tokens) else times | bits
    return times


def _days(tokens: list[str]) -> set[int]:
    named = [(place, _DAY[token]) for place, token in enumerate(tokens) if token in _DAY]
    days = {day for _, day in named}.union(*(_OF_WEEK.get(token, ()) for token in tokens))
    for (place, first), (next_place, last) in pairwise(named):
        if tokens[place + 1 : next_place] in (["to"], ["until"], ["till"]):
            days.update((first + step) % 7 for step in range((last - first) % 7))
    return days


def _parts(tokens: list[str]) -> set[int]:
    parts = {n for n, part in enumerate(_PARTS) for token in tokens if token in {part, part + "s"}}
    return parts.union(*(_OF_DAY.get(token, ()) for token in tokens))
