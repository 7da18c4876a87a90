"""Pairs of records that may be the same: found by what they share, scored, told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from asset_map.model.asset import Asset
    from asset_map.model.likeness import Likeness

__all__ = ["Comparable", "compare", "likely_duplicates"]

THRESHOLD = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """What of an asset is compared with others."""

    id: str

    @classmethod
    def from_asset(cls, asset: Asset) -> Self:
        """Return what is compared of the asset."""
        raise NotImplementedError


def compare(a: Comparable, b: Comparable) -> Likeness | None:
    """Return how alike two records are; None where nothing says that they are one."""
    raise NotImplementedError


def likely_duplicates(
    candidates: Sequence[Comparable],
    *,
    against: Sequence[Comparable] | None = None,
    threshold: float = THRESHOLD,
) -> list[Likeness]:
    """Return the pairs that may be one, most alike first."""
    raise NotImplementedError
