"""The class of each ward (M8), in the order in which they are asked."""

from collections.abc import Sequence

import numpy as np

from asset_map.gaps.columns import Flags, Floats, Rows
from asset_map.model.gap import GapClass, GapSettings, MappingStatus

__all__ = ["classes", "officers_order"]


def classes(
    counts: Rows,
    shares_beyond: Floats,
    hours: Floats,
    is_mapped: Flags,
    settings: GapSettings,
) -> list[GapClass]:
    """
    Return each ward's class.

    ``anchored`` and ``served_next_door`` stand whatever the mapping status: a strength
    that is known needs no full survey. Then an unmapped ward is ``not_yet_mapped``, never
    a gap; one with enough visiting hours ``visiting_only``; what is left is a ``gap``.
    """
    asked = (
        (counts >= 1, GapClass.ANCHORED),
        (shares_beyond <= settings.served_share, GapClass.SERVED_NEXT_DOOR),
        (~is_mapped, GapClass.NOT_YET_MAPPED),
        (hours >= settings.visiting_hours, GapClass.VISITING_ONLY),
    )
    number = np.select([holds for holds, _ in asked], range(len(asked)), default=len(asked))
    found = [*(one for _, one in asked), GapClass.GAP]
    return [found[one] for one in number.tolist()]


def officers_order(found: Sequence[GapClass], beyond: Floats, codes: Sequence[str]) -> list[int]:
    """Return the wards as officers read them: class, then residents beyond reach, then code."""
    rank = {one: place for place, one in enumerate(GapClass)}
    return sorted(range(len(found)), key=lambda row: (rank[found[row]], -beyond[row], codes[row]))


def is_mapped(statuses: Sequence[MappingStatus]) -> Flags:
    """Return which wards are mapped well enough for a gap to be called one."""
    return np.array([status.is_mapped for status in statuses], dtype=bool)
