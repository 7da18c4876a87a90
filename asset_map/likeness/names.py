"""Words in names that tell little, and words that tell two names apart."""

from functools import lru_cache

__all__ = ["are_told_apart", "tells_little"]

# A name of such words alone is many groups' name: "Coffee morning", "Lunch club".
_COMMON = frozenset({
    "babies", "baby", "band", "bingo", "book", "books", "breakfast", "cafe", "centre", "chair",
    "chat", "choir", "church", "class", "club", "coffee", "community", "craft", "crafts",
    "cricket", "dance", "drop", "exercise", "fit", "food", "football", "friends", "fun",
    "garden", "gardening", "group", "hall", "hub", "junior", "keep", "knit", "knitting",
    "library", "lunch", "meeting", "men", "mens", "messy", "morning", "mornings", "music",
    "natter", "over", "parish", "park", "pilates", "play", "playgroup", "pub", "quiz", "room",
    "scouts", "senior", "seniors", "sewing", "sing", "singing", "social", "society", "stay",
    "story", "tea", "team", "tennis", "time", "toddler", "toddlers", "tots", "village", "walk",
    "walking", "walks", "warm", "womens", "yoga", "young", "youth",
})  # fmt: skip
# Of names that have different words of one line, each is another thing. Without an s.
_RIVALS = tuple(
    frozenset(line.split())
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "morning afternoon evening",
        "boy girl men women ladie gent",
        "infant junior senior",
        "beaver cub scout explorer rainbow brownie guide ranger",
        "north south east west",
        "upper lower",
    )
)


def tells_little(words: str) -> bool:
    """Whether a name, folded, has no word but such as many names have."""
    return _COMMON.issuperset(_words(words))


def are_told_apart(words: str, others: str) -> bool:
    """Whether two names, folded, name rival days, ages, sexes or sides."""
    mine, theirs = _singular(words), _singular(others)
    return any(
        not (mine & rivals).issubset(theirs) and not (theirs & rivals).issubset(mine)
        for rivals in _RIVALS
    )


@lru_cache(maxsize=100_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())


@lru_cache(maxsize=100_000)
def _singular(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _words(name))
