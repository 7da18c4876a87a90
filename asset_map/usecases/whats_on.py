"""What is on: a week of one ward or of everywhere, and the same as a calendar."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from asset_map.exports.as_ical import Day, as_ical
from asset_map.model.area import BoundarySet
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import NotFoundError
from asset_map.model.location import Location
from asset_map.model.query import Query
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.times import Meeting
from asset_map.model.words import LONDON
from asset_map.register import public_view, search
from asset_map.schedule.words import meeting_words
from asset_map.usecases.boundaries import WardName, wards_in_use
from asset_map.usecases.committee_days import committee_days
from asset_map.usecases.find_assets import LISTED_KINDS
from asset_map.usecases.happenings import (
    Happening,
    Wards,
    happenings,
    hours_at,
    places_in,
    times_at,
)
from asset_map.usecases.house import House

__all__ = [
    "ByArrangement",
    "Opening",
    "WhatsOn",
    "asset_calendar",
    "calendar",
    "monday_of",
    "whats_on",
]

WEEK = timedelta(days=7)
_EVERYTHING = Query(kinds=LISTED_KINDS, record_states=(RecordState.APPROVED,), limit=1_000_000)

# More than these are looked at ward by ward: nobody reads a calendar of ten thousand events,
# and it would keep everybody else waiting.
MOST = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ByArrangement:
    """Something that has no day of its own; ``note`` says how it is arranged."""

    asset_id: str
    kind: AssetKind
    name: str
    place_name: str
    ward_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A room, a service or a business, and when its doors are open, in words."""

    asset_id: str
    kind: AssetKind
    name: str
    place_name: str
    ward_name: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsOn:
    """
    One week, both days included, in order of time.

    ``ward`` is None for everywhere, ``boundary_set`` where no wards are in use yet.
    ``is_too_large`` says that there is too much to work out at once: choose a ward.
    """

    first: date
    last: date
    ward: WardName | None
    boundary_set: BoundarySet | None
    happenings: tuple[Happening, ...]
    by_arrangement: tuple[ByArrangement, ...]
    open_doors: tuple[Opening, ...] = ()
    is_too_large: bool = False


def monday_of(day: date) -> date:
    """Return the Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def whats_on(
    house: House, *, first: date, actor: Actor, today: date, ward_code: str = ""
) -> WhatsOn:
    """
    Return the seven days from the first, as far as the actor may see them.

    Raises
    ------
    NotFoundError
        When the set in use has no such ward.
    """
    require(actor, Action.FIND)
    boundary_set, ward = _ward(house, ward_code)
    last = first + WEEK - timedelta(days=1)
    asked = _asked(house, ward_code, actor.audience, today)
    happening, arranged, doors = ((), (), ()) if asked.is_too_large else _week(asked, (first, last))
    return WhatsOn(
        first=first,
        last=last,
        ward=ward,
        boundary_set=boundary_set,
        happenings=happening,
        by_arrangement=arranged,
        open_doors=doors,
        is_too_large=asked.is_too_large,
    )


class _Asked(NamedTuple):
    """What was asked for, of the register as it stood: whatever changes it is another question."""

    house: House
    changes: int
    query: Query
    audience: Audience
    today: date
    assets: int

    @property
    def ward_code(self) -> str:
        """The ward; "" for everywhere."""
        return next(iter(self.query.ward_codes), "")

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than one list can hold; a ward is told whole, whatever it has."""
        return not self.ward_code and self.assets > MOST


def _asked(house: House, ward_code: str, audience: Audience, today: date) -> _Asked:
    query = replace(_EVERYTHING, ward_codes=(ward_code,) if ward_code else ())
    with house.register.reading() as connection:
        changes = house.register.change_count(connection)
        found = search.find(connection, replace(query, limit=1), audience=audience, today=today)
    return _Asked(house, changes, query, audience, today, found.total)


