import re
from collections import Counter
from datetime import date, timedelta

import pytest
import shapely

from asset_map.demo.district import build_district
from asset_map.demo.register import DemoRegister, build_register
from asset_map.demo.wards import FORMER_SET, PRESENT_SET
from asset_map.demo.written import read_content
from asset_map.geography.crs import to_grid
from asset_map.likeness.pairs import Comparable, likely_duplicates
from asset_map.model.anchor import EVIDENCE_QUESTIONS, AnchorStatus
from asset_map.model.area import BoundarySet
from asset_map.model.asset import Asset, AssetKind, Contact, Function, SourceKind
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import as_seen_by
from asset_map.schedule.recurrence import check_rule, occurrences
from tests.demo.wards import ward_of, wards

TODAY = date(2026, 11, 22)
FAMILIES = {
    "making & mending", "food & growing", "arts & music", "sport & movement",
    "caring & listening", "languages & interpreting", "teaching & mentoring", "digital & media",
    "money & forms", "organising & events", "driving & moving", "local knowledge & history",
}  # fmt: skip


@pytest.fixture(scope="module")
def register() -> DemoRegister:
    return build_register(build_district(), today=TODAY)


def places(register: DemoRegister) -> list[tuple[Asset, Location]]:
    return [(asset, place) for asset in register.assets for place in asset.locations]


def test_built_twice_it_is_the_same(register: DemoRegister) -> None:
    assert build_register(build_district(), today=TODAY) == register


def test_another_day_moves_its_dates_and_nothing_else(register: DemoRegister) -> None:
    later = build_register(build_district(), today=TODAY + timedelta(days=400))
    assert [(a.id, a.name, a.contact) for a in later.assets] == [
        (a.id, a.name, a.contact) for a in register.assets
    ]
    assert [freshness_of(a, TODAY + timedelta(days=400)) for a in later.assets] == [
        freshness_of(a, TODAY) for a in register.assets
    ]


def freshness_of(asset: Asset, today: date) -> Freshness:
    checked = asset.verification
    return freshness(checked.verified_on if checked else None, today=today)


def test_every_written_asset_is_in_it_once(register: DemoRegister) -> None:
    files = ("library", "anchors", "spaces", "institutions", "groups", "businesses", "stories")
    written = sum(len(read_content(name)["assets"]) for name in (*files, "skills"))
    usual = sum(
        template.get("times") or len(template["places"])
        for template in read_content("usual")["usual"]
    )
    assert len(register.assets) == written + usual
    assert 290 <= len(register.assets) <= 320


def test_no_two_things_have_one_id(register: DemoRegister) -> None:
    for things in (register.assets, register.submissions, register.connections, register.offers):
        assert len({thing.id for thing in things}) == len(things)
    ids = [place.id for _, place in places(register)]
    assert len(set(ids)) == len(ids)
    references = [one.reference for one in register.submissions]
    assert len(set(references)) == len(references)


def test_only_the_coffee_mornings_share_a_name(register: DemoRegister) -> None:
    shared = {name: n for name, n in Counter(a.name for a in register.assets).items() if n > 1}
    assert shared == {"Coffee morning": 7}
    villages = {ward_of(a.locations[0]) for a in register.assets if a.name == "Coffee morning"}
    assert len(villages) == 7


def test_three_pairs_may_be_the_same_and_no_others(register: DemoRegister) -> None:
    names = {asset.id: asset.name for asset in register.assets}
    found = likely_duplicates([Comparable.from_asset(asset) for asset in register.assets])
    assert {frozenset((names[one.first_id], names[one.second_id])) for one in found} == {
        frozenset({"Samphire Marsh Village Hall", "Samphire Marsh Vilage Hall"}),
        frozenset({"Ropewalk Food Bank", "Ropewalk Foodbank"}),
        frozenset({"Kiln Lane Amateur Boxing Club", "Kiln Lane Amatuer Boxing Club"}),
    }


