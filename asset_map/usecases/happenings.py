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

__all__ = ["Happening", "Wards", "happenings", "places_in", "times_at"]

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
        for time in times_at(place)
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


def times_at(place: Location) -> tuple[Meeting | Stop, ...]:
    """Return the meetings of a place, and its stop while it is called at."""
    stop = place.stop
    is_called_at = stop is not None and stop.state is StopState.ACTIVE
    return (*place.meetings, stop) if stop is not None and is_called_at else place.meetings


def _in_order(one: Happening) -> tuple[str, str, str]:
    return (one.starts or one.day).isoformat(), one.name, one.asset_id
