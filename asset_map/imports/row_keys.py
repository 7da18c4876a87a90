"""By what a row is known when its file comes again, where several rows share a key."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

__all__ = ["KeyedRow", "known_again", "numbered"]

# A row's key and its fingerprint.
KeyedRow = tuple[str, str]


def numbered(key: str, ordinal: int) -> str:
    """Return the key of the first, second, ... of the rows that share one."""
    # In front: a typed id may end in "#2".
    return key if ordinal == 1 else f"#{ordinal} {key}"


def _shared(key: str) -> str:
    return re.sub(r"^#\d+ ", "", key)


def known_again(rows: Iterable[KeyedRow], known: Iterable[KeyedRow]) -> dict[str, str]:
    """
    Return for each row's key the key that it is known by.

    Of rows that share a key, the one that says the same as a row before is that row,
    whichever of its like went or came; the others follow in their order, and what is left
    over gets a key that is free.
    """
    before: dict[str, list[KeyedRow]] = defaultdict(list)
    coming: dict[str, list[KeyedRow]] = defaultdict(list)
    for row in known:
        before[_shared(row[0])].append(row)
    for row in rows:
        coming[_shared(row[0])].append(row)
    settled: dict[str, str] = {}
    for shared, group in coming.items():
        settled |= _settled(group, sorted(before[shared]), shared)
    return settled


def _settled(group: Sequence[KeyedRow], before: Sequence[KeyedRow], shared: str) -> dict[str, str]:
    settled: dict[str, str] = {}
    by_fingerprint: dict[str, list[str]] = defaultdict(list)
    for key, fingerprint in reversed(before):
        by_fingerprint[fingerprint].append(key)
    for key, fingerprint in group:
        if by_fingerprint[fingerprint]:
            settled[key] = by_fingerprint[fingerprint].pop()
    found = set(settled.values())
    free = (key for key, _ in before if key not in found)
    taken = {key for key, _ in before}
    further = (key for number in count(1) if (key := numbered(shared, number)) not in taken)
    left_over = (key for key, _ in group if key not in settled)
    return settled | dict(zip(left_over, chain(free, further), strict=False))
