"""When things happen: regular meetings and the stops of mobile services."""

from dataclasses import dataclass
from datetime import date, time

from asset_map.model.words import WordEnum

__all__ = ["Meeting", "Stop", "StopState"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """
    A regular time, as a rule of RFC 5545 in London's time.

    ``rrule`` is the rule without its ``RRULE:`` ("FREQ=WEEKLY;BYDAY=TU"); empty
    means by arrangement, as ``note`` says. ``starts_on`` is the rule's first day;
    None where nobody said, and then the rule is counted from its own weekday.
    """

    rrule: str = ""
    starts_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    term_time_only: bool = False
    note: str = ""


class StopState(WordEnum):
    """Whether a stop is called at."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of a mobile service: when it calls, and between which days."""

    service_name: str
    route: str = ""
    state: StopState = StopState.ACTIVE
    rrule: str = ""
    starts_on: date | None = None
    arrives: time | None = None
    departs: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    exceptions: tuple[date, ...] = ()
