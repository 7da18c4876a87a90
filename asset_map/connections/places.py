"""
How far apart two assets are, as far as may be said (rule 26).

Metres are measured and told only between places that are both published exactly or by
their street: a ``Member`` holds no other. Else wards are compared, and a withheld place is
as good as unknown, so that no order of suggestions gives one away either.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asset_map.connections.graph import Member
from asset_map.connections.ties import Floats

__all__ = ["Places", "apart_in_words"]

NextWards = frozenset[frozenset[str]]

_NEAR_M, _MIDDLE_M = 1_600.0, 5_000.0
_NEAR, _MIDDLE, _FAR = 1.0, 0.6, 0.2
_KM = 1_000


def _point(member: Member) -> tuple[float, float]:
    if member.point is None:
        return float("nan"), float("nan")
    return member.point.easting, member.point.northing


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """
    Where each of several members is, in their order.

    ``points`` are metres (n, 2), NaN where they may not be measured; ``wards`` count into
    ``ward_bands``, the last row of which stands for no ward.
    """

    points: Floats
    wards: NDArray[np.int64]
    ward_bands: Floats

    @classmethod
    def of(cls, members: Sequence[Member], next_wards: NextWards) -> "Places":
        """Return the places of members."""
        codes = sorted({code for member in members if (code := member.ward_code)})
        rows = {code: row for row, code in enumerate(codes)}
        bands = np.full((len(codes) + 1, len(codes) + 1), _FAR)
        bands[-1, :] = bands[:, -1] = _MIDDLE
        np.fill_diagonal(bands[:-1, :-1], _NEAR)
        for first, second in (sorted(pair) for pair in next_wards if len(pair) > 1):
            if first in rows and second in rows:
                bands[rows[first], rows[second]] = bands[rows[second], rows[first]] = _MIDDLE
        return cls(
            points=np.array([_point(member) for member in members]).reshape(-1, 2),
            wards=np.array(
                [rows.get(one.ward_code or "", len(codes)) for one in members], dtype=int
            ),
            ward_bands=bands,
        )

    def bands(self, givers: NDArray[np.int64], takers: NDArray[np.int64]) -> Floats:
        """Return the distance band of each giver (rows) and taker (columns), 0.2 to 1."""
        squares: Floats = np.zeros((len(givers), len(takers)))
        for axis in (0, 1):
            squares += (self.points[givers, axis][:, None] - self.points[takers, axis]) ** 2
        bands = np.where(squares <= _MIDDLE_M**2, _MIDDLE, _FAR)
        bands[squares <= _NEAR_M**2] = _NEAR
        if np.isnan(squares).any():
            by_ward = self.ward_bands[self.wards[givers][:, None], self.wards[takers]]
            bands = np.where(np.isnan(squares), by_ward, bands)
        return bands

    def differ(self, givers: NDArray[np.int64], takers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of each giver and taker whether they are known to be in different wards."""
        first, second = self.wards[givers][:, None], self.wards[takers]
        none = len(self.ward_bands) - 1
        differ: NDArray[np.bool_] = (first != second) & (first != none) & (second != none)
        return differ


def apart_in_words(first: Member, second: Member, next_wards: NextWards) -> str:
    """Return how far apart two are: "About 1.5 km apart, next ward", "" where it is unknown."""
    words = [_distance(first, second), _wards(first.ward_code, second.ward_code, next_wards)]
    text = ", ".join(word for word in words if word)
    return text[:1].upper() + text[1:]


def _distance(first: Member, second: Member) -> str:
    metres = math.dist(_point(first), _point(second))
    if math.isnan(metres):
        return ""
    if metres < _KM / 10:
        return "less than 100 m apart"
    if metres < _KM - 50:
        return f"about {round(metres, -2):.0f} m apart"
    return f"about {metres / _KM:.1f} km apart".replace(".0 km", " km")


def _wards(first: str | None, second: str | None, next_wards: NextWards) -> str:
    if not first or not second:
        return ""
    if first == second:
        return "same ward"
    return "next ward" if frozenset({first, second}) in next_wards else "another ward"
