"""When a service is on: the rules that the format can say, and words for all of them."""

from datetime import date, time

from asset_map.exports.open_referral.shape import Json, identified, shaped
from asset_map.model.location import Location
from asset_map.model.query import Weekday
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.schedule.rules import Frequency, OnDay, Rule, read_rule
from asset_map.schedule.words import meeting_words, stop_words

__all__ = ["schedules"]

_WEEK = tuple(Weekday)


def schedules(place: Location, *, service_id: str, at_id: str) -> list[Json]:
    """Return a place's times; a stop that is not called at has none."""
    told = [_of_meeting(meeting) for meeting in place.meetings]
    if place.stop and not told and place.stop.state is StopState.ACTIVE:
        told.append(_of_stop(place.stop))
    return [
        {
            "id": identified("schedule", at_id, str(number)),
            "service_id": service_id,
            "service_at_location_id": at_id,
            **one,
        }
        for number, one in enumerate(told)
    ]


def _of_meeting(meeting: Meeting) -> Json:
    return shaped(
        dtstart=_day(meeting.starts_on),
        opens_at=_clock(meeting.starts_at),
        closes_at=_clock(meeting.ends_at),
        description=meeting_words(meeting),
        notes="In school terms only." if meeting.term_time_only else "",
        **_recurring(meeting.rrule, meeting.starts_on),
    )


def _of_stop(stop: Stop) -> Json:
    recurring = _recurring(stop.rrule, stop.starts_on or stop.valid_from)
    return shaped(
        dtstart=_day(stop.starts_on or stop.valid_from),
        valid_from=_day(stop.valid_from),
        opens_at=_clock(stop.arrives),
        closes_at=_clock(stop.departs),
        description=stop_words(stop),
        notes=_not_on(stop.exceptions),
        # The earlier of the two ends: that of the stop, and that of its rule.
        **recurring | ({"valid_to": _day(stop.valid_to)} if _ends_first(stop, recurring) else {}),
    )


def _ends_first(stop: Stop, recurring: Json) -> bool:
    return stop.valid_to is not None and _day(stop.valid_to) <= recurring.get("valid_to", "9999")


def _recurring(text: str, starts_on: date | None) -> Json:
    """Return the rule's members; the format says weekly and monthly, words say the rest."""
    if not text:
        return {}
    rule = read_rule(text)
    until = {"valid_to": _day(rule.until)} if rule.until else {}
    if rule.months or rule.count is not None:
        return until
    match rule.frequency:
        case Frequency.WEEKLY:
            said = {"freq": "WEEKLY", "byday": _days(rule.days) or _weekday_of(starts_on)}
        case Frequency.DAILY if rule.interval == 1:
            said = {"freq": "WEEKLY", "byday": _days(rule.days) or _days(_EVERY_DAY)}
        case Frequency.MONTHLY if (days := _monthly_days(rule)) is not None:
            said = {"freq": "MONTHLY", "byday": days, "bymonthday": _numbers(rule.month_days)}
        case _:
            return until
    return until | shaped(interval=rule.interval, **said)


_EVERY_DAY = tuple(OnDay(0, day) for day in _WEEK)


def _monthly_days(rule: Rule) -> str | None:
    """Return the weekdays with their numbers ("-1WE"); None where the format has no such rule."""
    if not rule.positions:
        return _days(rule.days)
    if len(rule.days) > 1:
        return None
    return ",".join(f"{position}{rule.days[0].weekday.code}" for position in rule.positions)


def _days(days: tuple[OnDay, ...]) -> str:
    return ",".join(f"{day.nth or ''}{day.weekday.code}" for day in days)


def _weekday_of(day: date | None) -> str:
    return _WEEK[day.weekday()].code if day else ""


def _numbers(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _not_on(days: tuple[date, ...]) -> str:
    return f"Not on {', '.join(map(_day, days))}." if days else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
