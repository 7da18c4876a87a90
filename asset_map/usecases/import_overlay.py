"""What a row says, put over the record that it was known as before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace

from asset_map.model.asset import Asset
from asset_map.model.location import Location

__all__ = ["overlaid"]

# What an officer decides about a record is not for a spreadsheet to change.
_DECIDED = frozenset({"id", "version", "record_state", "visible_to", "locations", "contact"})


def overlaid(standing: Asset, read: Asset, *, is_part: bool = False) -> Asset:
    """
    Return the standing record with what a row says put over it; what it leaves out stays.

    ``is_part``: the row has only some of a service's stops, and the others stay too.
    """
    empty = Asset(id="", kind=read.kind, name=read.name)
    said = {
        one.name: getattr(read, one.name)
        for one in fields(Asset)
        if one.name not in _DECIDED and getattr(read, one.name) != getattr(empty, one.name)
    }
    contact = replace(
        standing.contact,
        **{
            name: value
            for name in ("role", "email", "phone", "url")
            if (value := getattr(read.contact, name))
        },
    )
    places = (
        _stops_together(standing.locations, read.locations, is_part=is_part)
        if any(place.stop for place in read.locations)
        else _places_together(standing.locations, read.locations)
    )
    return replace(
        standing, kind=read.kind, name=read.name, contact=contact, locations=places, **said
    )


def _places_together(
    standing: Sequence[Location], read: Sequence[Location]
) -> tuple[Location, ...]:
    places = list(standing)
    for number, place in enumerate(read):
        if number < len(places):
            kept = places[number]
            moved = _moved(kept, place)
            same = replace(moved, point=kept.point, grid=kept.grid) == kept
            places[number] = kept if same and not place.is_placed else moved
        else:
            places.append(place)
    return tuple(places)


def _moved(kept: Location, place: Location) -> Location:
    return replace(place, id=kept.id, publish=kept.publish, is_home=kept.is_home)


def _stops_together(
    standing: Sequence[Location], read: Sequence[Location], *, is_part: bool
) -> tuple[Location, ...]:
    """
    Return a service's stops: those of the file, each as it was known before.

    What the file no longer has is no stop any more, unless the file is only a part.
    """
    left = {place.id: place for place in standing}
    became: dict[int, Location] = {}
    # The very same call first; then another time at the same place, on the same round.
    for known_by in (_call,) if is_part else (_call, _round):
        known: dict[object, list[Location]] = defaultdict(list)
        for place in reversed(left.values()):
            known[known_by(place)].append(place)
        for number, place in enumerate(read):
            if number not in became and known[known_by(place)]:
                kept = known[known_by(place)].pop()
                del left[kept.id]
                became[number] = _moved(kept, place)
    stops = [became.get(number, place) for number, place in enumerate(read)]
    return (*left.values(), *stops) if is_part else tuple(stops)


def _call(place: Location) -> object:
    return place.place_name, place.stop


def _round(place: Location) -> object:
    return place.place_name, place.stop.route if place.stop else None
