"""Agreed dates as an iCalendar file: whole days, each with what is to be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Calendar, Event

__all__ = ["AgreedDate", "dates_ical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDate:
    """A day by which something is to be done; ``version`` moves when it changes."""

    id: str
    day: date
    title: str
    words: str = ""
    version: int = 0


def dates_ical(days: Iterable[AgreedDate], *, name: str, now: datetime) -> bytes:
    """Return a calendar of the days; one that is brought in again moves its events."""
    calendar = Calendar.new(prodid="-//asset-map//Agreed dates//EN", name=name)
    for one in days:
        event = Event.new(
            uid=f"{one.id}@asset-map",
            summary=one.title,
            description=one.words or None,
            start=one.day,
            stamp=now,
            sequence=one.version,
        )
        calendar.add_component(event)
    return bytes(calendar.to_ical())