# Everybody looks at the same few weeks, and a large register takes seconds to work one out.
@lru_cache(maxsize=32)
def _week(
    asked: _Asked, between: tuple[date, date]
) -> tuple[tuple[Happening, ...], tuple[ByArrangement, ...], tuple[Opening, ...]]:
    there, wards = _there(asked)
    arranged = tuple(
        ByArrangement(
            asset_id=asset.id,
            kind=asset.kind,
            name=asset.name,
            place_name=place.place_name,
            ward_name=wards.get((asset.id, place.id), ("", ""))[1],
            note=getattr(time, "note", ""),
        )
        for asset, place in places_in(there, wards, asked.ward_code)
        for time in times_at(asset, place)
        if not time.rrule
    )
    on = happenings(there, wards, between=between, ward_code=asked.ward_code)
    return on, arranged, _open_doors(there, wards, asked.ward_code)


def _open_doors(there: list[Asset], wards: Wards, ward_code: str) -> tuple[Opening, ...]:
    found = (
        Opening(
            asset_id=asset.id,
            kind=asset.kind,
            name=asset.name,
            place_name=place.place_name,
            ward_name=wards.get((asset.id, place.id), ("", ""))[1],
            hours=tuple(meeting_words(one) for one in hours_at(asset, place)),
        )
        for asset, place in places_in(there, wards, ward_code)
    )
    return tuple(sorted((one for one in found if one.hours), key=lambda one: one.name))


def calendar(house: House, *, actor: Actor, now: datetime, ward_code: str = "") -> bytes:
    """
    Return what is on, and when committees meet, as a calendar that others can subscribe to.

    Raises
    ------
    NotFoundError
        When the set in use has no such ward, or there is too much for one calendar.
    """
    require(actor, Action.FIND)
    ward = _ward(house, ward_code)[1]
    asked = _asked(house, ward_code, actor.audience, now.astimezone(LONDON).date())
    if asked.is_too_large:
        message = (
            f"A calendar holds at most {MOST:,} places and groups and there are {asked.assets:,}; "
            "choose a ward."
        )
        raise NotFoundError(message)
    name = f"What's on in {ward.name}" if ward else f"What's on: {house.settings.council_name}"
    return _calendar(asked, name, now.replace(hour=0, minute=0, second=0, microsecond=0))


# Whoever subscribes asks again and again for what did not change.
@lru_cache(maxsize=32)
def _calendar(asked: _Asked, name: str, day: datetime) -> bytes:
    there, wards = _there(asked)
    with asked.house.register.reading() as connection:
        meetings = committee_days(asked.house, connection, ward_code=asked.ward_code)
    return as_ical(
        [
            (asset, replace(place, meetings=tuple(_meetings_of(asset, place))))
            for asset, place in places_in(there, wards, asked.ward_code)
        ],
        [Day(one.committee_id, one.words, one.day) for one in meetings],
        name=name,
        now=day,
        public_url=asked.house.settings.public_url,
    )


def _meetings_of(asset: Asset, place: Location) -> list[Meeting]:
    return [one for one in times_at(asset, place) if isinstance(one, Meeting)]


def asset_calendar(house: House, asset_id: str, *, actor: Actor, now: datetime) -> bytes:
    """
    Return the times of one asset as a calendar; without any once it is no longer going.

    Raises
    ------
    NotFoundError
        When there is none, or none that this actor may see: the two look alike.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        asset = public_view.visible_asset(connection, asset_id, audience=actor.audience)
    is_going = asset.operating_status is OperatingStatus.ACTIVE
    return as_ical(
        [(asset, place) for place in asset.locations if is_going],
        name=asset.name,
        now=now,
        public_url=house.settings.public_url,
    )


def _ward(house: House, code: str) -> tuple[BoundarySet | None, WardName | None]:
    found = wards_in_use(house)
    ward = next((one for one in found[1] if one.code == code), None) if found else None
    if code and ward is None:
        message = f"There is no ward '{code}' in the boundary set in use; choose one from the list."
        raise NotFoundError(message)
    return found[0] if found else None, ward


def _there(asked: _Asked) -> tuple[list[Asset], Wards]:
    with asked.house.register.reading() as connection:
        listings = search.find(
            connection, asked.query, audience=asked.audience, today=asked.today
        ).listings
        ids = [one.asset_id for one in listings]
        there = public_view.visible_assets(connection, ids, audience=asked.audience)
        return there, public_view.every_ward(connection, audience=asked.audience)
