"""When a place is in use, as the cells of one row: in words, and as rules that come back in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from asset_map.model.location import Location
from asset_map.model.times import Meeting, Stop
from asset_map.schedule.words import meeting_words, stop_words

__all__ = ["Times", "times_of", "when_words"]

# One cell holds a value for each meeting, parted by these.
_PARTED = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The cells of a place's times; where there are several, parted by "|"."""

    meets: str = ""
    rrule: str = ""
    starts_on: str = ""
    starts_at: str = ""
    ends_at: str = ""
    term_time_only: str = ""
    meets_note: str = ""


def times_of(place: Location | None) -> Times:
    """Return the times of a place; a stop's calls stand as meetings do."""
    if place is None:
        return Times()
    meetings = place.meetings or ((_as_meeting(place.stop),) if place.stop else ())
    return Times(
        # A time of day without a day stands in its own columns: words would be read as a note.
        meets="" if _is_only_a_time(meetings) else "; ".join(when_words(place)),
        rrule=_parted(meeting.rrule for meeting in meetings),
        starts_on=_parted(str(meeting.starts_on or "") for meeting in meetings),
        starts_at=_parted(_clock(meeting.starts_at) for meeting in meetings),
        ends_at=_parted(_clock(meeting.ends_at) for meeting in meetings),
        term_time_only=_parted("yes" if meeting.term_time_only else "" for meeting in meetings),
        meets_note=_parted(meeting.note.replace(_PARTED, "/") for meeting in meetings),
    )


def when_words(place: Location) -> tuple[str, ...]:
    """Return each of the place's times in words."""
    stop = (stop_words(place.stop),) if place.stop and not place.meetings else ()
    return (*map(meeting_words, place.meetings), *stop)


def _as_meeting(stop: Stop) -> Meeting:
    return Meeting(
        rrule=stop.rrule,
        starts_on=stop.starts_on or stop.valid_from,
        starts_at=stop.arrives,
        ends_at=stop.departs,
    )


def _is_only_a_time(meetings: tuple[Meeting, ...]) -> bool:
    return (
        len(meetings) == 1
        and not (meetings[0].rrule or meetings[0].note)
        and meetings[0] != Meeting()
    )


def _parted(cells: Iterable[str]) -> str:
    listed = tuple(cells)
    return _PARTED.join(listed) if any(listed) or len(listed) > 1 else ""


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
