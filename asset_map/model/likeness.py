"""Two records that may be the same, and why somebody should look."""

from dataclasses import dataclass

__all__ = ["Likeness"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """
    A pair of assets that may be one; ``score`` from 0 to 1, ``reasons`` in words.

    The lower id comes first, so that a pair has one name.
    """

    first_id: str
    second_id: str
    score: float
    reasons: tuple[str, ...]
