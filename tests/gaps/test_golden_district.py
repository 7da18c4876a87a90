"""The toy district of the domain's section 4.2, to the digit."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from asset_map.gaps.catchment import access
from asset_map.gaps.measure import measure, prepare
from asset_map.gaps.rows import Known, rows, standing
from asset_map.gaps.sentences import Sought
from asset_map.model.gap import GapClass, GapRow, GapSettings, MappingStatus
from tests.gaps.toy import district, places, residents

NOTHING_SAID = Known(said_on={}, found_none=frozenset())


def run(
    settings: GapSettings | None = None, known: Known = NOTHING_SAID, **changed: object
) -> dict[str, GapRow]:
    """The rows of the district by code."""
    settings = settings or GapSettings()
    prepared = prepare(district(**changed))
    found = rows(
        prepared,
        measure(prepared, settings),
        standing(prepared, settings, sought=Sought(), known=known),
        settings,
    )
    return {row.code: row for row in found}


def column(found: dict[str, GapRow], name: str) -> list[object]:
    return [getattr(found[code], name) for code in "ABC"]


def test_the_table_of_the_toy_district_is_matched_to_the_digit() -> None:
    found = run()
    assert column(found, "anchors") == [0, 1, 1]
    assert column(found, "assets_near") == [1, 2, 1]
    assert column(found, "assets_near_per_1000") == [0.0667, 0.1333, 0.0667]
    assert column(found, "mean_m") == [1260.8, 1006.8, 749.7]
    assert column(found, "walk_minutes") == [20.5, 16.4, 12.2]
    assert column(found, "residents") == [15_000] * 3
    assert column(found, "residents_beyond_reach") == [12_600, 11_400, 7_200]
    assert column(found, "share_beyond_reach") == [0.84, 0.76, 0.48]
    assert column(found, "catchment") == pytest.approx([0.316, 0.480, 0.538], abs=5e-4)
    assert column(found, "catchment_stepped") == pytest.approx([0.300, 0.428, 0.606], abs=5e-4)


def test_a_detour_leaves_fewer_within_reach() -> None:
    found = run(GapSettings(is_reach_walked=True))
    assert [1 - row for row in column(found, "share_beyond_reach")] == pytest.approx(  # type: ignore[operator]
        [0.12, 0.16, 0.36]
    )


def test_the_gap_next_to_an_anchor_is_explained() -> None:
    found = run(known=Known(said_on={"A": date(2026, 5, 3)}, found_none=frozenset()))
    assert found["A"].gap_class is GapClass.GAP
    assert found["A"].why == (
        "No recognised anchor organisation is recorded inside. 12,600 residents (84%) live beyond "
        "reach of one (800 m in town, 1,600 m in the country, in a straight line). The nearest is "
        "a1, 100 m over the boundary in Birch, 2 minutes' walk; residents live 1.3 km from one on "
        "average, 20 minutes' walk. "
        "Somebody last looked on 3 May 2026."
    )
    assert found["A"].nearest_over is not None
    assert found["A"].nearest_over.over_boundary_m == 100.0


def test_an_anchored_ward_whose_people_live_far_off_is_marked() -> None:
    found = run()
    assert column(found, "gap_class")[1:] == [GapClass.ANCHORED, GapClass.ANCHORED]
    assert column(found, "is_mostly_beyond") == [False, True, False]


@pytest.mark.parametrize(("accuracy_m", "flagged"), [(50, []), (100, ["A", "B"])])
def test_an_anchor_within_its_accuracy_of_an_edge_raises_the_flag(
    accuracy_m: float, flagged: list[str]
) -> None:
    found = run(sought=places(accuracy_m=accuracy_m))
    assert [code for code in "ABC" if found[code].is_edge] == flagged


def test_officers_read_gaps_first_and_unmapped_wards_last() -> None:
    statuses = (MappingStatus.NOT_STARTED, MappingStatus.MAPPED, MappingStatus.CONFIRMED)
    found = run(statuses=statuses, sought=places({"a2": (5000, 1000)}))
    assert list(found) == ["B", "C", "A"]
    assert found["A"].gap_class is GapClass.NOT_YET_MAPPED
    assert found["A"].why.startswith("Not yet mapped (not started)")


def test_candidates_are_named_beside_the_gap() -> None:
    found = run(candidates=places({"Old Mill": (500, 500)}))
    assert found["A"].candidates == ("Old Mill",)
    assert "1 candidate waits for a decision: Old Mill." in found["A"].why


def test_the_rural_reach_is_of_the_points_own_class() -> None:
    everyone_rural = run(residents=residents(rural=range(75)))
    assert (
        everyone_rural["A"].residents_beyond_reach
        == run(GapSettings(reach_m=1600))["A"].residents_beyond_reach
    )
    assert (
        run(GapSettings(reach_m=800), residents=residents(rural=range(75)))[
            "A"
        ].residents_beyond_reach
        == 12_600
    )


def test_without_people_wards_are_counted_and_no_number_of_people_is_made_up() -> None:
    found = run(residents=residents(people=0))
    assert column(found, "residents") == [None] * 3
    assert column(found, "residents_beyond_reach") == [None] * 3
    assert column(found, "share_beyond_reach") == [0.84, 0.76, 0.48]
    assert column(found, "rate") == [None] * 3


def test_nobody_living_in_a_ward_is_a_number_and_no_point_in_it_is_none() -> None:
    lived_in = residents()
    people = np.where(lived_in.wards == 0, 0.0, lived_in.people)
    found = run(residents=replace(lived_in, people=people))
    assert (found["A"].residents, found["A"].residents_beyond_reach) == (0, 0)
    assert "nobody is counted as living there" in found["A"].why
    assert found["A"].rate is None
    assert "on average" not in found["A"].why
    elsewhere = replace(lived_in, wards=np.where(lived_in.wards == 0, -1, lived_in.wards))
    found = run(residents=elsewhere)
    assert (found["A"].residents, found["A"].residents_beyond_reach) == (None, None)
    assert found["B"].residents == 15_000


def test_with_no_anchor_at_all_everybody_is_beyond_reach_and_nothing_is_measured() -> None:
    found = run(sought=places({}))
    assert column(found, "residents_beyond_reach") == [15_000] * 3
    assert column(found, "mean_m") == [None] * 3
    assert "None is recorded anywhere near." in found["B"].why


def test_what_each_resident_has_of_an_anchor_adds_up_to_the_anchors() -> None:
    people = residents()
    for steps in ([(1600.0, 1.0)], GapSettings().catchment_steps):
        assert float(np.sum(people.people * access(people, places(), steps))) == pytest.approx(2.0)
