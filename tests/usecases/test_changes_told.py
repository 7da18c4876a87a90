from dataclasses import replace
from datetime import date, time

from asset_map.model.anchor import AnchorCase, Answer, Evidence
from asset_map.model.asset import Contact
from asset_map.model.location import Coordinates, Location, PublishLocation
from asset_map.model.times import Meeting
from asset_map.usecases.changes_told import changes_told
from tests.usecases.conftest import group


def told(before: object, after: object) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in changes_told(before, after)]  # type: ignore[arg-type]


def test_only_the_detail_that_changed_is_told() -> None:
    before = group()
    place = replace(before.locations[0], postcode="ZZ1 2AA", publish=PublishLocation.WARD)
    after = replace(before, contact=Contact(phone="01632 960001"), locations=(place,), version=2)

    assert told(before, after) == [
        ("contact phone", "not said", "01632 960001"),
        ("place postcode", "ZZ1 1AA", "ZZ1 2AA"),
        ("place shown to the public", "exact", "ward"),
    ]


def test_times_are_told_as_people_say_them() -> None:
    before = group()
    tuesdays = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
    after = replace(before, locations=(replace(before.locations[0], meetings=(tuesdays,)),))

    assert told(before, after) == [("place times", "not said", "Tuesdays, 10 am to 12 noon")]


def test_a_pin_that_moved_is_told_once() -> None:
    before = group()
    place = before.locations[0]
    moved = replace(place, point=Coordinates(lon=1.1, lat=54.5), grid=None)

    assert told(before, replace(before, locations=(moved,))) == [
        ("place pin", "54.45460 north, 1.09913 east", "54.50000 north, 1.10000 east")
    ]


def test_of_several_places_it_is_told_which() -> None:
    before = group()
    second = Location(id="second", place_name="Old School", publish=PublishLocation.EXACT)
    after = replace(before, locations=(*before.locations, second))

    assert ("place 2 name", "not said", "Old School") in told(before, after)
    assert not [one for one in told(before, after) if one[0].startswith("place 1")]


def test_a_record_that_did_not_change_tells_nothing() -> None:
    assert told(group(), group()) == []


def test_a_new_record_tells_what_it_holds() -> None:
    assert ("name", "not said", "Tuesday Knitters") in told(None, group())


def test_an_answer_about_an_anchor_is_told_under_its_question() -> None:
    deeds = Answer(
        question="asset_base",
        evidence=Evidence.YES,
        note="Owns the hall",
        source="Deeds",
        on=date(2026, 1, 2),
    )
    before = replace(group(), anchor=AnchorCase())
    after = replace(before, anchor=AnchorCase(answers=(deeds,)))

    assert told(before, after) == [
        (
            "“Does it own, or hold a long lease on, a building or land?”",
            "not said",
            "yes (Owns the hall, Deeds, 2 January 2026)",
        )
    ]