@pytest.mark.parametrize("boundary_set", [FORMER_SET, PRESENT_SET], ids=lambda one: one.name)
def test_every_place_lies_in_one_ward(register: DemoRegister, boundary_set: BoundarySet) -> None:
    shapes = {
        area.code: shapely.from_wkb(area.assign_wkb)
        for area in build_district().areas[boundary_set.id]
    }
    for asset, place in places(register):
        if place.grid is None or place.point is None:
            continue
        inside = [
            code
            for code, shape in shapes.items()
            if shapely.contains_xy(shape, place.grid.easting, place.grid.northing)
        ]
        assert len(inside) == 1, asset.name


def test_each_place_is_in_the_ward_of_its_postcode_and_near_it(register: DemoRegister) -> None:
    for asset, place in places(register):
        if not place.postcode or place.grid is None:
            continue
        centre = build_district().postcodes[place.postcode]
        apart_m = shapely.Point(centre.easting, centre.northing).distance(
            shapely.Point(place.grid.easting, place.grid.northing)
        )
        assert apart_m <= 60.1, asset.name
        at_postcode = Location(id="postcode", grid=centre, point=place.point)
        assert ward_of(place) == ward_of(at_postcode), asset.name


def test_degrees_and_metres_are_the_same_place(register: DemoRegister) -> None:
    for _, place in places(register):
        if place.point is not None and place.grid is not None:
            grid = to_grid(place.point)
            assert grid.easting == pytest.approx(place.grid.easting, abs=0.01)
            assert grid.northing == pytest.approx(place.grid.northing, abs=0.01)
            assert place.accuracy_m == place.method.accuracy_m


def test_the_refuge_alone_is_withheld_and_leaves_no_trace(register: DemoRegister) -> None:
    (found,) = [
        (asset, place)
        for asset, place in places(register)
        if place.publish is PublishLocation.WITHHELD
    ]
    refuge, place = found
    assert place.is_placed
    for audience in (Audience.PUBLIC, Audience.PARTNER):
        seen = as_seen_by(refuge, audience)
        assert seen is not None
        assert [one.kind for one in seen.locations] == [LocationKind.AREA_WIDE]
        assert seen.contact.role == "Helpline"
        assert place.postcode not in repr(seen)


def test_homes_show_their_ward_and_no_more(register: DemoRegister) -> None:
    homes = [(asset, place) for asset, place in places(register) if place.is_home]
    assert Counter(asset.kind for asset, _ in homes) == {AssetKind.SKILL: 45, AssetKind.GROUP: 6}
    assert {place.publish for _, place in homes} == {PublishLocation.WARD}


def test_the_mobile_library_calls_at_six_stops(register: DemoRegister) -> None:
    stops = [
        (asset.name, place.stop)
        for asset, place in places(register)
        if place.kind is LocationKind.STOP and place.stop is not None
    ]
    assert [name for name, _ in stops] == ["Doggerby Mobile Library"] * 6
    (last_wednesdays,) = (s for _, s in stops if s.rrule == "FREQ=MONTHLY;BYDAY=-1WE")
    days = [
        visit.day for visit in occurrences(last_wednesdays, between=(TODAY, date(2026, 12, 31)))
    ]
    assert days == [date(2026, 11, 25), date(2026, 12, 30)]


def test_every_rule_is_accepted_and_happens_within_a_year(register: DemoRegister) -> None:
    a_year = (TODAY, TODAY + timedelta(days=366))
    times = [
        time
        for _, place in places(register)
        for time in (*place.meetings, *((place.stop,) if place.stop else ()))
    ]
    ruled = [time for time in times if time.rrule]
    assert len(ruled) > 150
    for time in ruled:
        check_rule(time.rrule, starts_on=time.starts_on)
        assert occurrences(time, between=a_year), time
    assert all(getattr(time, "note", "") for time in times if not time.rrule)


