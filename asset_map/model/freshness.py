"""How long ago somebody checked."""

from datetime import date

from asset_map.model.words import WordEnum

__all__ = [
    "AGEING_FROM_MONTHS",
    "STALE_FROM_MONTHS",
    "Freshness",
    "checked_since",
    "freshness",
    "months_between",
]

AGEING_FROM_MONTHS = 6
STALE_FROM_MONTHS = 12


class Freshness(WordEnum):
    """Fresh up to six months after the last check, ageing up to twelve, then stale."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"


def months_between(earlier: date, later: date) -> int:
    """Return the whole months from one day to another: 31 January to 28 February is 0."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def freshness(checked_on: date | None, *, today: date) -> Freshness:
    """Return how fresh a record is; one that was never checked is stale."""
    if checked_on is None:
        return Freshness.STALE
    months = months_between(checked_on, today)
    exact = checked_on.day == today.day
    if months < AGEING_FROM_MONTHS or (months == AGEING_FROM_MONTHS and exact):
        return Freshness.FRESH
    if months < STALE_FROM_MONTHS or (months == STALE_FROM_MONTHS and exact):
        return Freshness.AGEING
    return Freshness.STALE


def checked_since(months: int, *, today: date) -> date:
    """Return the first day on which a check is no more than so many months ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    try:
        return today.replace(year=year, month=month + 1)
    except ValueError:
        # That month is too short to have the day: its last day is further back than that.
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
