from dataclasses import replace
from datetime import date
from time import sleep

import pytest

from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import AreaCommittee, BoundaryKind, BoundarySet, CommitteeMember
from asset_map.model.asset import AssetKind, ForWhom, Function, SpaceDetails
from asset_map.model.errors import (
    InvalidSubmissionError,
    NotFoundError,
    SettingsError,
)
from asset_map.model.gap import GapClass, GapSettings, MappingStatus
from asset_map.model.location import PublishLocation
from asset_map.model.state import OperatingStatus
from asset_map.model.times import Meeting
from asset_map.register import areas
from asset_map.usecases.committees import save_committee
from asset_map.usecases.compare_boundaries import compare_boundaries
from asset_map.usecases.gap_tables import as_json, as_text
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import looked_and_found_none, set_status
from asset_map.usecases.measure_gaps import GapRequest
from asset_map.usecases.ward_gap import WardGap, ward_gap
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, kept, ward
from tests.usecases.gap_district import AT, OFFICERS, anchor, reasons, run, with_mill


@pytest.fixture
def district(house: House) -> House:
    return with_mill(house)


def test_a_ward_is_a_gap_only_once_it_is_mapped(district: House) -> None:
    before = {row.code: row.gap_class for row in run(district).rows}
    assert before == {WEST: GapClass.NOT_YET_MAPPED, EAST: GapClass.ANCHORED}
    set_status(district, [WEST, EAST], MappingStatus.MAPPED, actor=OFFICER, now=AT)
    first = run(district).rows[0]
    assert (first.code, first.gap_class) == (WEST, GapClass.GAP)
    assert (first.residents, first.residents_beyond_reach) == (1000, 600)
    assert "The nearest is The mill, 100 m over the boundary in Quayside" in first.why
    assert first.why.endswith("Somebody last looked on 22 November 2026.")


def test_a_resident_reads_the_sentence_of_a_ward_once_it_is_there(district: House) -> None:
    def read(code: str, patience_s: float = 30) -> WardGap | None:
        return ward_gap(district, code, actor=RESIDENT, now=AT, patience_s=patience_s)

    found = read(EAST)
    assert found is not None
    assert found.row == next(row for row in run(district).rows if row.code == EAST)
    assert found.is_told
    assert read("E05000000") is None
    set_status(district, [WEST], MappingStatus.MAPPED, actor=OFFICER, now=AT)
    west = read(WEST)
    assert west is not None
    assert (west.row.gap_class, west.looked_on) == (GapClass.GAP, AT.date())
    assert read(WEST, patience_s=0) == west


def test_what_is_hidden_since_stands_in_no_ward_s_sentence(district: House) -> None:
    before = ward_gap(district, EAST, actor=RESIDENT, now=AT, patience_s=30)
    assert before is not None
    assert "The mill" in before.row.why
    hidden = anchor("mill", 2100, publish=PublishLocation.WITHHELD)
    kept(district, replace(hidden, version=1), AT)
    at_once = ward_gap(district, EAST, actor=RESIDENT, now=AT, patience_s=0)
    assert at_once is None or "The mill" not in at_once.row.why
    # After a slow run the sums rest for a while, and nothing is told meanwhile.
    for _ in range(600):
        after = ward_gap(district, EAST, actor=RESIDENT, now=AT, patience_s=30)
        if after is not None:
            break
        sleep(0.1)
    assert after is not None
    assert "The mill" not in after.row.why


def test_what_lies_around_an_area_is_counted_and_its_absence_told(district: House) -> None:
    west = AreaCommittee(
        id="west", name="West", members=(CommitteeMember(code=WEST, set_id="wards-2026"),)
    )
    save_committee(district, west, actor=OFFICER, now=AT)
    lines = dict(run(district, replace(OFFICERS, committee="West")).conditions.lines)
    assert lines["of them around this area, within 3,000 m"] == "1"
    kept(district, replace(anchor("mill", 2100), version=1, anchor=None), AT)
    lines = dict(run(district, replace(OFFICERS, committee="West")).conditions.lines)
    assert lines["of them around this area, within 3,000 m"].startswith("0; wards at the edge may")


def test_residents_of_no_class_count_as_in_town_and_it_is_said(district: House) -> None:
    assert dict(run(district).conditions.lines)["residents with no urban or rural class"] == "0"
    with district.register.writing() as connection:
        points = areas.demand_points(connection)
        areas.put_demand_points(connection, [replace(points[0], is_rural=None), *points[1:]])
    said = dict(run(district).conditions.lines)["residents with no urban or rural class"]
    assert said == "100, counted as in town"


