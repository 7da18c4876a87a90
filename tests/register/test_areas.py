from dataclasses import replace
from datetime import date

import pytest

from asset_map.model.area import (
    Area,
    AreaCommittee,
    BoundaryKind,
    CommitteeMember,
    DemandPoint,
    Placement,
)
from asset_map.model.errors import BoundaryError, ConflictError, NotFoundError
from asset_map.model.location import GridPoint
from asset_map.register import areas
from asset_map.register.engine import Register
from tests.register.drawn import EAST, NOW, OLD_WARDS, WARDS, WEST, asset, place, save, use_wards

DRAWN = [
    Area(
        set_id=WARDS.id,
        code=WEST,
        name="St. Mary's & Quay",
        district_code="E07999001",
        district_name="Doggerby",
        predecessor_codes=("E05888001", "E05888002"),
        assign_wkb=b"\x01\x00assign",
        draw_wkb=b"\x00draw",
    ),
    Area(set_id=WARDS.id, code=EAST, name="East"),
]


def test_a_set_and_its_areas_are_read_back_as_they_were(register: Register) -> None:
    with register.writing() as connection:
        areas.add_set(connection, WARDS, DRAWN)
    with register.reading() as connection:
        assert areas.sets(connection) == [WARDS]
        assert areas.areas_of(connection, WARDS.id) == DRAWN
        assert areas.count_of(connection, WARDS.id) == 2
        assert areas.names_of(connection, WARDS.id) == [
            (WEST, "St. Mary's & Quay", "Doggerby"),
            (EAST, "East", ""),
        ]


def test_two_areas_with_one_code_are_refused_and_nothing_is_kept(register: Register) -> None:
    with register.writing() as connection:
        with pytest.raises(BoundaryError, match="2 areas but only 1 codes"):
            areas.add_set(connection, WARDS, [DRAWN[0], DRAWN[0]])
        assert areas.sets(connection) == []


def test_sets_stand_by_kind_and_age(register: Register) -> None:
    divisions = replace(WARDS, id="divisions", kind=BoundaryKind.DIVISION)
    with register.writing() as connection:
        for one in (WARDS, divisions, OLD_WARDS):
            areas.add_set(connection, one, [])
        assert areas.sets(connection) == [divisions, OLD_WARDS, WARDS]


def test_each_kind_has_its_own_set_in_use(register: Register) -> None:
    divisions = replace(WARDS, id="divisions", kind=BoundaryKind.DIVISION)
    with register.writing() as connection:
        assert areas.set_in_use(connection) is None
        for one in (OLD_WARDS, WARDS, divisions):
            areas.add_set(connection, one, [])
            areas.use_set(connection, one.id, by="Ward officer", at=NOW)
        assert areas.set_in_use(connection) == WARDS
        assert areas.set_in_use(connection, BoundaryKind.DIVISION) == divisions
        assert areas.set_in_use(connection, BoundaryKind.PARISH) is None


def test_a_set_that_is_not_there_cannot_be_used(register: Register) -> None:
    with register.writing() as connection, pytest.raises(NotFoundError, match="'nowhere'"):
        areas.use_set(connection, "nowhere", by="Ward officer", at=NOW)


def test_every_placed_location_is_given_to_be_placed_anew(register: Register) -> None:
    exact = place("exact", grid=GridPoint(easting=1.5, northing=2.5), accuracy_m=None)
    with register.writing() as connection:
        assert areas.points(connection).asset_ids == ()
        save(connection, asset("a", locations=(place("nowhere", point=None, grid=None), exact)))
        save(connection, asset("b", locations=(place("hall"),)))
        points = areas.points(connection)
    assert (points.asset_ids, points.location_ids) == (("a", "b"), ("exact", "hall"))
    assert (points.eastings, points.northings) == ((1.5, 607_000.0), (2.5, 510_000.0))
    assert str(points.accuracies_m) == "(nan, 5.0)"


def test_where_each_place_lies_is_kept_with_its_doubts(register: Register) -> None:
    edge = Placement(code=WEST, is_edge=True, could_be=(EAST,))
    outside = Placement(code=None)
    with register.writing() as connection:
        use_wards(connection)
        save(connection, asset("a", locations=(place("hall"), place("pier"))))
        areas.replace_placements(
            connection, WARDS.id, [("a", "hall", edge), ("a", "pier", outside)]
        )
        assert areas.placements_of(connection, "a") == {"hall": edge, "pier": outside}
        areas.replace_placements(connection, WARDS.id, [("a", "hall", outside)])
        assert areas.placements_of(connection, "a") == {"hall": outside}


