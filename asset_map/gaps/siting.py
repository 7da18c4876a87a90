"""
Where would the next one help most? For stops, rooms and services: anchors are grown, not sited.

Maximal covering (Church and ReVelle 1974) is solved exactly; the p-median (Hakimi 1964) by
greedy choice and swaps (Teitz and Bart 1968), which is approximate and called so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, hstack
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from asset_map.gaps.columns import Flags, Floats, Residents, Rows
from asset_map.model.errors import InvalidSubmissionError

__all__ = ["Siting", "covered", "least_distance", "most_covered"]

_SECONDS = 20.0
# Some hundred megabytes of distances.
_MOST_PAIRS = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Siting:
    """
    The sites chosen, as rows of the candidates, beside doing nothing.

    ``beyond_before`` and ``beyond_after`` are residents beyond reach; ``mean_m_before``
    and ``mean_m_after`` how far all live from the nearest one, on average, in metres.
    ``is_best`` says that no other choice brings more within reach.
    """

    sites: tuple[int, ...]
    beyond_before: int
    beyond_after: int
    mean_m_before: float
    mean_m_after: float
    is_best: bool

    @property
    def newly_within(self) -> int:
        """How many more residents have one within reach."""
        return self.beyond_before - self.beyond_after


def most_covered(
    residents: Residents, distances_m: Floats, reach_m: Floats, sites_m: Floats, *, count: int
) -> Siting:
    """
    Return the sites that bring most residents within reach.

    Parameters
    ----------
    distances_m, reach_m
        How far each point is from the nearest one there is now, and its reach.
    sites_m
        A row for each candidate site: easting, northing in EPSG:27700 (metres).
    count
        How many new ones there are to be.
    """
    _check(sites_m, count)
    points, sites = _pairs(residents, distances_m > reach_m, reach_m, sites_m)
    if not len(points):
        return covered(residents, distances_m, reach_m, sites_m, sites=(), is_best=True)
    people, where = _alike(points, sites, residents.people, len(sites_m))
    chosen, is_best = _solved(people, where, count)
    return covered(residents, distances_m, reach_m, sites_m, sites=chosen, is_best=is_best)


def least_distance(
    residents: Residents, distances_m: Floats, reach_m: Floats, sites_m: Floats, *, count: int
) -> Siting:
    """Return sites that bring the average distance down, approximately: greedy, then swaps."""
    _check(sites_m, count)
    if len(residents) * len(sites_m) > _MOST_PAIRS:
        message = (
            f"{len(sites_m):,} sites for {len(residents):,} points are too many to compare; "
            "ask for one district or fewer sites."
        )
        raise InvalidSubmissionError(message)
    # Where there is none yet, as far as the farthest site.
    to_site = cdist(residents.points_m, sites_m)
    start = np.minimum(distances_m, to_site.max(initial=0.0))
    chosen: list[int] = []
    for _ in range(min(count, len(sites_m))):
        chosen.append(_best_next(residents.people, start, to_site, chosen))
    chosen = _swapped(residents.people, start, to_site, chosen)
    return covered(
        residents, distances_m, reach_m, sites_m, sites=tuple(sorted(chosen)), is_best=False
    )


def covered(
    residents: Residents,
    distances_m: Floats,
    reach_m: Floats,
    sites_m: Floats,
    *,
    sites: Sequence[int],
    is_best: bool = False,
) -> Siting:
    """Return what some sites come to: an officer's own choice, or none at all."""
    after = distances_m
    if sites:
        nearest, _ = cKDTree(sites_m[list(sites)]).query(residents.points_m)
        after = np.minimum(distances_m, nearest)
    return Siting(
        sites=tuple(sites),
        beyond_before=_people(residents, distances_m > reach_m),
        beyond_after=_people(residents, after > reach_m),
        mean_m_before=_mean(residents, distances_m),
        mean_m_after=_mean(residents, after),
        is_best=is_best,
    )


def _check(sites_m: Floats, count: int) -> None:
    if count < 1 or not len(sites_m):
        message = f"To place {count} among {len(sites_m):,} sites cannot be done; give one or more."
        raise InvalidSubmissionError(message)


