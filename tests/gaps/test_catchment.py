"""The floating catchments against PySAL's access package, whose frames must be indexed by id."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.gaps.catchment import access
from tests.gaps.toy import places, residents

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from access.fca import two_stage_fca
    from access.weights import step_fn


@settings(max_examples=20)
@given(
    at=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 2000)), min_size=1, max_size=6),
    steps=st.sampled_from([[(1600.0, 1.0)], [(400.0, 1.0), (800.0, 0.68), (1600.0, 0.22)]]),
)
def test_catchments_equal_those_of_access(
    at: list[tuple[int, int]], steps: list[tuple[float, float]]
) -> None:
    people, there = residents(), places({f"a{n}": point for n, point in enumerate(at)})
    demand = pd.DataFrame({"people": people.people}, index=pd.Index(people.codes, name="id"))
    supply = pd.DataFrame({"places": 1.0}, index=pd.Index(there.ids, name="id"))
    apart = np.hypot(*(people.points_m[:, None] - there.points_m[None]).transpose(2, 0, 1))
    cost = pd.DataFrame(
        {
            "origin": np.repeat(people.codes, len(there)),
            "dest": np.tile(there.ids, len(people)),
            "cost": apart.ravel(),
        }
    )
    theirs = two_stage_fca(
        demand, supply, cost, max_cost=1600.0, weight_fn=step_fn(dict(steps)),
        demand_name="people", supply_name="places", demand_index=True, supply_index=True,
    )  # fmt: skip
    ours = pd.Series(access(people, there, steps), index=people.codes)
    assert ours.sum() > 0
    assert ours.to_numpy() == pytest.approx(theirs.reindex(people.codes).fillna(0.0).to_numpy())