def test_an_area_of_another_set_is_refused(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        save(connection, asset("a", locations=(place("hall"),)))
        with pytest.raises(ConflictError, match="'E05888001'"):
            areas.replace_placements(
                connection, WARDS.id, [("a", "hall", Placement(code="E05888001"))]
            )


def test_nothing_is_placed_that_is_not_in_the_register(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        with pytest.raises(NotFoundError, match="'ghost'"):
            areas.replace_placements(connection, WARDS.id, [("ghost", "p", Placement(code=WEST))])


def test_an_edit_keeps_what_was_worked_out_for_places_that_stay(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        saved = save(connection, asset(locations=(place("hall"), place("moves"))))
        old = [("knitters", one, Placement(code="E05888001")) for one in ("hall", "moves")]
        use_wards(connection, OLD_WARDS)
        areas.replace_placements(connection, OLD_WARDS.id, old)
        areas.use_set(connection, WARDS.id, by="Ward officer", at=NOW)
        moved = place("moves", grid=GridPoint(easting=1.0, northing=2.0))
        save(connection, replace(saved, locations=(place("hall"), moved)))
        areas.use_set(connection, OLD_WARDS.id, by="Ward officer", at=NOW)
        assert set(areas.placements_of(connection, "knitters")) == {"hall"}


def test_a_committee_is_read_back_and_can_be_changed(register: Register) -> None:
    committee = AreaCommittee(
        id="quay",
        name="Quay and Marsh",
        council="Doggerby",
        basis="wards",
        members=(
            CommitteeMember(code=EAST, set_id=WARDS.id, from_day=date(2026, 5, 7)),
            CommitteeMember(code=WEST, set_id=WARDS.id, to_day=date(2026, 5, 6)),
        ),
        meetings=(date(2026, 12, 1), date(2027, 2, 2)),
    )
    with register.writing() as connection:
        use_wards(connection)
        areas.put_committee(connection, replace(committee, name="Quay", members=()))
        areas.put_committee(connection, committee)
        areas.put_committee(connection, AreaCommittee(id="hill", name="Hill"))
    with register.reading() as connection:
        assert areas.committees(connection) == [AreaCommittee(id="hill", name="Hill"), committee]
        assert areas.committees(connection, on=date(2026, 5, 7)) == [committee]
        assert areas.committees(connection, on=date(2027, 1, 1)) == [committee]


def test_a_committee_without_an_area_on_a_day_is_not_there(register: Register) -> None:
    ended = CommitteeMember(code=EAST, set_id=WARDS.id, to_day=date(2026, 5, 6))
    with register.writing() as connection:
        use_wards(connection)
        areas.put_committee(connection, AreaCommittee(id="old", name="Old", members=(ended,)))
        assert areas.committees(connection, on=date(2026, 5, 7)) == []
        assert len(areas.committees(connection, on=date(2026, 5, 6))) == 1


def test_demand_points_know_their_ward_of_each_set(register: Register) -> None:
    points = [
        DemandPoint(code="p1", easting=1.0, northing=2.0, people=600, deprivation_score=21.5),
        DemandPoint(code="p2", easting=3.0, northing=4.0, people=0, is_rural=True),
    ]
    west, nowhere = Placement(code=WEST, is_edge=True, could_be=(EAST,)), Placement(code=None)
    with register.writing() as connection:
        use_wards(connection)
        areas.put_demand_points(connection, points)
        areas.place_demand(connection, WARDS.id, [("p1", west), ("p2", nowhere)])
    with register.reading() as connection:
        assert areas.demand_points(connection) == points
        assert areas.demand_of(connection, WARDS.id) == [(points[0], west), (points[1], nowhere)]
        assert areas.demand_of(connection, "another set") == []
    with register.writing() as connection:
        areas.put_demand_points(connection, points[:1])
        assert areas.demand_points(connection) == points[:1]
        assert areas.demand_of(connection, WARDS.id) == []


def test_every_change_of_areas_moves_the_number_that_caches_watch(register: Register) -> None:
    numbers = []
    with register.writing() as connection:
        use_wards(connection)
        numbers.append(register.change_count(connection))
        areas.put_committee(connection, AreaCommittee(id="hill", name="Hill"))
        numbers.append(register.change_count(connection))
        areas.replace_placements(connection, WARDS.id, [])
        numbers.append(register.change_count(connection))
    assert numbers == sorted(set(numbers))
