from pathlib import Path

import numpy as np
import pytest
import shapely

from asset_map.gaps.columns import Rows, Wards
from asset_map.gaps.overlap import Overlap, carried_found_none, carried_statuses, overlaps
from asset_map.geography.boundary_files import read_boundaries
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.asset import Function
from asset_map.model.gap import MappingStatus

OLD = Wards(
    codes=("old-1", "old-2"),
    names=("One", "Two"),
    districts=("",) * 2,
    shapes=np.array([shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)]),
)
NEW = Wards(
    codes=("new-1", "new-2"),
    names=("Uno", "Due"),
    districts=("",) * 2,
    shapes=np.array([shapely.box(0, 0, 600, 1000), shapely.box(600, 0, 2001, 1000)]),
)
# Three points: 100 people stay in the west, 300 move from the west to the east, 200 stay there.
POINTS = np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([100.0, 300.0, 200.0])


def _found() -> tuple[Overlap, ...]:
    return overlaps(OLD, NEW, POINTS, predecessors={"new-1": ["old-1"]})


def test_overlaps_are_measured_by_land_and_by_people() -> None:
    told = [
        (one.old_code, one.new_code, one.share_of_old_area, one.share_of_old, one.share_of_new)
        for one in _found()
    ]
    assert told == [
        ("old-1", "new-2", 0.4, 0.75, 0.6),
        ("old-1", "new-1", 0.6, 0.25, 1.0),
        ("old-2", "new-2", 1.0, 1.0, 0.4),
    ]
    assert [one.is_named for one in _found()] == [False, True, False]


def test_the_status_of_most_residents_is_carried_over() -> None:
    statuses = {"old-1": MappingStatus.MAPPED, "old-2": MappingStatus.CONFIRMED}
    carried = {
        one.code: one.status for one in carried_statuses(_found(), statuses, carried_share=0.5)
    }
    assert carried == {"new-1": MappingStatus.MAPPED, "new-2": MappingStatus.MAPPED}
    half = {
        one.code: one.status
        for one in carried_statuses(_found(), {"old-2": MappingStatus.CONFIRMED}, carried_share=0.5)
    }
    assert half == {"new-1": MappingStatus.NOT_STARTED, "new-2": MappingStatus.NOT_STARTED}


def test_looked_and_found_none_is_carried_where_most_residents_were_meant() -> None:
    none = frozenset({("old-1", Function.FOOD), ("old-2", Function.YOUTH)})
    carried = carried_found_none(_found(), none, carried_share=0.5)
    assert carried == {("new-1", Function.FOOD), ("new-2", Function.FOOD)}


@pytest.mark.real_data
def test_charnwoods_wards_of_2013_are_found_again_in_2025(real_data: Path) -> None:
    demand = np.genfromtxt(
        real_data / "demand_points_lsoa_2021.csv", delimiter=",", skip_header=1, usecols=(1, 2, 3)
    )
    sets: list[Wards] = []
    placed: list[Rows] = []
    for name, code in (("wards_2013_charnwood", ""), ("wards_2025_east_midlands", "E07000130")):
        areas = [
            area
            for area in read_boundaries(real_data / f"{name}.geojson", set_id=name).areas
            if not code or area.district_code == code
        ]
        shapes = shapely.from_wkb([area.assign_wkb for area in areas])
        codes = tuple(area.code for area in areas)
        sets.append(Wards(codes=codes, names=codes, districts=codes, shapes=shapes))
        lookup = WardLookup(areas).place_many(demand[:, 0], demand[:, 1]).codes
        placed.append(np.array([codes.index(c) if c else -1 for c in lookup]))
    found = overlaps(sets[0], sets[1], (placed[0], placed[1], demand[:, 2]))
    assert (len(sets[0]), len(sets[1])) == (28, 24)
    assert {one.old_code for one in found} == set(sets[0].codes)
    for code in sets[1].codes:
        assert sum(one.share_of_new_area for one in found if one.new_code == code) == pytest.approx(
            1, abs=0.02
        )
    both = (placed[0] >= 0) & (placed[1] >= 0)
    assert sum(one.people for one in found) == demand[both, 2].sum() > 170_000
    # Every ward mapped before is mapped after, whichever way the people moved.
    carried = carried_statuses(
        found, dict.fromkeys(sets[0].codes, MappingStatus.MAPPED), carried_share=0.5
    )
    assert {one.status for one in carried} == {MappingStatus.MAPPED}
