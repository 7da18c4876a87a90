"""Where each asset of the demonstration is, and when one finds somebody there."""

from dataclasses import dataclass, replace
from datetime import date, time

from asset_map.demo.district import demo_id
from asset_map.demo.streets import Streets
from asset_map.demo.written import Table, Written, months_before
from asset_map.model.asset import AssetKind
from asset_map.model.location import Location, LocationKind, LocationMethod, PublishLocation
from asset_map.model.times import Meeting, Stop

__all__ = ["Whereabouts"]

# A public door is found on the map; of a group often no more than the postcode is known.
_OF_GROUPS = (LocationMethod.POSTCODE, LocationMethod.POSTCODE, LocationMethod.MAP_CLICK)
_OF_DOORS = (LocationMethod.MAP_CLICK, LocationMethod.MAP_CLICK, LocationMethod.ADDRESS_MATCH)
_TERM_TIME = "term time only"
# What stands in the place of a rule where there is none.
_NO_RULE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Finds the places of written assets, as of a day."""

    streets: Streets
    today: date

    def of(self, one: Written, *, recorded_on: date, venue: Location | None) -> list[Location]:
        """Return its places: stops, a room of its own or of a ``venue``, or the whole area."""
        if "stops" in one.table:
            return [self._stop(one, stop) for stop in one.table["stops"]]
        meetings = _meetings(one.table, recorded_on)
        location_id = _id(one, "place")
        areas = [
            Location.nowhere(_id(one, kind), LocationKind(kind))
            for kind in ("area_wide", "online")
            if one.table.get(kind)
        ]
        if venue is not None:
            place = replace(venue, id=location_id)
        elif "place" in one.table:
            place = self._placed(one, location_id)
        else:
            first, *others = areas
            return [replace(first, meetings=meetings), *others]
        return [replace(place, meetings=meetings), *areas]

    def _placed(self, one: Written, location_id: str) -> Location:
        is_home = one.table.get("home", True if one.kind is AssetKind.SKILL else None)
        usual = LocationMethod.POSTCODE if is_home else one.rng.choice(_usual(one))
        place = self.streets.location(
            location_id,
            one.table["place"],
            rng=one.rng,
            method=LocationMethod(one.table.get("method", usual)),
        )
        publish = PublishLocation.WARD if is_home else PublishLocation.EXACT
        return replace(
            place,
            place_name=one.table.get("spot", place.place_name),
            is_home=bool(is_home),
            publish=PublishLocation(one.table.get("publish", publish)),
        )

    def _stop(self, one: Written, table: Table) -> Location:
        location = self.streets.location(
            _id(one, table["spot"]),
            table["place"],
            rng=one.rng,
            method=LocationMethod.MAP_CLICK,
        )
        begins = months_before(self.today, table["since"])
        arrives, departs = _span(table["at"])
        return replace(
            location,
            kind=LocationKind.STOP,
            place_name=f"{table['spot']}, {table['place']}",
            address="",
            is_home=False,
            stop=Stop(
                service_name=one.table["name"],
                route=table["route"],
                rrule=f"FREQ={table['rrule']}",
                starts_on=begins,
                arrives=arrives,
                departs=departs,
                valid_from=begins,
            ),
        )


def _id(one: Written, what: str) -> str:
    return demo_id("location", one.key, what)


def _usual(one: Written) -> tuple[LocationMethod, ...]:
    has_a_door = one.kind is not AssetKind.GROUP or "space" in one.table
    return _OF_DOORS if has_a_door else _OF_GROUPS


def _span(said: str) -> tuple[time, time]:
    starts, ends = said.split("-")
    return time.fromisoformat(starts), time.fromisoformat(ends)


def _meetings(table: Table, recorded_on: date) -> tuple[Meeting, ...]:
    said = table.get("when", ())
    return tuple(_meeting(one, recorded_on) for one in ([said] if isinstance(said, str) else said))


def _meeting(said: str, recorded_on: date) -> Meeting:
    """Return the meeting that "WEEKLY;BYDAY=TU 10:00-12:00 term time only" says."""
    rule, _, rest = said.partition(" ")
    if rule == _NO_RULE:
        return Meeting(note=rest)
    span, _, note = rest.partition(" ")
    starts_at, ends_at = _span(span)
    return Meeting(
        rrule=f"FREQ={rule}",
        # Every other week needs a week to count from.
        starts_on=recorded_on if "INTERVAL" in rule else None,
        starts_at=starts_at,
        ends_at=ends_at,
        term_time_only=note.startswith(_TERM_TIME),
        note=note.removeprefix(_TERM_TIME).lstrip(" ,"),
    )
