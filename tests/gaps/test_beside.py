"""Functions, deprivation and connections: what stands beside the gap."""

from datetime import date

import numpy as np
import pytest

from asset_map.gaps.counts import shortfall
from asset_map.gaps.linking import Linking, share_crossing, unlinked
from asset_map.gaps.need import fifths_of, grid, grid_of_rows, score_by_ward, share_most_deprived
from asset_map.gaps.rows import Known
from asset_map.model.asset import Function
from asset_map.model.gap import GapSettings
from tests.gaps.test_golden_district import run
from tests.gaps.toy import places, residents


def test_a_function_is_missing_only_where_somebody_looked_and_found_none() -> None:
    known = Known(
        said_on={"A": date(2026, 5, 3)},
        found_none=frozenset({("A", Function.FOOD), ("C", Function.MEETING_SPACE)}),
    )
    found = run(known=known, by_function={Function.MEETING_SPACE: places({"hall": (5000, 1000)})})
    assert found["A"].missing == (Function.FOOD,)
    assert Function.FOOD not in found["A"].none_recorded
    assert Function.MEETING_SPACE in found["A"].none_recorded
    # 52 % of C live near the hall, so what was once not found is there now.
    assert Function.MEETING_SPACE not in (*found["C"].missing, *found["C"].none_recorded)


def test_scores_are_averaged_over_residents() -> None:
    assert score_by_ward(residents(), 3).tolist() == [40.0, 20.0, 10.0]


def test_fifths_are_of_the_people_counted_unless_cuts_are_given() -> None:
    scores, people = np.array([50.0, 40.0, 30.0, 20.0, 10.0, np.nan]), np.full(6, 100.0)
    assert fifths_of(scores, people, GapSettings()).tolist() == [1, 2, 3, 4, 5, 0]
    cuts = GapSettings(deprivation_cuts=(5.0, 6.0, 7.0, 35.0))
    assert fifths_of(scores, people, cuts).tolist() == [1, 1, 2, 2, 2, 0]
    shares = share_most_deprived(residents(), cuts, 3)
    assert shares.tolist() == [1.0, 0.0, 0.0]


def test_the_grid_holds_every_ward_whose_deprivation_is_known_once() -> None:
    cells = grid(np.array([0.84, 0.76, 0.0, 1.0, 0.5]), np.array([1, 2, 5, 5, 0]))
    assert cells[4][0] == [0]
    assert cells[3][1] == [1]
    assert cells[0][4] == [2]
    assert cells[4][4] == [3]
    assert sum(len(cell) for row in cells for cell in row) == 4


def test_the_rows_of_a_run_stand_in_the_grid() -> None:
    rows = tuple(run().values())
    cells = grid_of_rows(rows, GapSettings())
    there = {
        row.code: (step, fifth)
        for step, line in enumerate(cells)
        for fifth, cell in enumerate(line)
        for row in cell
    }
    # 84, 76 and 48 % beyond reach; A is the most deprived third of the residents, C the least.
    assert there == {"A": (4, 0), "B": (3, 2), "C": (2, 4)}


def test_a_standard_of_one_for_four_thousand_leaves_a_shortfall() -> None:
    short = shortfall(
        np.array([0, 2, 1]), np.array([10_000.0, 4_000.0, 6_000.0]), people_per_facility=4_000
    )
    assert short.tolist() == [2.5, 0.0, 0.5]


def test_groups_without_a_live_connection_are_counted_by_ward() -> None:
    linking = Linking(
        groups=np.array([(0, 0), (0, 1), (1, 2), (-1, 3)]),
        is_linked=np.array([True, False, False, False]),
        link_wards=np.array([(0, 0), (0, 1), (0, -1)]),
        link_sectors=np.array([(1, 1), (1, 1), (1, 2)]),
    )
    alone, share = unlinked(linking, 3)
    assert alone.tolist() == [1, 1, 0]
    assert share.tolist() == pytest.approx([0.5, 1.0, np.nan], nan_ok=True)
    assert share_crossing(linking, 3).tolist() == pytest.approx([2 / 3, 1.0, np.nan], nan_ok=True)
