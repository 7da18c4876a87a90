"""Long lists in parts that fit one statement."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

__all__ = ["chunks"]

T = TypeVar("T")

# Fewer than the parameters that one statement may carry on either database.
CHUNK: Final = 1000


def chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give the keys a thousand at a time."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
