from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely

from asset_map.demo.district import build_district
from asset_map.demo.files import boundary_files, write_files
from asset_map.demo.wards import FORMER_SET as FORMER
from asset_map.demo.wards import PRESENT_SET as PRESENT
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.area import Area
from asset_map.settings import ROOT

FOLDER = ROOT / "data" / "boundaries"
FILES = (
    "area_committees.csv",
    "demand_points.csv",
    "demonstration_postcodes.csv",
    "wards_2015.geojson",
    "wards_2026.geojson",
)


def shapes(areas: tuple[Area, ...]) -> list[shapely.Geometry]:
    return [shapely.from_wkb(area.assign_wkb) for area in areas]


def people_by_ward(areas: tuple[Area, ...]) -> Counter[str]:
    lookup = WardLookup(areas)
    people: Counter[str] = Counter()
    for point in build_district().demand_points:
        placement = lookup.place(point.easting, point.northing)
        assert placement.code is not None
        assert not placement.is_edge
        people[placement.code] += point.people
    return people


@pytest.mark.parametrize("set_id", [FORMER.id, PRESENT.id])
def test_wards_share_their_edges_without_slivers_or_overlaps(set_id: str) -> None:
    areas = build_district().areas[set_id]
    drawn = [shapely.from_wkb(area.draw_wkb) for area in areas]

    assert shapely.coverage_is_valid(shapes(areas))
    assert shapely.coverage_is_valid(drawn)
    assert shapely.is_valid([*shapes(areas), *drawn]).all()


def test_both_editions_cover_the_same_ground() -> None:
    former, present = (
        shapely.coverage_union_all(shapes(build_district().areas[one.id]))
        for one in (FORMER, PRESENT)
    )

    assert former.symmetric_difference(present).area < 1.0


@pytest.mark.parametrize("set_id", [FORMER.id, PRESENT.id])
def test_each_ward_is_one_piece_of_land_but_for_islands(set_id: str) -> None:
    mainland_pieces = [
        sum(part.area > 1_500_000 for part in shapely.get_parts(shape))
        for shape in shapes(build_district().areas[set_id])
    ]

    assert mainland_pieces == [1] * len(mainland_pieces)


@pytest.mark.parametrize("set_id", [FORMER.id, PRESENT.id])
def test_every_ward_has_a_believable_number_of_people(set_id: str) -> None:
    people = people_by_ward(build_district().areas[set_id])

    assert len(people) == len(build_district().areas[set_id]) >= 26
    assert all(2_500 <= number <= 9_000 for number in people.values())


def test_the_present_wards_really_differ_from_the_former() -> None:
    former, present = (
        {area.name: area for area in build_district().areas[one.id]} for one in (FORMER, PRESENT)
    )
    kept = set(former) & set(present)

    assert not {area.code for area in former.values()} & {area.code for area in present.values()}
    assert 15 <= len(kept) < len(present)
    assert any(former[name].assign_wkb != present[name].assign_wkb for name in kept)
    assert any(len(area.predecessor_codes) > 1 for area in present.values())
    assert present["Harbour"].predecessor_codes == present["Fishergate"].predecessor_codes
    assert present["Harbour"].predecessor_codes == (former["Haven"].code,)


def test_four_committees_share_out_the_wards_of_both_editions() -> None:
    for one in (FORMER, PRESENT):
        members = [
            member.code
            for committee in build_district().committees
            for member in committee.members
            if member.set_id == one.id
        ]
        assert sorted(members) == sorted(area.code for area in build_district().areas[one.id])
    assert len(build_district().committees) == 4
    assert FORMER.valid_to is not None
    assert (PRESENT.valid_from - FORMER.valid_to).days == 1


def test_the_district_lies_in_the_sea_where_nobody_takes_it_for_real() -> None:
    bounds = shapely.total_bounds(
        [shapely.from_wkb(area.draw_wkb) for area in build_district().areas[PRESENT.id]]
    )

    assert 1.0 < bounds[0] < bounds[2] < 1.5
    assert 54.4 < bounds[1] < bounds[3] < 54.6


def test_every_postcode_lies_in_a_ward_and_is_no_real_one() -> None:
    lookup = WardLookup(build_district().areas[PRESENT.id])

    assert 1_400 < len(build_district().postcodes) < 1_700
    assert all(code.startswith("ZZ") and len(code) == 7 for code in build_district().postcodes)
    assert all(
        lookup.place(grid.easting, grid.northing).code is not None
        for grid in build_district().postcodes.values()
    )


def test_every_settlement_lies_in_its_ward() -> None:
    lookup = WardLookup(build_district().areas[PRESENT.id])

    assert all(
        lookup.place(one.grid.easting, one.grid.northing).code == one.ward_code
        for one in build_district().settlements
    )


def test_committees_meet_on_tuesdays() -> None:
    meetings = build_district().committees[0].meetings

    assert date(2026, 7, 14) in meetings
    assert {day.weekday() for day in meetings} == {1}


def test_building_it_twice_gives_the_same_district() -> None:
    assert build_district.__wrapped__() == build_district()


@pytest.mark.parametrize("name", FILES)
def test_the_committed_files_are_what_the_generator_writes(name: str) -> None:
    committed = (FOLDER / name).read_bytes()

    assert committed == boundary_files(build_district())[name]
    assert len(committed) < 400_000


def test_the_files_are_written_under_their_names(tmp_path: Path) -> None:
    write_files(tmp_path, boundary_files(build_district()))

    assert sorted(path.name for path in tmp_path.iterdir()) == list(FILES)


def test_the_boundary_folder_says_where_its_files_come_from() -> None:
    told = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")

    assert "wholly fictional" in told
    assert all(f"`{name}`" in told for name in FILES)
    assert sorted(path.name for path in FOLDER.iterdir()) == ["SOURCE.md", *FILES]
