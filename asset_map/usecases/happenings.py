"""Happenings: the regular times of places, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.location import Location
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.model.words import LONDON
from asset_map.schedule.recurrence import occurrences
from asset_map.schedule.words import clock_words

__all__ = ["Happening", "Wards", "happenings", "hours_at", "places_in", "times_at"]

# Their regular times say when doors are open; what goes on behind them is an entry of its own.
_OPENS = frozenset({AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS})

# The code and name of a place's ward, by asset id and location id.
Wards = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that is on; the times of day are None where nobody said."""

    day: date
    starts: datetime | None
    ends: datetime | None
    asset_id: str
    kind: AssetKind
    name: str
    place_name: str
    ward_name: str = ""
    note: str = ""
    term_time_only: bool = False

    @property
    def at(self) -> str:
        """When it begins, as people say it: "10 am"; empty where nobody said."""
        return clock_words(self.starts.astimezone(LONDON).time()) if self.starts else ""

    @property
    def until(self) -> str:
        """When it ends, as people say it; empty where nobody said."""
        return clock_words(self.ends.astimezone(LONDON).time()) if self.ends else ""


def happenings(
    there: Sequence[Asset], wards: Wards, *, between: tuple[date, date], ward_code: str = ""
) -> tuple[Happening, ...]:
    """Return what happens between two days in a ward, or everywhere, in order of time."""
    found = [
        Happening(
            day=visit.day,
            starts=visit.starts,
            ends=visit.ends,
            asset_id=asset.id,
            kind=asset.kind,
            name=asset.name,
            place_name=place.place_name,
            ward_name=wards.get((asset.id, place.id), ("", ""))[1],
            note=getattr(time, "note", ""),
            term_time_only=getattr(time, "term_time_only", False),
        )
        for asset, place in places_in(there, wards, ward_code)
        for time in times_at(asset, place)
        for visit in occurrences(time, between=between)
    ]
    return tuple(sorted(found, key=_in_order))


def places_in(there: Sequence[Asset], wards: Wards, ward_code: str) -> list[tuple[Asset, Location]]:
    """Return each place of some assets that is in a ward, with its asset; "" is everywhere."""
    return [
        (asset, place)
        for asset in there
        for place in asset.locations
        if not ward_code or wards.get((asset.id, place.id), ("", ""))[0] == ward_code
    ]


def times_at(asset: Asset, place: Location) -> tuple[Meeting | Stop, ...]:
    """Return what is on at a place: meetings, no opening hours, and its stop if called at."""
    opens = hours_at(asset, place)
    meetings = tuple(one for one in place.meetings if one not in opens)
    stop = place.stop
    is_called_at = stop is not None and stop.state is StopState.ACTIVE
    return (*meetings, stop) if stop is not None and is_called_at else meetings


def hours_at(asset: Asset, place: Location) -> tuple[Meeting, ...]:
    """Return when a room, a service or a business is open; nothing for what meets."""
    if asset.kind not in _OPENS:
        return ()
    return tuple(one for one in place.meetings if one.rrule and not _is_event(one))


def _is_event(meeting: Meeting) -> bool:
    # "Wednesdays: mend-your-own bench" is something to go to; "Mondays to Fridays" is not.
    return bool(meeting.note) and "," not in meeting.rrule


def _in_order(one: Happening) -> tuple[str, str, str]:
    return (one.starts or one.day).isoformat(), one.name, one.asset_id
