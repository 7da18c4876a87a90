"""
What comes by: hours of buses, vans and visiting desks (M11).

A stop of 45 minutes a fortnight is a hundredth of a place open 35 hours a week, so it
never cancels a gap by arithmetic: visiting has a class and hours of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from asset_map.gaps.catchment import pairs_within
from asset_map.gaps.columns import Floats, Places, Residents, mean_by_ward
from asset_map.gaps.reach import weights
from asset_map.model.times import Stop, StopState
from asset_map.schedule.recurrence import occurrences

__all__ = ["hours_by_ward", "hours_in_28_days"]

_DAYS = 28
# Thirteen times 28 days: long enough for a rule of months to come out even.
_PERIODS = 13


def hours_in_28_days(stop: Stop, *, on: date) -> float | None:
    """
    Return the hours that a stop is called at in 28 days, as its rule stands on a day.

    The year ahead is worked out and shared out evenly. 0 when it is not active that day,
    or outside of ``valid_from`` and ``valid_to``; None when nobody said how long it stays.
    """
    begins, ends = stop.valid_from or stop.starts_on or on, stop.valid_to or on
    if stop.state is not StopState.ACTIVE or not begins <= on <= ends:
        return 0.0
    if stop.arrives is None or stop.departs is None:
        return None
    last = on + timedelta(days=_DAYS * _PERIODS - 1)
    # The stop may end soon, but while it is called at it is called at as often as its rule says.
    visits = occurrences(replace(stop, valid_to=None), between=(on, last))
    stays = [visit.ends - visit.starts for visit in visits if visit.starts and visit.ends]
    return sum(stay.total_seconds() for stay in stays) / 3600 / _PERIODS


def hours_by_ward(
    residents: Residents,
    stops: Places,
    hours: Sequence[float] | Floats,
    reach_m: Floats,
    count: int,
) -> Floats:
    """
    Return M11: the hours in 28 days that come within reach of a resident, on average.

    H_w = sum p_i h_i / sum p_i, h_i the hours of all stops within the reach of point i.
    """
    points, rows, metres = pairs_within(residents, stops, float(reach_m.max(initial=0.0)))
    within = metres <= reach_m[points]
    came = np.asarray(hours, dtype=np.float64)[rows[within]]
    hours_at = np.bincount(points[within], weights=came, minlength=len(residents))
    at_point = np.asarray(hours_at, dtype=np.float64)
    weight = weights(residents, count)
    return mean_by_ward(at_point, weight, residents.wards, count, of_nothing=0.0)