def _people(residents: Residents, chosen: Flags) -> int:
    return round(float(residents.people[chosen].sum()))


def _mean(residents: Residents, distances_m: Floats) -> float:
    lived = residents.people > 0
    if not lived.any():
        return float("nan")
    return float(np.average(distances_m[lived], weights=residents.people[lived]))


def _pairs(
    residents: Residents, is_open: Flags, reach_m: Floats, sites_m: Floats
) -> tuple[Rows, Rows]:
    """Return each point in want, with the sites that would be within its reach."""
    wanting = np.flatnonzero(is_open & (residents.people > 0))
    found = cKDTree(residents.points_m[wanting]).sparse_distance_matrix(
        cKDTree(sites_m), float(reach_m[wanting].max(initial=0.0)), output_type="ndarray"
    )
    points, sites = wanting[found["i"]], found["j"].astype(np.int64)
    near = found["v"] <= reach_m[points]
    return points[near], sites[near]


def _alike(points: Rows, sites: Rows, people: Floats, count: int) -> tuple[Floats, coo_array]:
    """Join the points that the same sites reach: what they stand for is their people."""
    order = np.lexsort((sites, points))
    points, sites = points[order], sites[order]
    starts = np.flatnonzero(np.diff(points, prepend=-1))
    groups: dict[bytes, int] = {}
    joined: list[float] = []
    rows: list[int] = []
    columns: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
        reached = sites[start:end]
        group = groups.setdefault(reached.tobytes(), len(groups))
        if group == len(joined):
            joined.append(0.0)
            rows.extend([group] * len(reached))
            columns.extend(reached.tolist())
        joined[group] += people[points[start]]
    shape = len(joined), count
    return np.array(joined), coo_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _solved(people: Floats, where: coo_array, count: int) -> tuple[tuple[int, ...], bool]:
    groups, sites = where.shape
    each = coo_array((np.ones(groups), (range(groups), range(groups))), shape=(groups, groups))
    # A group is covered no more than the sites near it are there; so many sites, no more.
    is_near = LinearConstraint(hstack([where, -each]).tocsr(), lb=0.0)
    few = np.concatenate((np.ones(sites), np.zeros(groups)))
    answer = milp(
        np.concatenate((np.zeros(sites), -people)),
        constraints=[is_near, LinearConstraint(few, ub=count)],
        integrality=np.concatenate((np.ones(sites), np.zeros(groups))),
        bounds=Bounds(0, 1),
        options={"time_limit": _SECONDS},
    )
    if answer.x is None:
        message = f"No answer was found in {_SECONDS:.0f} seconds; ask for a smaller area."
        raise InvalidSubmissionError(message)
    chosen = np.flatnonzero(np.round(answer.x[:sites]))
    # A site that brings nobody is none worth naming.
    useful = where.tocsr()[:, chosen].T @ people > 0
    return tuple(chosen[useful].tolist()), answer.status == 0


def _best_next(people: Floats, start: Floats, to_site: Floats, chosen: Sequence[int]) -> int:
    now = np.minimum(start, to_site[:, list(chosen)].min(axis=1, initial=np.inf))
    totals = people @ np.minimum(now[:, None], to_site)
    totals[list(chosen)] = np.inf
    return int(totals.argmin())


def _swapped(people: Floats, start: Floats, to_site: Floats, chosen: list[int]) -> list[int]:
    """Return the sites after every swap of one for another that helps, until none does."""
    best = _total(people, start, to_site, chosen)
    is_better = True
    while is_better:
        is_better = False
        for place in range(len(chosen)):
            rest = [*chosen[:place], *chosen[place + 1 :]]
            other = [*rest, _best_next(people, start, to_site, rest)]
            total = _total(people, start, to_site, other)
            if total < best * (1 - 1e-12):
                chosen, best, is_better = other, total, True
    return chosen


def _total(people: Floats, start: Floats, to_site: Floats, chosen: Sequence[int]) -> float:
    return float(people @ np.minimum(start, to_site[:, list(chosen)].min(axis=1, initial=np.inf)))
