"""What an audience may see of an asset, as rows: to list, to place and to find it by."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from asset_map.model.area import Placement
from asset_map.model.asset import Asset, SpaceDetails
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.query import Weekday
from asset_map.model.role import Audience
from asset_map.model.times import StopState
from asset_map.model.words import fold

__all__ = [
    "ListingRows",
    "Row",
    "SayWhen",
    "listing_rows",
    "say_nothing",
    "weekday_bit",
    "whole_words",
]

Row = dict[str, Any]
# Says in words when something happens at a place; the schedule knows how.
SayWhen = Callable[[Location], str]

# No word that people search for is longer; PostgreSQL refuses lexemes from 2 kB.
WORD_MAX = 64
EVERY_DAY = 0b1111111
_DAYS = {day.code: 1 << number for number, day in enumerate(Weekday)}
_TOO_LONG = re.compile(rf"(\w{{{WORD_MAX}}})\w+")
_BYDAY = re.compile(r"BYDAY=([^;]+)")


class ListingRows(NamedTuple):
    """The rows of one asset for one audience."""

    asset: Row
    places: list[Row]
    words: Row


def say_nothing(location: Location) -> str:
    """Leave unsaid when something happens at a place."""
    del location
    return ""


def weekday_bit(day: Weekday) -> int:
    """Return the bit of a weekday; Monday is 1."""
    return _DAYS[day.code]


def whole_words(words: Sequence[str]) -> str:
    """Return folded words between bars, so that each is found whole: "|polish|urdu|"."""
    return "".join(f"|{fold(word)}" for word in words) + "|"


def listing_rows(
    number: int,
    seen: Asset,
    placements: Mapping[str, Placement],
    *,
    say_when: SayWhen,
) -> ListingRows:
    """
    Return the rows of what an audience may see of an asset.

    ``seen`` is cut to the audience already; placements are by location id.
    """
    # The first place is the one a list shows: one on the map rather than one online.
    places = sorted(
        seen.locations,
        key=lambda place: (
            place.point is None,
            place.kind not in {LocationKind.FIXED, LocationKind.STOP},
        ),
    )
    return ListingRows(
        _asset_row(number, seen),
        [
            _place_row(number, ordinal, place, placements.get(place.id), say_when)
            for ordinal, place in enumerate(places)
        ],
        _words_row(number, seen),
    )


def _asset_row(number: int, seen: Asset) -> Row:
    space = seen.space or SpaceDetails()
    return {
        "number": number,
        "asset_id": seen.id,
        "kind": seen.kind.value,
        "name": seen.name,
        "sort_name": fold(seen.name),
        "summary": seen.summary,
        "tags": json.dumps(seen.tags),
        "languages": json.dumps(seen.languages),
        "language_words": whole_words(seen.languages),
        "functions": whole_words(seen.functions),
        "min_age": seen.for_whom.min_age,
        "max_age": seen.for_whom.max_age,
        "seats": space.capacity_people,
        "has_kitchen": space.has_kitchen,
        "is_step_free": space.is_step_free,
        "has_hearing_loop": space.has_hearing_loop,
        "has_parking": space.has_parking,
        "has_accessible_toilet": space.has_accessible_toilet,
        "anchor_status": seen.anchor.status.value if seen.anchor else "none",
        "operating_status": seen.operating_status.value,
        "record_state": seen.record_state.value,
        "is_public": seen.visible_to is Audience.PUBLIC,
        "verified_on": seen.verification.verified_on if seen.verification else None,
        "verified_role": seen.verification.role if seen.verification else "",
    }


def _place_row(
    number: int, ordinal: int, place: Location, placement: Placement | None, say_when: SayWhen
) -> Row:
    is_withheld = place.publish is PublishLocation.WITHHELD
    stop = place.stop
    return {
        "number": number,
        "ordinal": ordinal,
        "location_id": place.id,
        "is_withheld": is_withheld,
        "place_name": place.place_name,
        "postcode": place.postcode,
        "ward_code": placement.code if placement and not is_withheld else None,
        "lon": place.point.lon if place.point else None,
        "lat": place.point.lat if place.point else None,
        "days": _days_of(place),
        "from_day": stop.valid_from if stop else None,
        "to_day": stop.valid_to if stop else None,
        "when": say_when(place),
    }


def _days_of(place: Location) -> int:
    """Return the weekdays on which something happens there, one bit each."""
    rules = [(meeting.rrule, meeting.starts_on) for meeting in place.meetings]
    if place.stop and place.stop.state is StopState.ACTIVE:
        rules.append((place.stop.rrule, place.stop.starts_on))
    days = 0
    for rule, starts_on in rules:
        if named := _BYDAY.search(rule.upper()):
            for day in named[1].split(","):
                days |= _DAYS.get(day.strip()[-2:], 0)
        elif "FREQ=DAILY" in rule.upper():
            days |= EVERY_DAY
        elif "FREQ=WEEKLY" in rule.upper() and starts_on:
            days |= 1 << starts_on.weekday()
    return days


def _words_row(number: int, seen: Asset) -> Row:
    return {
        "number": number,
        "name": _words(seen.name),
        "also": _words(*seen.also_known_as),
        "tags": _words(*seen.tags, *seen.for_whom.interests),
        "does": _words(
            *(function.label for function in seen.functions), seen.summary, seen.description
        ),
        "place": _words(*(text for place in seen.locations for text in _place_texts(place))),
    }


def _place_texts(place: Location) -> tuple[str, ...]:
    stop_words = (place.stop.service_name, place.stop.route) if place.stop else ()
    # A postcode is found with its space and without.
    return (
        place.place_name,
        place.address,
        place.postcode,
        place.postcode.replace(" ", ""),
        *stop_words,
    )


# The three audiences of one asset mostly share their words.
@lru_cache(maxsize=32)
def _words(*texts: str) -> str:
    words = _TOO_LONG.sub(r"\1", fold(" ".join(texts)))
    return f" {words} "
