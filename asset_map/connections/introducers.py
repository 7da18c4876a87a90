"""Who could introduce: those linked with many who are not linked with each other."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from asset_map.connections.ties import Floats, Ties
from asset_map.model.words import counted

__all__ = ["Introducer", "Introducers", "constraint", "effective_size", "introducers"]

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """
    One that could introduce others.

    ``linked`` others, of whom ``strangers`` pairs are not linked with each other.
    """

    asset_id: str
    linked: int
    strangers: int
    constraint: float
    effective_size: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducers:
    """Those that could introduce most, best first."""

    introducers: tuple[Introducer, ...]
    sentence: str


def constraint(ties: Ties) -> Floats:
    """
    Return Burt's constraint (1992) of each: how much its links lead to the same few.

    NaN for whoever has no link.
    """
    degrees = ties.degrees
    each = np.divide(1.0, degrees, out=np.zeros(len(degrees)), where=degrees > 0)
    shares = sparse.diags_array(each) @ ties.matrix
    through = (shares @ shares).multiply(ties.matrix)
    local = (shares + through).power(2)
    return np.where(degrees > 0, np.asarray(local.sum(axis=1)).ravel(), np.nan)


def effective_size(ties: Ties) -> Floats:
    """
    Return Burt's effective size of each: its links, less those that repeat one another.

    NaN for whoever has no link.
    """
    degrees = ties.degrees
    repeated = 2 * _linked_neighbours(ties)
    nobody = np.full(len(degrees), np.nan)
    size: Floats = degrees - np.divide(repeated, degrees, out=nobody, where=degrees > 0)
    return size


def _linked_neighbours(ties: Ties) -> Floats:
    """Return how many pairs of those that each is linked with are linked themselves."""
    triangles = (ties.matrix @ ties.matrix).multiply(ties.matrix)
    return np.asarray(triangles.sum(axis=1)).ravel() / 2


def introducers(ties: Ties, *, most: int = _SHOWN) -> Introducers:
    """Return who could introduce most."""
    degrees, sizes, tight = ties.degrees, effective_size(ties), constraint(ties)
    linked = _linked_neighbours(ties)
    strangers = (degrees * (degrees - 1) / 2 - linked).round().astype(int)
    ranked = sorted(
        np.flatnonzero(strangers).tolist(),
        key=lambda row: (-sizes[row], tight[row], ties.members[row].name),
    )
    found = tuple(
        Introducer(
            asset_id=ties.members[row].asset_id,
            linked=int(degrees[row]),
            strangers=int(strangers[row]),
            constraint=float(tight[row]),
            effective_size=float(sizes[row]),
            sentence=(
                f"{ties.members[row].name} is linked with {int(degrees[row]):,}, and "
                f"{counted(int(strangers[row]), 'pair')} of them could still be introduced."
            ),
        )
        for row in ranked[:most]
    )
    words = found[0].sentence if found else "Nobody stands between two who could be introduced."
    return Introducers(introducers=found, sentence=words)
