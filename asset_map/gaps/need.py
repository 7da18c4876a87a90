"""
Deprivation as context (M12): beside reach, never multiplied into it.

Scores are averaged over residents; ranks and deciles never are.
"""

from collections.abc import Sequence

import numpy as np

from asset_map.gaps.columns import Floats, Residents, Rows, mean_by_ward
from asset_map.model.gap import GapRow, GapSettings

__all__ = [
    "FIFTHS",
    "fifths_of",
    "grid",
    "grid_of_rows",
    "score_by_ward",
    "share_most_deprived",
]

FIFTHS = 5


def score_by_ward(residents: Residents, count: int) -> Floats:
    """Return each ward's mean score over the residents whose score is known; NaN for none."""
    known = np.where(np.isfinite(residents.scores), residents.people, 0.0)
    return mean_by_ward(residents.scores, known, residents.wards, count)


def fifths_of(scores: Floats, people: Floats, settings: GapSettings) -> Rows:
    """
    Return the fifth that each score falls in: 1 the most deprived, 5 the least, 0 unknown.

    By the settings' four scores between the fifths, or where there are none by fifths of
    the people handed in: then they compare within the area counted and no further.
    """
    known = np.isfinite(scores)
    fifths = np.zeros(len(scores), dtype=np.int64)
    if settings.deprivation_cuts:
        cuts = np.asarray(settings.deprivation_cuts)
        fifths[known] = FIFTHS - np.searchsorted(cuts, scores[known], side="left")
        return fifths
    distinct, which = np.unique(scores[known], return_inverse=True)
    people_at = np.bincount(which, weights=people[known], minlength=len(distinct))
    total = people_at.sum()
    if total <= 0:
        return fifths
    # The people with lower scores and half of those with the same one.
    below = (np.cumsum(people_at) - people_at / 2) / total
    fifths[known] = FIFTHS - np.minimum(below * FIFTHS, FIFTHS - 1).astype(np.int64)[which]
    return fifths


def share_most_deprived(residents: Residents, settings: GapSettings, count: int) -> Floats:
    """Return the share of each ward's residents who live in the most deprived fifth."""
    fifths = fifths_of(residents.scores, residents.people, settings)
    known = np.where(fifths > 0, residents.people, 0.0)
    return mean_by_ward((fifths == 1) * 1.0, known, residents.wards, count)


def grid(shares_beyond: Floats, deprivation_fifths: Rows) -> list[list[list[int]]]:
    """
    Return which wards (rows) stand in each cell of five by five.

    First index: the share of residents beyond reach, from 0-20 % to 80-100 %. Second: the
    fifth of deprivation, the most deprived first. Wards of unknown deprivation are in none.
    """
    steps = np.minimum(np.nan_to_num(shares_beyond) * FIFTHS, FIFTHS - 1).astype(np.int64)
    return [
        [
            np.flatnonzero((steps == step) & (deprivation_fifths == fifth)).tolist()
            for fifth in range(1, FIFTHS + 1)
        ]
        for step in range(FIFTHS)
    ]


def grid_of_rows(rows: Sequence[GapRow], settings: GapSettings) -> list[list[list[GapRow]]]:
    """
    Return the rows of a run in the cells of ``grid``.

    Without the national cuts a ward's fifth is among the residents of these rows.
    """
    # Python's None becomes not a number.
    scores = np.array([row.deprivation_score for row in rows], dtype=np.float64)
    people = np.array([float(row.residents or 0) for row in rows])
    shares = np.array([row.share_beyond_reach for row in rows])
    cells = grid(shares, fifths_of(scores, people, settings))
    return [[[rows[row] for row in cell] for cell in step] for step in cells]
