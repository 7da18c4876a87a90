"""How enum values become words, and how words are compared."""

import unicodedata
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

__all__ = ["LONDON", "MILE_M", "WordEnum", "counted", "far_away", "fold", "long_date", "percent"]

LONDON = ZoneInfo("Europe/London")
MILE_M = 1609.344
_KILOMETRE_M = 1000.0
_SAME_PLACE_M = 5.0


class WordEnum(StrEnum):
    """An enum that is stored as ``needs_info`` and read as "needs info"."""

    @property
    def label(self) -> str:
        """The words people read."""
        return self.value.replace("_", " ")


# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"}
)

# What is done below with each character, at once for a text of plain ones.
_PLAIN = {
    code: None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()
}


def fold(text: str) -> str:
    """
    Return the text as it is compared: no case, accents, punctuation or double spaces.

    "Café—Ølgod & Sons" and "cafe olgod sons" fold alike; an apostrophe joins
    ("St Mary's" folds to "st marys").
    """
    # Taken apart, some letters become capitals (of mathematics) or such as have no accent (Ǣ).
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = apart.casefold().translate(_LETTERS)
    if plain.isascii():
        return " ".join(plain.translate(_PLAIN).split())
    kept = (
        "" if unicodedata.combining(c) or c in "'\u2019`" else c if _is_of_a_word(c) else " "
        for c in plain
    )
    return " ".join(word for word in "".join(kept).split() if any(map(str.isalnum, word)))


def _is_of_a_word(character: str) -> bool:
    # The vowels of Bengali, Gujarati or Punjabi are marks of their own, not accents.
    return character.isalnum() or unicodedata.category(character).startswith("M")


def percent(share: float) -> str:
    """
    Return a share in per cent.

    It has one decimal where a whole number would say "none", "half" or "all" and it is not so.
    """
    whole = f"{share:.0%}"
    is_exact = whole not in {"0%", "50%", "100%"} or share in {0.0, 0.5, 1.0}
    return whole if is_exact else f"{share:.1%}"


def long_date(day: date | datetime) -> str:
    """Return the day as people write it: "21 November 2026", in London's time."""
    if isinstance(day, datetime):
        day = (day.astimezone(LONDON) if day.tzinfo else day).date()
    return f"{day.day} {day:%B %Y}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 group", "1,204 groups"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def far_away(distance_m: float) -> tuple[str, str]:
    """Return a distance as people say it, and its unit: "here", "metres" or "miles"."""
    if distance_m < _SAME_PLACE_M:
        return "", "here"
    if distance_m < _KILOMETRE_M:
        return f"{round(distance_m, -1):.0f}", "metres"
    return f"{distance_m / MILE_M:,.1f}", "miles"
