"""Cards that may say the same; a person decides."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from asset_map.likeness.names import are_told_apart
from asset_map.model.words import fold

__all__ = ["said_alike"]

_ALIKE = 86.0
_ARTICLES = frozenset({"the", "a", "an", "our", "my"})


def said_alike(sayings: Sequence[str]) -> list[tuple[int, int]]:
    """
    Return pairs of sayings that may be one thing, the earlier first, by their numbers.

    "Village hall" and "the village-hall" are; "Monday club" and "Friday club" are not.
    """
    folded = [_bare(said) for said in sayings]
    scores = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    return [
        (one, other)
        for one in range(len(folded))
        for other in range(one + 1, len(folded))
        if folded[one] and scores[one, other] and not are_told_apart(folded[one], folded[other])
    ]


def _bare(said: str) -> str:
    words = fold(said).split()
    return " ".join(word for word in words if word not in _ARTICLES) or " ".join(words)