def test_a_reach_that_is_walked_reaches_less_far(district: House) -> None:
    walked = GapSettings(reach_m=800, is_reach_walked=True)
    # 1.3 times the straight line: what is 700 m off is 910 m to walk.
    straight, on_foot = (
        {row.code: row.residents_beyond_reach for row in run(district, request).rows}
        for request in (
            replace(OFFICERS, settings=GapSettings(reach_m=800)),
            replace(OFFICERS, settings=walked),
        )
    )
    assert (straight[WEST], on_foot[WEST]) == (600, 700)
    assert on_foot == {
        row.code: row.residents_beyond_reach
        for row in run(district, replace(OFFICERS, settings=GapSettings(reach_m=800 / 1.3))).rows
    }


@pytest.mark.parametrize("reach_m", [0, -1, float("nan"), float("inf")])
def test_a_reach_that_is_no_distance_is_refused(district: House, reach_m: float) -> None:
    with pytest.raises(InvalidSubmissionError, match="give a number of metres"):
        run(district, replace(OFFICERS, reach_m=reach_m))


def test_a_longer_reach_serves_the_ward_next_door(district: House) -> None:
    request = replace(OFFICERS, settings=GapSettings(reach_m=1600))
    west = next(row for row in run(district, request).rows if row.code == WEST)
    assert (west.gap_class, west.residents_beyond_reach) == (GapClass.SERVED_NEXT_DOOR, 200)


def test_what_is_left_out_is_counted_with_why(district: House) -> None:
    long_ago = date(2024, 11, 21)
    closed = replace(anchor("closed", 500), operating_status=OperatingStatus.CLOSED)
    for one in (
        closed,
        anchor("library", 500, kind=AssetKind.INSTITUTION),
        anchor("stale", 500, checked_on=long_ago),
        anchor("unchecked", 500, checked_on=None),
        anchor("refuge", 500, publish=PublishLocation.WITHHELD),
        anchor("former", 500, status=AnchorStatus.FORMER),
    ):
        kept(district, one, AT)
    found = run(district)
    assert {row.code: row.anchors for row in found.rows} == {WEST: 0, EAST: 1}
    assert reasons(found.conditions.left_out) == {
        "institutions: useful to everybody, but not run by local people": 1,
        "recognised, but closed or not going now": 1,
        "recognised, but nobody has checked their record": 1,
        "recognised, but nobody has checked their record for over 24 months": 1,
        "recognised, but their place is withheld": None,
    }
    assert "fewer than 5: recognised, but their place is withheld" in as_text(found)
    west = next(row for row in found.rows if row.code == WEST)
    assert west.not_checked == ("The stale", "The unchecked")
    assert "The stale and The unchecked are recognised and not counted, since nobody" in west.why


def test_only_anchors_shown_closely_enter_the_publics_figures(district: House) -> None:
    kept(district, anchor("parlour", 500, publish=PublishLocation.WARD), AT)
    kept(district, anchor("refuge", 700, publish=PublishLocation.WITHHELD), AT)
    officers, publics = run(district), run(district, GapRequest())
    assert {row.code: row.anchors for row in officers.rows} == {WEST: 1, EAST: 1}
    assert {row.code: row.anchors for row in publics.rows} == {WEST: 0, EAST: 1}
    assert reasons(publics.conditions.left_out) == {
        "recognised, but shown by their ward only": 1,
        "recognised, but without a place on the map": 1,
    }
    # A hidden place changes no figure of the public's: the same with it as without it.
    assert "refuge" not in as_json(publics)


def test_a_street_is_known_to_the_public_by_its_cell_alone(district: House) -> None:
    kept(district, anchor("street", 530, publish=PublishLocation.STREET), AT)
    exact, rough = run(district), run(district, GapRequest())
    west = {found: next(row for row in found.rows if row.code == WEST) for found in (exact, rough)}
    assert west[exact].anchors == west[rough].anchors == 1
    assert west[exact].mean_m != west[rough].mean_m


def test_candidates_wait_beside_the_gap(district: House) -> None:
    kept(district, anchor("chapel", 500, status=AnchorStatus.CANDIDATE), AT)
    west = next(row for row in run(district).rows if row.code == WEST)
    assert (west.anchors, west.candidates) == (0, ("The chapel",))


