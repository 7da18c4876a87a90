from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.gaps.columns import Floats
from asset_map.gaps.reach import nearest_places
from asset_map.gaps.siting import covered, least_distance, most_covered
from asset_map.model.errors import InvalidSubmissionError
from tests.gaps.toy import places, residents

REACH = np.full(75, 800.0)
NOW = nearest_places(residents(), places()).distances_m
sites = st.lists(
    st.tuples(st.integers(0, 6000), st.integers(0, 2000)), min_size=2, max_size=7, unique=True
).map(lambda at: np.array(at, dtype=float))


def test_the_middle_of_the_ward_that_has_none_helps_most() -> None:
    # 13 points lie within 800 m of it, two of which the anchor next door reaches already.
    candidates = np.array([[5100.0, 900.0], [1000.0, 1000.0], [100.0, 100.0]])
    answer = most_covered(residents(), NOW, REACH, candidates, count=1)
    assert (answer.sites, answer.newly_within, answer.is_best) == ((1,), 11 * 600, True)
    assert answer.beyond_before == 31_200


@settings(max_examples=25)
@given(at=sites, count=st.integers(1, 3))
def test_no_other_choice_brings_more_people_within_reach(at: Floats, count: int) -> None:
    answer = most_covered(residents(), NOW, REACH, at, count=count)
    others = (
        covered(residents(), NOW, REACH, at, sites=some).newly_within
        for some in combinations(range(len(at)), min(count, len(at)))
    )
    assert answer.newly_within == max(others)


@settings(max_examples=25)
@given(at=sites)
def test_the_average_distance_never_grows_and_no_single_swap_would_help(at: Floats) -> None:
    answer = least_distance(residents(), NOW, REACH, at, count=1)
    assert answer.mean_m_after <= answer.mean_m_before
    assert answer.mean_m_after == pytest.approx(
        min(
            covered(residents(), NOW, REACH, at, sites=[one]).mean_m_after for one in range(len(at))
        )
    )
    assert not answer.is_best


def test_an_officers_own_choice_is_held_beside_it() -> None:
    candidates = np.array([[1000.0, 1000.0], [5000.0, 1000.0]])
    assert covered(residents(), NOW, REACH, candidates, sites=[1]).newly_within == 0


def test_no_sites_cannot_be_chosen_from() -> None:
    with pytest.raises(InvalidSubmissionError, match="give one or more"):
        most_covered(residents(), NOW, REACH, np.empty((0, 2)), count=1)
