"""The events guide: what is on in a ward or a committee's area in four weeks, to print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from asset_map.exports.printing import printed
from asset_map.model.asset import Asset
from asset_map.model.errors import NotFoundError
from asset_map.model.query import Query
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState
from asset_map.model.words import LONDON, listed, long_date
from asset_map.register import public_view, search
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.committee_days import CommitteeDay, committee_days, wards_of_committee
from asset_map.usecases.committees import committee_named
from asset_map.usecases.find_assets import LISTED_KINDS
from asset_map.usecases.happenings import Happening, Wards, happenings, places_in, times_at
from asset_map.usecases.house import House

__all__ = ["GUIDE_DAYS", "events_guide", "guide_values"]

GUIDE_DAYS = 28
_WEEKS = GUIDE_DAYS // 7
# As many as stand on four sides, each on three or four lines of a column.
_WEEKLY, _SOME_DAYS, _ARRANGED = 40, 24, 10
# So few are printed larger, across the whole sheet.
_FEW = 14
_NAME, _PLACE, _NOTE = 44, 52, 44
_MOST_DAYS = 5
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OFTEN = "On five days a week or more"

Line = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guide:
    """What stands in a guide, before it is cut to what fits."""

    where: str
    first: date
    happenings: tuple[Happening, ...]
    arranged: tuple[Line, ...]
    meetings: tuple[CommitteeDay, ...]
    names_ward: bool

    @property
    def last(self) -> date:
        """The last day that it tells of."""
        return self.first + timedelta(days=GUIDE_DAYS - 1)


def events_guide(
    house: House,
    *,
    actor: Actor,
    now: datetime,
    ward_code: str = "",
    committee: str = "",
    is_large: bool = False,
) -> bytes:
    """
    Return a PDF of what is on in a ward, or a committee's wards, in the coming four weeks.

    Two to four sides of A4; in large print everything is twice as large, on as many sides
    as that takes. Whoever asks, only what is public stands in it.

    Raises
    ------
    NotFoundError
        When there is no such ward or committee.
    """
    values = guide_values(house, actor=actor, now=now, ward_code=ward_code, committee=committee)
    return printed("events_guide", {**values, "is_large": is_large})


def guide_values(
    house: House, *, actor: Actor, now: datetime, ward_code: str = "", committee: str = ""
) -> dict[str, object]:
    """Return what the guide's template shows."""
    require(actor, Action.FIND)
    guide = _gathered(house, now.astimezone(LONDON).date(), ward_code, committee)
    weekly, some_days = _by_rhythm(guide)
    left_out = (
        max(0, sum(len(lines) for _, lines in weekly) - _WEEKLY)
        + max(0, len(some_days) - _SOME_DAYS)
        + max(0, len(guide.arranged) - _ARRANGED)
    )
    public_url = house.settings.public_url.rstrip("/")
    address = f"{public_url}/whats-on{f'?ward={ward_code}' if ward_code else ''}"
    more = f"And {left_out} more that did not fit." if left_out else ""
    return {
        "title": f"What's on in {guide.where}",
        "span": f"{long_date(guide.first)} to {long_date(guide.last)}",
        "greeting": "Groups to join, services that come to you, and meetings you can go to. "
        "Times change: ask before your first visit.",
        "weekly_head": "Every week",
        "weekly": _first_lines(weekly, _WEEKLY),
        "some_head": "Only on some days",
        "some": some_days[:_SOME_DAYS],
        "arranged_head": "When you ask",
        "arranged_says": "These have no fixed day. Get in touch first.",
        "arranged": list(guide.arranged[:_ARRANGED]),
        "nothing": "Nothing recorded here yet.",
        "more": f"{more} Every week, day by day: {address}" if public_url else more,
        "is_roomy": sum(len(lines) for _, lines in weekly) <= _FEW
        and len(some_days) + len(guide.arranged) <= _FEW,
        "foot": f"{house.settings.council_name} · as recorded on {long_date(now)}",
    }


def _gathered(house: House, first: date, ward_code: str, committee: str) -> _Guide:
    names = {ward.code: ward.name for ward in ward_names(house)}
    with house.register.reading() as connection:
        meetings = committee_days(house, connection, ward_code=ward_code)
        codes, where = [ward_code], names.get(ward_code, "")
        if committee:
            found = committee_named(connection, committee)
            where = _area_of(found.name)
            codes = sorted(wards_of_committee(house, connection, found, first))
            meetings = tuple(one for one in meetings if one.committee_id == found.id)
        if not where:
            message = f"There is no ward '{ward_code}' in the boundary set in use; choose another."
            raise NotFoundError(message)
        query = Query(
            kinds=LISTED_KINDS,
            record_states=(RecordState.APPROVED,),
            ward_codes=tuple(codes),
            limit=1_000_000,
        )
        listed = search.find(connection, query, audience=Audience.PUBLIC, today=first).listings
        ids = [one.asset_id for one in listed] if codes else []
        there = public_view.visible_assets(connection, ids, audience=Audience.PUBLIC)
        wards = public_view.every_ward(connection, audience=Audience.PUBLIC)
    last = first + timedelta(days=GUIDE_DAYS - 1)
    on = [
        one
        for code in codes
        for one in happenings(there, wards, between=(first, last), ward_code=code)
    ]
    return _Guide(
        where=where,
        first=first,
        happenings=tuple(on),
        arranged=tuple(_arranged(there, wards, codes)),
        meetings=tuple(one for one in meetings if first <= one.day <= last),
        names_ward=bool(committee),
    )


