"""How linked a ward is (M13): groups with no live connection, connections that cross."""

from dataclasses import dataclass, field

import numpy as np

from asset_map.gaps.columns import Flags, Floats, Rows, quotient

__all__ = ["Linking", "share_crossing", "unlinked"]


def _pairs() -> Rows:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linking:
    """
    The groups of each ward and the live connections between assets.

    ``groups`` has a row (ward, group) for each ward that a group is in; ``is_linked``
    says of each such row whether the group has a live connection. ``link_wards`` has the
    wards of both ends of each connection, -1 unknown, and ``link_sectors`` their sectors.
    """

    groups: Rows = field(default_factory=_pairs)
    is_linked: Flags = field(default_factory=lambda: np.empty(0, dtype=bool))
    link_wards: Rows = field(default_factory=_pairs)
    link_sectors: Rows = field(default_factory=_pairs)


def unlinked(linking: Linking, count: int) -> tuple[Rows, Floats]:
    """Return how many groups of each ward have no live connection, and their share; NaN of none."""
    wards = linking.groups[:, 0]
    every = np.bincount(wards[wards >= 0], minlength=count)
    alone = np.bincount(wards[~linking.is_linked & (wards >= 0)], minlength=count)
    share = quotient(alone, every)
    return alone, share


def share_crossing(linking: Linking, count: int) -> Floats:
    """
    Return the share of each ward's connections that cross to another ward or sector.

    A connection is a ward's when either end is in it; NaN where it has none.
    """
    ends, sectors = linking.link_wards, linking.link_sectors
    crosses = _differ(ends) | _differ(sectors)
    pairs = np.concatenate(
        [np.column_stack((ends[:, side], np.arange(len(ends)))) for side in (0, 1)]
    )
    pairs = np.unique(pairs[pairs[:, 0] >= 0], axis=0)
    every = np.bincount(pairs[:, 0], minlength=count)
    crossing = np.bincount(pairs[crosses[pairs[:, 1]], 0], minlength=count)
    return quotient(crossing, every)


def _differ(ends: Rows) -> Flags:
    known = (ends >= 0).all(axis=1)
    return np.asarray(known & (ends[:, 0] != ends[:, 1]))
