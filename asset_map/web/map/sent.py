"""Which points a visitor's browser has already: what makes an update small."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from asset_map.web.map.parts import MapPoint

__all__ = ["MOST_KEPT", "SentPoints"]

# Beyond so many the browser is told to forget them all and start anew.
MOST_KEPT = 200_000

_Keys = npt.NDArray[np.int64]


def _no_keys() -> _Keys:
    return np.empty(0, dtype=np.int64)


@dataclass
class SentPoints:
    """
    The points that were sent, known by their hash, in the order they were sent.

    ``id`` names the visitor's copy; ``keys[n]`` is the hash of the point that the
    browser knows as number n.
    """

    id: str
    keys: _Keys = field(default_factory=_no_keys)

    def add(self, points: Sequence[MapPoint]) -> tuple[list[MapPoint], npt.NDArray[np.intp]]:
        """Return those that the browser lacks, and the number of every point from now on."""
        keys = np.fromiter((hash(point) for point in points), dtype=np.int64, count=len(points))
        unknown = np.flatnonzero(~np.isin(keys, self.keys))
        _, firsts = np.unique(keys[unknown], return_index=True)
        fresh = unknown[np.sort(firsts)]
        self.keys = np.concatenate([self.keys, keys[fresh]])
        order = np.argsort(self.keys)
        return [points[at] for at in fresh], order[np.searchsorted(self.keys, keys, sorter=order)]

    def shown(self, numbers: npt.NDArray[np.intp]) -> str:
        """Return one bit for each point that was ever sent, set for those shown now."""
        bits = np.zeros(len(self.keys), dtype=np.uint8)
        bits[numbers] = 1
        return base64.b64encode(np.packbits(bits, bitorder="little").tobytes()).decode()
