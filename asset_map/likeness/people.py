"""Which names of people may be one person's: a slip of the pen, or an initial for a first name."""

from rapidfuzz import fuzz

__all__ = ["alike"]

_LEAST = 86


def alike(name: str, other: str) -> bool:
    """Whether two folded names that differ may be one person's."""
    if name == other:
        return False
    mine, theirs = name.split(), other.split()
    is_short = 1 in {len(mine[0]), len(theirs[0])}
    if is_short and mine[0][0] == theirs[0][0] and mine[1:] == theirs[1:]:
        return True
    return fuzz.ratio(name, other) >= _LEAST
