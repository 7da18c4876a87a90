"""Which functions a ward goes without (M9): names beat scores."""

from collections.abc import Mapping, Sequence

import numpy as np

from asset_map.gaps.columns import Floats, Places, Residents, mean_by_ward
from asset_map.gaps.reach import Nearest, is_beyond, nearest_places, weights
from asset_map.model.asset import Function
from asset_map.model.gap import GapSettings

__all__ = ["nearest_of_each", "not_within_reach", "shares_within_reach"]


def nearest_of_each(
    residents: Residents, places: Mapping[Function, Places]
) -> dict[Function, Nearest]:
    """Return the nearest place of each function from each point."""
    return {one: nearest_places(residents, places.get(one, Places())) for one in Function}


def shares_within_reach(
    nearest: Mapping[Function, Nearest],
    residents: Residents,
    reach_m: Floats,
    settings: GapSettings,
    count: int,
) -> Floats:
    """Return the share of each ward's residents (columns) in reach of each function (rows)."""
    weight = weights(residents, count)
    within = [
        mean_by_ward(
            (~is_beyond(nearest[one], reach_m, settings)).astype(np.float64),
            weight,
            residents.wards,
            count,
        )
        for one in Function
    ]
    return np.asarray(within)


def not_within_reach(shares: Floats, *, function_share: float) -> Sequence[tuple[Function, ...]]:
    """Return, for each ward, the functions that less than that share of its residents reach."""
    every = tuple(Function)
    # The same few of them are lacking in many wards: each pattern is written out once.
    patterns = ((shares < function_share).T @ (1 << np.arange(len(every)))).tolist()
    named = {
        pattern: tuple(one for place, one in enumerate(every) if pattern >> place & 1)
        for pattern in set(patterns)
    }
    return [named[pattern] for pattern in patterns]