def test_every_kind_function_and_door_is_there(register: DemoRegister) -> None:
    assert {asset.kind for asset in register.assets} == set(AssetKind)
    assert {one for asset in register.assets for one in asset.functions} == set(Function)
    doors = {asset.provenance.source_kind for asset in register.assets if asset.provenance}
    assert doors == set(SourceKind)
    assert {asset.operating_status for asset in register.assets} == set(OperatingStatus)
    assert {freshness_of(asset, TODAY) for asset in register.assets} == set(Freshness)
    assert any(asset.verification is None for asset in register.assets)


def test_states_are_as_told(register: DemoRegister) -> None:
    states = Counter(asset.record_state for asset in register.assets)
    assert set(states) == {RecordState.APPROVED, RecordState.ARCHIVED}
    assert states[RecordState.ARCHIVED] == 2
    assert sum(asset.visible_to is Audience.PARTNER for asset in register.assets) == 2
    for asset in register.assets:
        assert (asset.operating_status is OperatingStatus.CLOSED) == (asset.closed_on is not None)


def test_dates_are_in_order(register: DemoRegister) -> None:
    for asset in register.assets:
        assert asset.provenance is not None
        checked = asset.verification.verified_on if asset.verification else TODAY
        assert asset.provenance.recorded_on <= checked <= TODAY
        if asset.opened_on and asset.closed_on:
            assert asset.opened_on < asset.closed_on


def test_texts_fit_and_say_something(register: DemoRegister) -> None:
    for asset in register.assets:
        assert asset.name == asset.name.strip()
        assert len(asset.summary) <= 300
        assert len(asset.description) <= 2000
        assert bool(asset.summary) == (asset.kind is not AssetKind.SKILL), asset.name
        assert "{" not in repr(asset)
    said = Counter(asset.summary for asset in register.assets if asset.summary)
    assert set(said.values()) == {1}


def test_contacts_are_roles_at_addresses_that_nobody_has(register: DemoRegister) -> None:
    contacts = [a.contact for a in register.assets if a.contact != Contact()]
    assert {contact.audience for contact in contacts} == set(Audience)
    for contact in contacts:
        assert contact.role
        assert re.fullmatch(r"[a-z0-9-]+@doggerby\.example", contact.email)
        assert re.fullmatch(r"(01632 960\d{3})?", contact.phone)
        assert re.fullmatch(r"(https://[a-z0-9-]+\.doggerby\.example)?", contact.url)
    phones = [contact.phone for contact in contacts if contact.phone]
    assert len(set(phones)) == len(phones)


def test_skills_have_a_family_and_no_way_to_find_the_person(register: DemoRegister) -> None:
    skills = [asset for asset in register.assets if asset.kind is AssetKind.SKILL]
    assert {asset.tags[0] for asset in skills} == FAMILIES
    for asset in skills:
        assert asset.contact == Contact()
        assert as_seen_by(asset, Audience.PUBLIC) is None
        assert as_seen_by(asset, Audience.PARTNER) is None
    by_ward = Counter(ward_of(asset.locations[0]) for asset in skills)
    assert sum(1 <= n <= 4 for n in by_ward.values()) >= 3
    assert sum(n >= 5 for n in by_ward.values()) >= 3
    assert len(by_ward) < len(wards())


def test_anchors_are_judged_on_all_six_questions(register: DemoRegister) -> None:
    cases = [asset.anchor for asset in register.assets if asset.anchor]
    by_status = Counter(case.status for case in cases)
    assert by_status[AnchorStatus.RECOGNISED] >= 6
    assert by_status[AnchorStatus.CANDIDATE] >= 3
    assert by_status[AnchorStatus.FORMER] == 1
    for case in cases:
        assert {answer.question for answer in case.answers} == set(EVIDENCE_QUESTIONS)
        assert case.is_worth_a_decision
        assert (case.review_on is not None) == (case.status is AnchorStatus.RECOGNISED)


def test_anchor_institutions_are_not_anchors(register: DemoRegister) -> None:
    institutions = [a for a in register.assets if a.kind is AssetKind.INSTITUTION]
    assert not any(asset.anchor for asset in institutions)
