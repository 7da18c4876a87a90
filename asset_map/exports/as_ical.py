"""iCalendar: regular times as rules that a calendar works out by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Timezone, vRecur

from asset_map.model.asset import Asset
from asset_map.model.location import Location
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.model.words import LONDON
from asset_map.schedule.recurrence import MAX_DAYS, Visit, occurrences
from asset_map.schedule.rules import Rule, read_rule

__all__ = ["Day", "as_ical"]

# As the clocks have gone in the United Kingdom since 1996 (directive 2000/84/EC, kept since).
# Rules rather than a table of years: it does not run out, and is a tenth of the size.
_EUROPE_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
_ASK_AGAIN = timedelta(hours=12)
# Most rules happen within two months; the rest are looked for further on.
_LOOK_AHEAD = (62, MAX_DAYS)


class Day(NamedTuple):
    """Something that takes place on a day of which no times are known, such as a meeting."""

    key: str
    name: str
    day: date


def as_ical(
    places: Iterable[tuple[Asset, Location]],
    days: Iterable[Day] = (),
    *,
    name: str,
    now: datetime,
    public_url: str = "",
) -> bytes:
    """
    Return a calendar of everything that happens by a rule at some places, and of single days.

    ``public_url`` is where the pages are, to link back to them; "" where nobody said.
    An event keeps its UID while its place does, so that a calendar that asks again
    moves it rather than adds another.
    """
    calendar = Calendar.new(
        prodid="-//asset-map//What is on//EN",
        uid=uuid5(NAMESPACE_URL, f"{_host(public_url)}/{name}"),
        name=name,
        refresh_interval=_ASK_AGAIN,
    )
    calendar.add_component(Timezone.from_ical(_EUROPE_LONDON))
    for asset, place in places:
        for event in _events(asset, place, now=now, public_url=public_url.rstrip("/")):
            calendar.add_component(event)
    for one in days:
        uid = f"{one.key}-{one.day.isoformat()}@{_host(public_url)}"
        calendar.add_component(Event.new(uid=uid, summary=one.name, start=one.day, stamp=now))
    return bytes(calendar.to_ical())


def _host(public_url: str) -> str:
    return public_url.partition("://")[2].partition("/")[0] or "asset-map"


def _events(asset: Asset, place: Location, *, now: datetime, public_url: str) -> Iterator[Event]:
    host = _host(public_url)
    times = [(f"{number}", meeting) for number, meeting in enumerate(place.meetings, 1)]
    for key, what in (*times, *((("stop", place.stop),) if place.stop else ())):
        if not what.rrule or not (first := _first_visit(asset, what)):
            continue
        event = Event.new(
            uid=f"{asset.id}-{place.id}-{key}@{host}",
            summary=asset.name,
            description=_description(asset, what),
            location=", ".join(
                part for part in (place.place_name, place.address, place.postcode) if part
            )
            or None,
            start=first.starts or first.day,
            end=first.ends if first.starts else None,
            stamp=now,
            sequence=asset.version,
            url=f"{public_url}/asset/{asset.id}" if public_url else None,
        )
        event.add("rrule", _recurrence(what, first))
        _leave_out(event, what, first)
        yield event


def _first_visit(asset: Asset, what: Meeting | Stop) -> Visit | None:
    """Return when it first happens, counted from a day that stays the same."""
    if isinstance(what, Stop) and what.state is not StopState.ACTIVE:
        return None
    begins = what.starts_on or (what.valid_from if isinstance(what, Stop) else None)
    if begins is None:
        begins = asset.provenance.recorded_on if asset.provenance else date(2026, 1, 1)
    if isinstance(what, Stop) and what.valid_from:
        begins = max(begins, what.valid_from)
    for days in _LOOK_AHEAD:
        visits = occurrences(what, between=(begins, begins + timedelta(days=days)))
        if visits:
            return visits[0]
    return None


def _recurrence(what: Meeting | Stop, first: Visit) -> vRecur:
    """Return the rule with the day on which it ends, in UTC where the event has a time."""
    rule = _bounded(what, first)
    recurrence: vRecur = vRecur.from_ical(str(replace(rule, until=None)))
    if rule.until is not None:
        end_of_day = datetime.combine(rule.until, time(23, 59, 59), LONDON)
        recurrence["UNTIL"] = end_of_day.astimezone(UTC) if first.starts else rule.until
    return recurrence


def _bounded(what: Meeting | Stop, first: Visit) -> Rule:
    """Return the rule with a stop's last day in it; a rule has either a count or an end."""
    rule = read_rule(what.rrule)
    if isinstance(what, Meeting) or (what.valid_from or what.valid_to) is None:
        return rule
    if rule.count is not None:
        visits = occurrences(what, between=(first.day, first.day + timedelta(days=MAX_DAYS)))
        return replace(rule, count=None, until=visits[-1].day)
    ends = [day for day in (rule.until, what.valid_to) if day]
    return replace(rule, until=min(ends, default=None))


def _leave_out(event: Event, what: Meeting | Stop, first: Visit) -> None:
    for day in what.exceptions if isinstance(what, Stop) else ():
        if first.starts:
            event.add("exdate", datetime.combine(day, first.starts.timetz()))
        else:
            event.add("exdate", day, parameters={"VALUE": "DATE"})


def _description(asset: Asset, what: Meeting | Stop) -> str | None:
    said = [asset.summary]
    if isinstance(what, Meeting):
        said += ["Term time only." if what.term_time_only else "", what.note]
    else:
        said.append(f"{what.service_name} {what.route}".strip())
    return "\n".join(part for part in said if part) or None
