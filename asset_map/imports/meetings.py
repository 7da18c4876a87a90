"""Meetings as a row states them: by rule and columns, or in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import zip_longest
from typing import Any

from asset_map.imports.readers import Fault
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.times import Meeting
from asset_map.schedule.reading import read_meetings
from asset_map.schedule.recurrence import check_rule

__all__ = ["StatedMeetings", "meetings_of"]

_EVENING, _NIGHT = time(18), time(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMeetings:
    """The meetings of a row, and for each field what is wrong."""

    meetings: tuple[Meeting, ...] = ()
    faults: tuple[tuple[str, Fault], ...] = ()


def meetings_of(values: dict[str, Any]) -> StatedMeetings:
    """
    Return the meetings that the fields tell of.

    A rule counts more than words; columns for the first day and the times of day fill in
    what the words do not say, meeting by meeting.
    """
    if "rrule" in values or "meets_note" in values:
        meetings = _by_columns(values)
    else:
        meetings = _filled(read_meetings(values.get("meets", "")), values)
    return StatedMeetings(
        meetings=meetings,
        faults=tuple(fault for meeting in meetings for fault in _faults_of(meeting)),
    )


def _by_columns(values: dict[str, Any]) -> tuple[Meeting, ...]:
    fields = ("rrule", "starts_on", "starts_at", "ends_at", "term_time_only", "meets_note")
    stated = zip_longest(*(values.get(field, ()) for field in fields))
    return tuple(
        Meeting(
            rrule=rrule or "",
            starts_on=starts_on,
            starts_at=starts_at,
            ends_at=ends_at,
            term_time_only=bool(term),
            note=note or "",
        )
        for rrule, starts_on, starts_at, ends_at, term, note in stated
    )


def _filled(meetings: tuple[Meeting, ...], values: dict[str, Any]) -> tuple[Meeting, ...]:
    stated = {
        field: values[field]
        for field in ("starts_on", "starts_at", "ends_at", "term_time_only")
        if field in values
    }
    if stated and not meetings:
        meetings = (Meeting(),)
    filled = []
    for index, meeting in enumerate(meetings):
        here = {field: listed[index] for field, listed in stated.items() if index < len(listed)}
        filled.append(replace(meeting, **{k: v for k, v in here.items() if v is not None}))
    return tuple(filled)


def _faults_of(meeting: Meeting) -> Iterator[tuple[str, Fault]]:
    if meeting.rrule:
        try:
            rule = check_rule(meeting.rrule, starts_on=meeting.starts_on)
        except InvalidSubmissionError as error:
            yield "rrule", Fault(error.problems[0].fault, error.problems[0].remedy)
        else:
            if rule.interval > 1 and meeting.starts_on is None:
                fault = "Nobody can tell which weeks are meant without a first date."
                yield "starts_on", Fault(fault, "Add the first date.", is_left_out=True)
    starts, ends = meeting.starts_at, meeting.ends_at
    if starts and ends and ends <= starts and not (starts >= _EVENING and ends <= _NIGHT):
        yield "ends_at", Fault("It ends before it starts.", "Check both times.")