def _area_of(name: str) -> str:
    """Return what a committee looks after, by its name."""
    return name.removesuffix(" Committee").removesuffix(" committee").removesuffix(" Area")


def _arranged(there: Sequence[Asset], wards: Wards, codes: Sequence[str]) -> Iterable[Line]:
    for code in codes:
        for asset, place in places_in(there, wards, code):
            for time in times_at(asset, place):
                if not time.rrule:
                    note = _cut(getattr(time, "note", ""), _NOTE)
                    where = _cut(place.place_name, _PLACE)
                    yield _line(asset.kind.value, asset.name, where=where, note=note)


def _by_rhythm(guide: _Guide) -> tuple[list[tuple[str, list[Line]]], list[Line]]:
    """Return what is on every week, by day, and what is on some days only, by its first day."""
    together: dict[tuple[str, ...], list[Happening]] = {}
    for one in guide.happenings:
        key = (one.asset_id, one.place_name, one.ward_name, one.at, one.until, one.note)
        together.setdefault(key, []).append(one)
    weekly: dict[str, list[tuple[str, Line]]] = {}
    some_days = [(one.day, _line("", one.words, when=_dates([one.day]))) for one in guide.meetings]
    for visits in together.values():
        by_day = _by_weekday(visits)
        every_week = [day for day, days in by_day.items() if len(days) >= _WEEKS]
        for heading in [_OFTEN] if len(every_week) >= _MOST_DAYS else every_week:
            weekly.setdefault(heading, []).append(_sortable(visits[0], guide, ""))
        if others := [day for name, days in by_day.items() if len(days) < _WEEKS for day in days]:
            told = _sortable(visits[0], guide, _dates(sorted(others)))
            some_days.append((min(others), told[1]))
    ordered = [
        (day, [line for _, line in sorted(weekly[day], key=_order)])
        for day in (_OFTEN, *_DAYS)
        if day in weekly
    ]
    return ordered, [
        line for _, line in sorted(some_days, key=lambda one: (one[0], one[1]["name"]))
    ]


def _order(one: tuple[str, Line]) -> tuple[str, str]:
    return one[0], one[1]["name"]


def _by_weekday(visits: Sequence[Happening]) -> Mapping[str, list[date]]:
    ordered = sorted({one.day for one in visits}, key=lambda day: (day.weekday(), day))
    return {_DAYS[n]: list(days) for n, days in groupby(ordered, key=lambda day: day.weekday())}


def _sortable(one: Happening, guide: _Guide, dates: str) -> tuple[str, Line]:
    """Return a line, and what puts it in the order of the day."""
    at = f"{one.at} to {one.until}" if one.at and one.until else one.at
    at = at.replace(" am", "\u00a0am").replace(" pm", "\u00a0pm")
    notes = (one.note, "term time only" if one.term_time_only else "")
    where = (one.place_name, one.ward_name if guide.names_ward else "")
    line = _line(
        one.kind.value,
        one.name,
        when=", ".join(filter(None, (dates, at))),
        where=_cut(", ".join(dict.fromkeys(filter(None, where))), _PLACE),
        note=_cut(", ".join(filter(None, notes)), _NOTE),
    )
    return (one.starts.astimezone(LONDON).time().isoformat() if one.starts else "", line)


def _line(kind: str, name: str, *, when: str = "", where: str = "", note: str = "") -> Line:
    return {"kind": kind, "name": _cut(name, _NAME), "when": when, "where": where, "note": note}


def _dates(days: Sequence[date]) -> str:
    """Return days as people say them: "Wednesday 25 November and 30 December"."""
    said = [f"{day.day} {day:%B}" for day in days]
    start = f"{days[0]:%A} " if len({day.weekday() for day in days}) == 1 else ""
    return start + listed(said)


def _first_lines(weekly: Sequence[tuple[str, list[Line]]], most: int) -> list[dict[str, object]]:
    """Return the first lines of them all; each day keeps its share where there are too many."""
    every = sum(len(lines) for _, lines in weekly)
    share = min(1.0, most / every) if every else 1.0
    return [
        {"day": day, "lines": lines[: max(1, int(len(lines) * share))]} for day, lines in weekly
    ]


def _cut(text: str, most: int) -> str:
    """Return as much of a text as its line holds."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