def test_a_kitchen_or_a_function_can_be_asked_for(district: House) -> None:
    room = replace(
        anchor("hall", 500, status=AnchorStatus.NONE, kind=AssetKind.SPACE),
        space=SpaceDetails(has_kitchen=True),
        functions=(Function.FOOD,),
    )
    kept(district, room, AT)
    for sought in ("kitchen", "food", "space"):
        found = run(district, replace(OFFICERS, sought=sought))
        assert {row.code: row.anchors for row in found.rows} == {WEST: 1, EAST: 0}
        assert found.rows[0].gap_class.words(sought) == "has one"
    assert found.conditions.sought_words == "spaces"
    with pytest.raises(NotFoundError, match="cannot be looked for"):
        run(district, replace(OFFICERS, sought="unicorns"))


def test_missing_is_what_somebody_looked_for_in_vain(district: House) -> None:
    looked_and_found_none(district, WEST, [Function.YOUTH], actor=OFFICER, now=AT)
    west = next(row for row in run(district).rows if row.code == WEST)
    assert west.missing == (Function.YOUTH,)


def test_a_committees_people_beyond_reach_are_those_of_its_wards(district: House) -> None:
    set_id = "wards-2026"
    with district.register.writing() as connection:
        members = tuple(CommitteeMember(code=code, set_id=set_id) for code in (WEST, EAST))
        areas.put_committee(connection, AreaCommittee(id="both", name="Both", members=members))
        areas.put_committee(connection, AreaCommittee(id="west", name="West", members=members[:1]))
    whole, west = (run(district, replace(OFFICERS, committee=name)) for name in ("Both", "west"))
    assert [row.code for row in west.rows] == [WEST]
    assert west.conditions.area == "West committee"
    with district.register.writing() as connection:
        areas.put_committee(
            connection, AreaCommittee(id="w", name="Area Committee", members=members)
        )
    named = run(district, replace(OFFICERS, committee="w"))
    assert named.conditions.area == "Area Committee"
    assert whole.rows == run(district).rows
    with pytest.raises(NotFoundError, match="'Both', 'West'"):
        run(district, replace(OFFICERS, committee="North"))


def test_under_fives_on_a_weekday_need_a_weekday(district: House) -> None:
    for name, x, day in (("tots", 500, "TU"), ("sundays", 3000, "SU")):
        drawn = anchor(name, x, status=AnchorStatus.NONE)
        meets = Meeting(rrule=f"FREQ=WEEKLY;BYDAY={day}")
        at = replace(drawn.locations[0], meetings=(meets,))
        kept(district, replace(drawn, for_whom=ForWhom(min_age=0), locations=(at,)), AT)
    found = run(district, replace(OFFICERS, sought="under fives on a weekday"))
    assert {row.code: row.anchors for row in found.rows} == {WEST: 1, EAST: 0}


def test_a_committee_whose_areas_are_of_two_editions_at_once_is_told(district: House) -> None:
    other = BoundarySet(id="old", name="Old", kind=BoundaryKind.WARD, valid_from=date(2015, 5, 7))
    members = (
        CommitteeMember(code=WEST, set_id="wards-2026"),
        CommitteeMember(code="O1", set_id="old"),
    )
    with district.register.writing() as connection:
        areas.add_set(connection, other, [ward("O1", "Netwick", 600_000)])
        mixed = AreaCommittee(id="mixed", name="Mixed", members=members)
        areas.put_committee(connection, mixed)
    with pytest.raises(NotFoundError, match=r"several boundary sets on 22 November 2026: .*Old"):
        run(district, replace(OFFICERS, committee="Mixed"))
    assert [row.code for row in run(district, replace(OFFICERS, set_name="Old")).rows] == ["O1"]
    change = compare_boundaries(district, "Old", "Wards 2026", actor=OFFICER)
    (moved,) = change.moved
    assert (moved.name, moved.old_code, moved.new_name) == ("The mill", "", "Quayside")
    assert [(one.old_code, one.new_code, one.share_of_new) for one in change.overlaps] == [
        ("O1", WEST, 1.0)
    ]


def test_the_council_sets_its_own_reach_and_thresholds(district: House) -> None:
    house = replace(
        district, settings=replace(district.settings, gap_reach_urban_m=500.0, gap_detour=1.0)
    )
    found = run(house)
    assert found.conditions.settings.reach_urban_m == 500.0
    assert "500 m in town" in found.rows[0].why
    wrong = replace(district, settings=replace(district.settings, gap_deprivation_cuts="9 8 7 6"))
    with pytest.raises(SettingsError, match="four rising scores"):
        run(wrong)
